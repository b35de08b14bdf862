// advisor-plugin: what an author of plugins works with, and what the server compiles plugins with.

#include <csignal>

#include "plugins/tool/check_command.h"
#include "plugins/tool/command.h"
#include "plugins/tool/command_line.h"
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

}  // namespace

int main(int argc, char** argv) {
  // Where it was ignored by whoever started this, how the compiler ended would be forgotten before it is asked for.
  std::signal(SIGCHLD, SIG_DFL);
  return connection_advisor::tool::RunCommandLine(kCommands, argc, argv);
}
