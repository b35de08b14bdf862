// `advisor-plugin draw`: a plugin's decision diagram as a picture.
#ifndef PLUGINS_TOOL_DRAW_COMMAND_H_
#define PLUGINS_TOOL_DRAW_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

RunCommand AddDrawOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_DRAW_COMMAND_H_
