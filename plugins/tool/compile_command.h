// `advisor-plugin compile`: the compiler's child process. Started by the server and by the other commands, not by
// people.
#ifndef PLUGINS_TOOL_COMPILE_COMMAND_H_
#define PLUGINS_TOOL_COMPILE_COMMAND_H_

#include "plugins/tool/command.h"

namespace connection_advisor::tool {

// What it runs raises the sandbox, maps the plugin on deployment::kPluginDescriptor, compiles it, writes the answer to
// deployment::kAnswerDescriptor and ends the process: status 0 where an answer, an image or a refusal, was written
// whole. Where a person has started it, so that nobody has opened these descriptors, it says so and returns.
RunCommand AddCompileOptions(CLI::App& command_line);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_COMPILE_COMMAND_H_
