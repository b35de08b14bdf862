// A child process that answers on a pipe: started with nothing of ours but one descriptor, listened to, and ended with
// all that it started.
#ifndef SERVICE_DEPLOYMENT_CHILD_PROCESS_H_
#define SERVICE_DEPLOYMENT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::deployment {

// The descriptors on which the child finds its input and gives its answer. It has no other but /dev/null as 0, 1 and 2.
inline constexpr int kPluginDescriptor = 3;
inline constexpr int kAnswerDescriptor = 4;

class ChildProcess {
 public:
  enum class End {
    kExited,            // by itself; `code` is its exit status
    kKilled,            // by a signal that was not ours; `code` is its number
    kTimedOut,          // killed at the deadline
    kAnsweredTooMuch,   // killed
    kOutlivedByOthers,  // it exited, and a process that it had started held on to the answer
  };
  struct Ending {
    End end;
    int code = 0;
    bool operator==(const Ending&) const = default;
  };

  // `arguments` begin with the program's name. It gets an empty environment, no blocked or ignored signal, and a
  // process group of its own. An error, naming the program, with the code of the system's if it cannot be started.
  static absl::StatusOr<ChildProcess> Start(const std::filesystem::path& program,
                                            const std::vector<std::string>& arguments, int input);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  // Kills what Listen has not ended.
  ~ChildProcess();

  // Reads the answer until the process ends, or the deadline, or the answer is larger than `max_bytes`. Then no process
  // of its group is left, and no zombie. (One that changed its group is out of reach.) Call it once.
  Ending Listen(std::chrono::steady_clock::time_point deadline, uint64_t max_bytes);

  const std::string& answer() const { return answer_; }

 private:
  enum class Received { kSome, kNothingYet, kEnd };

  explicit ChildProcess(FileDescriptor pipe) : pipe_(std::move(pipe)) {}
  Received Receive();
  End AwaitEnd(std::chrono::steady_clock::time_point deadline, uint64_t max_bytes);
  End Drain(uint64_t max_bytes);
  // Ends what is left of the group, then lets the process go; its wait status.
  int Reap();

  FileDescriptor pipe_;
  FileDescriptor life_;  // becomes readable when the process has ended
  pid_t process_ = -1;   // -1 once it has been reaped
  std::string answer_;
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_CHILD_PROCESS_H_
