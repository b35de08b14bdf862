#include "service/stop_signals.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace connection_advisor {
namespace {

constexpr int kSignalExitBase = 128;  // the shell's way to say that a signal ended a process

sigset_t Signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int NextSignal() {
  const sigset_t signals = Signals();
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
  return signal;
}

}  // namespace

struct StopSignals::State {
  mutable std::mutex mutex;
  std::condition_variable changed;
  bool requested = false;
};

StopSignals::StopSignals() : state_(std::make_shared<State>()) {
  const sigset_t signals = Signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A peer that hangs up while it is written to is an error of that write, not the end of the process.
  signal(SIGPIPE, SIG_IGN);
  std::thread([state = state_] {
    NextSignal();
    {
      const std::lock_guard lock(state->mutex);
      state->requested = true;
    }
    state->changed.notify_all();
    _exit(kSignalExitBase + NextSignal());
  }).detach();
}

void StopSignals::Wait() {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, [this] { return state_->requested; });
}

bool StopSignals::requested() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requested;
}

}  // namespace connection_advisor
