#include "client/advisorctl/replay_command.h"

#include <spawn.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

constexpr char kTool[] = "advisor-plugin";

// What `advisor-plugin replay --help` says of its exit status. Output that could not be written is among the rest.
ExitCode ExitCodeOf(int status) {
  switch (status) {
    case 0:
      return ExitCode::kAnswered;
    case 1:
      return ExitCode::kRefused;
    case 2:
      return ExitCode::kUsage;
    case 3:
      return ExitCode::kChanged;
    case 4:
      return ExitCode::kUnusableLog;
    default:
      return ExitCode::kFailed;
  }
}

ExitCode NotStarted(const std::filesystem::path& tool, int error, std::ostream& err) {
  err << "advisorctl: cannot run " << Printable(tool.string()) << ": " << std::strerror(error)
      << "\n  replay needs advisor-plugin, which is installed beside advisorctl; install both from one package\n";
  return ExitCode::kFailed;
}

ExitCode WaitFor(pid_t tool, std::ostream& err) {
  int status = 0;
  while (waitpid(tool, &status, 0) < 0) {
    if (errno == EINTR) continue;
    err << "advisorctl: cannot tell how advisor-plugin ended: " << std::strerror(errno) << "\n";
    return ExitCode::kFailed;
  }
  if (WIFEXITED(status)) return ExitCodeOf(WEXITSTATUS(status));
  err << "advisorctl: advisor-plugin was ended by a signal: " << strsignal(WTERMSIG(status)) << "\n";
  return ExitCode::kFailed;
}

}  // namespace

ExitCode RunReplay(const Arguments& arguments, std::ostream& err) {
  const std::filesystem::path tool = OwnDirectory() / kTool;
  std::vector<std::string> words = ReplayWords(arguments.replay, arguments.json);
  words.insert(words.begin(), tool.string());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  // Where it was ignored by whoever started this, how the tool ended would be forgotten before it is asked for.
  std::signal(SIGCHLD, SIG_DFL);
  pid_t child = 0;
  const int error = posix_spawn(&child, tool.c_str(), nullptr, nullptr, pointers.data(), environ);
  return error == 0 ? WaitFor(child, err) : NotStarted(tool, error, err);
}

std::vector<std::string> ReplayWords(const ReplayArguments& arguments, bool json) {
  std::vector<std::string> words = {"replay"};
  for (const std::string& plugin : arguments.plugins) words.push_back(absl::StrCat("--plugin=", plugin));
  words.insert(words.end(), arguments.options.begin(), arguments.options.end());
  if (json) words.emplace_back("--json");
  words.emplace_back("--");
  words.insert(words.end(), arguments.logs.begin(), arguments.logs.end());
  return words;
}

std::filesystem::path OwnDirectory() {
  std::error_code error;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  // Where there is no /proc: as it was named when it was started.
  if (error) program = std::filesystem::absolute(reinterpret_cast<const char*>(getauxval(AT_EXECFN)), error);
  return program.parent_path();
}

}  // namespace connection_advisor::client
