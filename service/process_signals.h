// SIGTERM and SIGINT ask the process to stop, the second of them ends it at once; SIGHUP asks it to look at its plugins
// and parameters anew.
//
// No handler runs: the signals are blocked in every thread and one thread waits for them, so that what they ask for is
// ordinary code.
#ifndef SERVICE_PROCESS_SIGNALS_H_
#define SERVICE_PROCESS_SIGNALS_H_

#include <memory>

namespace connection_advisor {

class ProcessSignals {
 public:
  enum class Asked { kToStop, kToReload };

  // Blocks the signals; must be made before any other thread, which inherits the block. One in a process.
  ProcessSignals();

  // Waits until something is asked for. Several SIGHUPs that came meanwhile are one; stopping goes before all.
  Asked Wait();
  bool stop_requested() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the waiting thread, which lives as long as the process
};

}  // namespace connection_advisor

#endif  // SERVICE_PROCESS_SIGNALS_H_
