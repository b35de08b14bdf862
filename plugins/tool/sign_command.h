// `advisor-plugin sign`: writes the signature of a plugin beside it.
#ifndef PLUGINS_TOOL_SIGN_COMMAND_H_
#define PLUGINS_TOOL_SIGN_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddSignOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SIGN_COMMAND_H_
