#include "plugins/tool/graphviz.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "plugins/tool/signing/new_file.h"
#include "service/deployment/file_descriptor.h"

extern char** environ;

namespace connection_advisor::tool {
namespace {

constexpr mode_t kForAll = 0666;  // but for what the umask takes away

// Starts `dot` between the pipe that it reads from and the descriptor that it writes to.
absl::Status Spawn(const std::string& format, int read_end, int out, pid_t* child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const auto destroy = absl::MakeCleanup([&] { posix_spawn_file_actions_destroy(&actions); });
  posix_spawn_file_actions_adddup2(&actions, read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  std::string program = "dot";
  std::string argument = absl::StrCat("-T", format);
  const std::array<char*, 3> arguments = {program.data(), argument.data(), nullptr};
  const int error = posix_spawnp(child, "dot", &actions, nullptr, arguments.data(), environ);
  if (error == ENOENT) {
    return absl::UnavailableError(
        "the program 'dot' is not installed, which draws the picture: install Graphviz (on Debian the package "
        "graphviz), or ask for --format dot");
  }
  return error == 0 ? absl::OkStatus() : absl::ErrnoToStatus(error, "the program 'dot' can't be started");
}

absl::Status RunDot(const std::string& dot, const std::string& format, int out) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, "no pipe to the program 'dot'");
  pid_t child = 0;
  absl::Status spawned = Spawn(format, ends[0], out, &child);
  close(ends[0]);
  // Where it dies early, writing fails and its status says why.
  const auto ignored = std::signal(SIGPIPE, SIG_IGN);
  if (spawned.ok()) deployment::WriteAll(ends[1], dot, "").IgnoreError();
  std::signal(SIGPIPE, ignored);
  close(ends[1]);
  if (!spawned.ok()) return spawned;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  return absl::InternalError("the program 'dot' failed to draw the picture");
}

absl::Status Write(const std::string& dot, const std::string& format, int out, const std::string& name) {
  return format == "dot" ? deployment::WriteAll(out, dot, absl::StrCat(name, " cannot be written"))
                         : RunDot(dot, format, out);
}

// A device, a pipe or a link is written to as it is: a rename would put a file in its place.
bool IsWrittenInPlace(const std::string& output) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::symlink_status(output, error);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

absl::Status WriteInPlace(const std::string& output, Fill fill) {
  deployment::FileDescriptor file(open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kForAll));
  if (!file.is_open()) return absl::ErrnoToStatus(errno, absl::StrCat("'", output, "' cannot be written"));
  absl::Status status = fill(file.number());
  if (close(file.Release()) == 0 || !status.ok()) return status;
  return absl::ErrnoToStatus(errno, absl::StrCat("'", output, "' cannot be written"));
}

}  // namespace

absl::Status WritePicture(const std::string& dot, const std::string& format, const std::string& output) {
  if (output.empty()) return Write(dot, format, STDOUT_FILENO, "standard output");
  const auto draw = [&](int out) { return Write(dot, format, out, absl::StrCat("'", output, "'")); };
  return IsWrittenInPlace(output) ? WriteInPlace(output, draw) : ReplaceFile(output, draw, kForAll);
}

}  // namespace connection_advisor::tool
