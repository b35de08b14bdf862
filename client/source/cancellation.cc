#include "connection_advisor/client/cancellation.h"

#include <mutex>
#include <set>
#include <utility>

namespace connection_advisor::client {

struct Cancellation::State {
  std::mutex mutex;  // also held while actions run: a listener's destructor waits for its own
  bool cancelled = false;
  std::set<const Listener*> listeners;
};

Cancellation::Cancellation() : state_(std::make_shared<State>()) {}

void Cancellation::Cancel() const {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  if (std::exchange(state_->cancelled, true)) return;
  for (const Listener* listener : state_->listeners) listener->action_();
}

bool Cancellation::IsCancelled() const {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  return state_->cancelled;
}

std::unique_ptr<Cancellation::Listener> Cancellation::OnCancel(std::function<void()> action) const {
  return std::make_unique<Listener>(state_, std::move(action));
}

Cancellation::Listener::Listener(std::shared_ptr<State> state, std::function<void()> action)
    : state_(std::move(state)), action_(std::move(action)) {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->listeners.insert(this);
  if (state_->cancelled) action_();
}

Cancellation::Listener::~Listener() {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->listeners.erase(this);
}

}  // namespace connection_advisor::client
