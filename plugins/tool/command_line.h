// The command line of advisor-plugin: which command is meant, or what is wrong and how to put it right.
#ifndef PLUGINS_TOOL_COMMAND_LINE_H_
#define PLUGINS_TOOL_COMMAND_LINE_H_

#include <span>

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

// Runs the command that is named; returns the exit status of the process. The words after `__complete` are a line that
// somebody is still typing, the last of them unfinished: what it may become is printed, a line each.
int RunCommandLine(std::span<const Command> commands, int argc, const char* const* argv);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_COMMAND_LINE_H_
