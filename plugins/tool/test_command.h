// `advisor-plugin test`: holds a plugin to acceptance cases that are kept in files of their own.
#ifndef PLUGINS_TOOL_TEST_COMMAND_H_
#define PLUGINS_TOOL_TEST_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddTestOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_TEST_COMMAND_H_
