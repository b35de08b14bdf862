// Ending calls early.
#ifndef CONNECTION_ADVISOR_CLIENT_CANCELLATION_H_
#define CONNECTION_ADVISOR_CLIENT_CANCELLATION_H_

#include <functional>
#include <memory>

namespace connection_advisor::client {

// Hand it to any number of calls (`CallOptions::cancellation`) and keep a copy: `Cancel`, from any thread, ends those
// under way with CANCELLED, and later ones as they begin. A value: copies are the same cancellation. It is final.
class Cancellation {
 public:
  Cancellation();

  void Cancel() const;
  bool IsCancelled() const;

  // For connections: while it lives, its action is run on cancellation.
  class Listener;

  // Runs the action once, at once if it is cancelled already. The action must not block and must not come back here.
  // When the listener has been destroyed, the action is not running and will not run.
  [[nodiscard]] std::unique_ptr<Listener> OnCancel(std::function<void()> action) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

class Cancellation::Listener {
 public:
  Listener(std::shared_ptr<State> state, std::function<void()> action);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

 private:
  friend class Cancellation;
  std::shared_ptr<State> state_;
  std::function<void()> action_;
};

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_CANCELLATION_H_
