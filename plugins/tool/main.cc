// advisor-plugin: what an author of plugins works with, and what the server compiles plugins with.

#include <CLI/CLI.hpp>

#include "plugins/tool/check_command.h"
#include "plugins/tool/command.h"
#include "plugins/tool/compile_command.h"
#include "plugins/tool/diff_command.h"
#include "plugins/tool/draw_command.h"
#include "plugins/tool/keygen_command.h"
#include "plugins/tool/replay_command.h"
#include "plugins/tool/sign_command.h"
#include "plugins/tool/table_command.h"
#include "plugins/tool/test_command.h"
#include "plugins/tool/verify_command.h"

namespace {

using connection_advisor::tool::Command;
using connection_advisor::tool::kExitUsage;
using connection_advisor::tool::RunCommand;

constexpr Command kCommands[] = {
    {"check", "Say whether the server would serve a plugin, and if not, why",
     connection_advisor::tool::AddCheckOptions},
    {"test", "Hold a plugin to acceptance cases, and say what they do not cover",
     connection_advisor::tool::AddTestOptions},
    {"table", "Print a plugin as a decision table, in Markdown", connection_advisor::tool::AddTableOptions},
    {"draw", "Draw a plugin's decision diagram", connection_advisor::tool::AddDrawOptions},
    {"diff", "Say exactly what differs between two versions of a plugin", connection_advisor::tool::AddDiffOptions},
    {"replay", "Decide a decision log again, and say what comes out differently",
     connection_advisor::tool::AddReplayOptions},
    {"keygen", "Make a key to sign plugins with, and its public half for servers to trust",
     connection_advisor::tool::AddKeygenOptions},
    {"sign", "Write the signature of a plugin beside it", connection_advisor::tool::AddSignOptions},
    {"verify", "Say who has signed a plugin, of those who are trusted", connection_advisor::tool::AddVerifyOptions},
    {"compile", "The compiler's child process: started by the server and by the other commands",
     connection_advisor::tool::AddCompileOptions},
};

constexpr char kDescription[] =
    "Works with ConnectionAdvisor plugins. `advisor-plugin COMMAND --help` says more of each command.\n\n"
    "Exit status: 0 all is well, 1 a plugin is refused, 2 the command line is wrong. Where a command has more to say, "
    "its help says which.\n\n"
    "A plugin's code runs in a child process behind a sandbox: without files, network, processes or any other way out. "
    "Where the system refuses the sandbox, the plugin is refused without running it.";

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kDescription, "advisor-plugin");
  app.require_subcommand(1);
  RunCommand run;
  for (const Command& command : kCommands) {
    CLI::App* command_line = app.add_subcommand(command.name, command.help);
    command_line->final_callback([&run, chosen = command.add_options(*command_line)] { run = chosen; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return run();
}
