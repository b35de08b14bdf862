// advisorctl: the connection advisor on the command line.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/command_line.h"
#include "client/advisorctl/completion.h"
#include "client/advisorctl/connect.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/failure.h"
#include "client/advisorctl/plugins_command.h"
#include "client/advisorctl/run.h"
#include "client/advisorctl/terminal.h"

namespace {

using namespace connection_advisor::client;

// A shell waits for this at every Tab.
constexpr absl::Duration kCompletionTimeout = absl::Milliseconds(500);

// The environment names the server here; what stands on the line may be unfinished.
Arguments ArgumentsFor(const char* command, const char* action = nullptr) {
  const char* words[] = {"advisorctl", command, action};
  const std::variant<Arguments, Farewell> parsed = ParseCommandLine(action == nullptr ? 2 : 3, words);
  Arguments arguments = std::get<Arguments>(parsed);
  arguments.timeout = kCompletionTimeout;
  return arguments;
}

std::vector<connection_advisor::v1::Platform> LoadedPlatforms() {
  const absl::StatusOr<Client> client = Connect(ArgumentsFor("platforms"));
  if (!client.ok()) return {};
  auto platforms = client->ListPlatforms();
  if (!platforms.ok()) return {};
  return *std::move(platforms);
}

std::vector<KnownPlugin> LoadedPlugins() { return KnownPlugins(ArgumentsFor("plugins", "list")); }

ExitCode PrintCompletions(int argc, char** argv) {
  const Loaded loaded = {LoadedPlatforms, LoadedPlugins};
  for (const std::string& candidate : Complete({argv, argv + argc}, loaded)) std::cout << candidate << "\n";
  return ExitCode::kAnswered;
}

ExitCode RunProgram(int argc, char** argv) {
  if (argc > 1 && argv[1] == std::string(kCompleteCommand)) return PrintCompletions(argc - 2, argv + 2);
  const std::variant<Arguments, Farewell> parsed = ParseCommandLine(argc, argv);
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) {
    (farewell->mistaken ? std::cerr : std::cout) << farewell->text;
    return farewell->mistaken ? ExitCode::kUsage : ExitCode::kAnswered;
  }
  const auto& arguments = std::get<Arguments>(parsed);
  const Streams streams{std::cin,       std::cout, std::cerr, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1,
                        StandardError()};
  const absl::StatusOr<Client> client = Connect(arguments);
  if (!client.ok()) return Mistake(client.status().message(), std::cerr);
  return Run(arguments, *client, StandardOutput(), streams);
}

// Some of what was printed may still wait to be written, and a full disk must not pass for an answer. Where writing has
// failed before, nobody has kept why.
ExitCode OnceWritten(ExitCode code) {
  errno = 0;
  if (std::cout.flush()) return code;
  const std::string why = errno == 0 ? "" : absl::StrCat(": ", std::strerror(errno));
  std::cerr << "advisorctl: the output could not be written" << why << "\n";
  return ExitCode::kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  // Through C's stdio a read error of standard input would pass for its end.
  std::ios::sync_with_stdio(false);
  return static_cast<int>(OnceWritten(RunProgram(argc, argv)));
}
