// `advisorctl replay`: a decision log, decided again by another version of a plugin.
#ifndef CLIENT_ADVISORCTL_REPLAY_COMMAND_H_
#define CLIENT_ADVISORCTL_REPLAY_COMMAND_H_

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"

namespace connection_advisor::client {

// Asks no server. A plugin is compiled, and this program knows no compiler: it runs `advisor-plugin replay`, the
// program that is installed beside it, with its own input and output. kFailed, and what to do, where there is none.
ExitCode RunReplay(const Arguments& arguments, std::ostream& err);

// The words that it is run with, after its name.
std::vector<std::string> ReplayWords(const ReplayArguments& arguments, bool json);

// The directory that this program was started from.
std::filesystem::path OwnDirectory();

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_REPLAY_COMMAND_H_
