// `advisor-plugin replay`: a decision log, decided again by another version.
#ifndef PLUGINS_TOOL_REPLAY_COMMAND_H_
#define PLUGINS_TOOL_REPLAY_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddReplayOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_COMMAND_H_
