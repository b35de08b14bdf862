// `advisor-plugin diff`: what differs between two versions of a plugin.
#ifndef PLUGINS_TOOL_DIFF_COMMAND_H_
#define PLUGINS_TOOL_DIFF_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddDiffOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_DIFF_COMMAND_H_
