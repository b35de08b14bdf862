#include "service/process_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
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
  sigaddset(&signals, SIGHUP);
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

struct ProcessSignals::State {
  mutable std::mutex mutex;
  std::condition_variable changed;
  bool stop = false;
  bool reload = false;

  // False if the process is to end at once.
  bool Take(int signal) {
    const std::lock_guard lock(mutex);
    if (signal == SIGHUP) {
      reload = true;
    } else if (stop) {
      return false;
    } else {
      stop = true;
    }
    changed.notify_all();
    return true;
  }
};

ProcessSignals::ProcessSignals() : state_(std::make_shared<State>()) {
  const sigset_t signals = Signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A peer that hangs up while it is written to is an error of that write, not the end of the process.
  signal(SIGPIPE, SIG_IGN);
  // Some supervisors start what they start with it ignored; then the system would let go of a compiler that has ended,
  // and how it did, before anybody asked.
  signal(SIGCHLD, SIG_DFL);
  std::thread([state = state_] {
    for (;;) {
      const int signal = NextSignal();
      if (!state->Take(signal)) _exit(kSignalExitBase + signal);
    }
  }).detach();
}

ProcessSignals::Asked ProcessSignals::Wait() {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, [this] { return state_->stop || state_->reload; });
  if (state_->stop) return Asked::kToStop;
  state_->reload = false;
  return Asked::kToReload;
}

bool ProcessSignals::stop_requested() const {
  const std::lock_guard lock(state_->mutex);
  return state_->stop;
}

}  // namespace connection_advisor
