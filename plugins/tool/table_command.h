// `advisor-plugin table`: a plugin as a decision table for a review.
#ifndef PLUGINS_TOOL_TABLE_COMMAND_H_
#define PLUGINS_TOOL_TABLE_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddTableOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_TABLE_COMMAND_H_
