// `advisor-plugin check`: tells an author what the server would say of a plugin.
#ifndef PLUGINS_TOOL_CHECK_COMMAND_H_
#define PLUGINS_TOOL_CHECK_COMMAND_H_

#include <iosfwd>

#include "plugins/tool/command.h"
#include "service/deployment/deploy.h"

namespace connection_advisor::tool {

RunCommand AddCheckOptions(CLI::App& command_line);

// What the server would make of the file: by the same code, in the same kind of child.
void PrintOutcome(const deployment::PluginOutcome& outcome, std::ostream& out);

// The same as one line of JSON: {"file", "refused", "causes"[], "walls"[], "denied_calls"[], "plugin"{},
// "platforms"[]}.
void PrintOutcomeAsJson(const deployment::PluginOutcome& outcome, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_CHECK_COMMAND_H_
