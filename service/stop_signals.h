// SIGTERM and SIGINT: the first asks the process to stop, the second ends it at once.
//
// No handler runs: the signals are blocked in every thread and one thread waits for them, so that stopping is ordinary
// code.
#ifndef SERVICE_STOP_SIGNALS_H_
#define SERVICE_STOP_SIGNALS_H_

#include <memory>

namespace connection_advisor {

class StopSignals {
 public:
  // Blocks the signals; must be made before any other thread, which inherits the block. One in a process.
  StopSignals();

  // Returns once the first signal has come.
  void Wait();
  bool requested() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the waiting thread, which lives as long as the process
};

}  // namespace connection_advisor

#endif  // SERVICE_STOP_SIGNALS_H_
