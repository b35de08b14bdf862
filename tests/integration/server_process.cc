#include "tests/integration/server_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"

namespace connection_advisor::integration {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Long enough for a sanitized build on a busy machine; nothing is measured by them.
constexpr seconds kToServe(60);
constexpr seconds kToStop(30);
constexpr milliseconds kPause(5);

constexpr char kServing[] = "serving on ";

// A client whose threads are all elsewhere looks at its connections every 5 seconds only, and a server that stops waits
// for it to see. These tests have no time for that. To be called before gRPC is first used.
void LookAtConnectionsOften() { setenv("GRPC_CLIENT_CHANNEL_BACKUP_POLL_INTERVAL_MS", "50", 1); }

// The address in the line that says so, empty as long as there is none.
std::string ServingOn(const std::string& output) {
  const size_t begin = output.find(kServing);
  const size_t end = begin == std::string::npos ? begin : output.find('\n', begin);
  if (end == std::string::npos) return "";
  const size_t address = begin + sizeof(kServing) - 1;
  return output.substr(address, end - address);
}

}  // namespace

std::unique_ptr<ServerProcess> ServerProcess::Start(const std::filesystem::path& plugins,
                                                    const std::vector<std::string>& more_arguments,
                                                    Permissions permissions) {
  LookAtConnectionsOften();
  std::vector<std::string> arguments = {CONNECTION_ADVISOR_SERVER, "--listen", "127.0.0.1:0", "--plugins",
                                        plugins.string()};
  if (permissions == Permissions::kUnchecked) arguments.push_back("--unchecked-permissions");
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  int output[2];
  int errors[2];
  if (pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) {
    ADD_FAILURE() << "no pipe for the server";
    return nullptr;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(output[1]);
  close(errors[1]);
  if (failed != 0) {
    ADD_FAILURE() << "can't start " << argv[0];
    close(output[0]);
    close(errors[0]);
    return nullptr;
  }

  std::unique_ptr<ServerProcess> server(new ServerProcess(pid, output[0], errors[0]));
  if (server->WaitUntilServing()) return server;
  server->HearItOut();
  ADD_FAILURE() << "the server does not serve; it said:\n" << server->output() << server->errors();
  return nullptr;
}

ServerProcess::ServerProcess(pid_t pid, int output, int errors)
    : pid_(pid),
      output_reader_([this, output] { Collect(output, &output_); }),
      errors_reader_([this, errors] { Collect(errors, &errors_); }) {}

ServerProcess::~ServerProcess() { HearItOut(); }

void ServerProcess::HearItOut() {
  if (!ended_) {
    kill(pid_, SIGKILL);
    WaitForExit();
  }
  for (std::thread* reader : {&output_reader_, &errors_reader_}) {
    if (reader->joinable()) reader->join();
  }
}

void ServerProcess::Collect(int descriptor, std::string* text) {
  char bytes[4096];
  for (ssize_t count = 0; (count = read(descriptor, bytes, sizeof(bytes))) > 0;) {
    const std::lock_guard lock(mutex_);
    text->append(bytes, static_cast<size_t>(count));
  }
  close(descriptor);
}

bool ServerProcess::WaitUntilServing() {
  const auto deadline = steady_clock::now() + kToServe;
  while (steady_clock::now() < deadline) {
    address_ = ServingOn(output());
    if (!address_.empty()) {
      channel_ = NewChannel();
      return true;
    }
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      ended_ = true;
      return false;
    }
    std::this_thread::sleep_for(kPause);
  }
  return false;
}

std::shared_ptr<grpc::Channel> ServerProcess::NewChannel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
}

std::string ServerProcess::errors() const {
  const std::lock_guard lock(mutex_);
  return errors_;
}

std::string ServerProcess::output() const {
  const std::lock_guard lock(mutex_);
  return output_;
}

void ServerProcess::Terminate() const { kill(pid_, SIGTERM); }

int ServerProcess::WaitForExit() {
  const auto deadline = steady_clock::now() + kToStop;
  int status = 0;
  while (waitpid(pid_, &status, WNOHANG) == 0) {
    if (steady_clock::now() > deadline) kill(pid_, SIGKILL);
    std::this_thread::sleep_for(kPause);
  }
  ended_ = true;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int ServerProcess::Stop() {
  Terminate();
  return WaitForExit();
}

}  // namespace connection_advisor::integration
