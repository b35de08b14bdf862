// `advisor-plugin verify`: says who has signed a plugin.
#ifndef PLUGINS_TOOL_VERIFY_COMMAND_H_
#define PLUGINS_TOOL_VERIFY_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddVerifyOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_VERIFY_COMMAND_H_
