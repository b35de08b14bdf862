// `advisor-plugin keygen`: makes a key to sign plugins with, and its public half to trust.
#ifndef PLUGINS_TOOL_KEYGEN_COMMAND_H_
#define PLUGINS_TOOL_KEYGEN_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddKeygenOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_KEYGEN_COMMAND_H_
