#include "plugins/tool/command_line.h"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "service/facts/nearest.h"

namespace connection_advisor::tool {
namespace {

constexpr char kName[] = "advisor-plugin";
constexpr std::string_view kComplete = "__complete";

constexpr char kDescription[] =
    "Works with ConnectionAdvisor plugins. `advisor-plugin COMMAND --help` says more of each command.\n\n"
    "Exit status: 0 all is well, 1 a plugin is refused, 2 the command line is wrong, 10 the output could not be\n"
    "written. Where a command has more to say, its help says which.\n\n"
    "A plugin's code runs in a child process behind a sandbox: without files, network, processes or any other way\n"
    "out. Where the system refuses the sandbox, the plugin is refused without running it.";

std::vector<std::string> NamesOfCommands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> NamesOfOptions(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// The one that is named on the line, `app` itself where none is.
const CLI::App& NamedCommand(const CLI::App& app) {
  return app.get_subcommands().empty() ? app : *app.get_subcommands().front();
}

// Whether words are left that nothing takes.
bool IsOfWordsLeft(const CLI::ParseError& error) {
  return error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
}

// What is wrong. CLI11 says of a misspelt command only that one is missing.
std::string Mistake(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = NamedCommand(app);
  const std::vector<std::string> remaining = app.remaining(true);
  if (remaining.empty() || (&command != &app && !IsOfWordsLeft(error))) return error.what();
  const std::string& word = remaining.front();
  const bool is_option = word.starts_with('-');
  if (!is_option && &command != &app) return "'" + word + "' is one argument too many";
  const std::vector<std::string> names = is_option ? NamesOfOptions(command) : NamesOfCommands(app);
  const std::string nearest(facts::Nearest(word, std::vector<std::string_view>(names.begin(), names.end())));
  const std::string hint = nearest.empty() ? "" : "; did you mean " + nearest + "?";
  return (is_option ? "there is no option " : "there is no command ") + word + hint;
}

int ExitCodeFor(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  const CLI::App& command = NamedCommand(app);
  const std::string line = &command == &app ? kName : kName + (" " + command.get_name());
  std::cerr << kName << ": " << Mistake(app, error) << "\nSee " << line << " --help.\n";
  return kExitUsage;
}

// Nullptr where there is none of that name.
const CLI::App* FindCommand(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

// After a command its options; where it takes a file, nothing, and the shell offers files.
int PrintCompletions(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty()) return kExitFine;
  const CLI::App* command = words.size() > 1 ? FindCommand(app, words.front()) : &app;
  const std::string& last = words.back();
  std::vector<std::string> candidates;
  if (command != nullptr && last.starts_with('-')) candidates = NamesOfOptions(*command);
  if (command == &app && !last.starts_with('-')) candidates = NamesOfCommands(app);
  for (const std::string& candidate : candidates) {
    if (candidate.starts_with(last)) std::cout << candidate << "\n";
  }
  return kExitFine;
}

// The name of an argument says what it is: "FILE.so", and not "FILE.so TEXT".
void LeaveOutTypesOfArguments(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    if (option->get_positional()) option->type_name("");
  }
}

int RunNamed(std::span<const Command> commands, int argc, const char* const* argv) {
  CLI::App app(kDescription, kName);
  app.set_version_flag("--version", std::string(kName) + " " + CONNECTION_ADVISOR_VERSION);
  app.require_subcommand(1);
  RunCommand run;
  for (const Command& command : commands) {
    CLI::App* command_line = app.add_subcommand(command.name, command.help);
    command_line->final_callback([&run, chosen = command.add_options(*command_line)] { run = chosen; });
    LeaveOutTypesOfArguments(*command_line);
  }
  if (argc > 1 && argv[1] == kComplete) return PrintCompletions(app, {argv + 2, argv + argc});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return ExitCodeFor(app, error);
  }
  return run();
}

// Some of what was printed may still wait to be written, and a full disk must not pass for an answer. Where writing has
// failed before, nobody has kept why.
int OnceWritten(int status) {
  errno = 0;
  if (std::cout.flush()) return status;
  const std::string why = errno == 0 ? "" : std::string(": ") + std::strerror(errno);
  std::cerr << kName << ": the output could not be written" << why << "\n";
  return kExitUnwritten;
}

}  // namespace

int RunCommandLine(std::span<const Command> commands, int argc, const char* const* argv) {
  return OnceWritten(RunNamed(commands, argc, argv));
}

}  // namespace connection_advisor::tool
