// The real server, started as an operator starts it.
#ifndef TESTS_INTEGRATION_SERVER_PROCESS_H_
#define TESTS_INTEGRATION_SERVER_PROCESS_H_

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "grpcpp/channel.h"

namespace connection_advisor::integration {

class ServerProcess {
 public:
  // Who may write to the build directory is nothing to most tests.
  enum class Permissions { kUnchecked, kChecked };

  // Starts the server with the plugins of that directory on a free port, and waits until it says that it serves. Where
  // it does not come to that, the test fails with what it said, and nullptr is returned.
  static std::unique_ptr<ServerProcess> Start(const std::filesystem::path& plugins,
                                              const std::vector<std::string>& more_arguments = {},
                                              Permissions permissions = Permissions::kUnchecked);

  // Kills the server if nobody has stopped it.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // HOST:PORT, as the server said it.
  const std::string& address() const { return address_; }
  pid_t pid() const { return pid_; }
  // One channel, made once.
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  // A channel with a connection of its own.
  std::shared_ptr<grpc::Channel> NewChannel() const;

  // What it has written on standard error so far, and on standard output after the line that it serves.
  std::string errors() const;
  std::string output() const;

  // Sends SIGTERM.
  void Terminate() const;
  // Waits until the process has ended, killing it after half a minute; its exit code, or 128 + the signal that ended
  // it.
  int WaitForExit();
  // Both: a server that nothing ails exits with 0.
  int Stop();

 private:
  ServerProcess(pid_t pid, int output, int errors);
  bool WaitUntilServing();
  // All that it says, to its end.
  void HearItOut();
  void Collect(int descriptor, std::string* text);

  pid_t pid_;
  bool ended_ = false;
  std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
  mutable std::mutex mutex_;
  std::string output_;
  std::string errors_;
  std::thread output_reader_;
  std::thread errors_reader_;
};

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_SERVER_PROCESS_H_
