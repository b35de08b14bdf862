// The plugins that a command line names, ready to be looked at.
#ifndef PLUGINS_TOOL_NAMED_PLUGIN_H_
#define PLUGINS_TOOL_NAMED_PLUGIN_H_

#include <optional>
#include <string>

#include "plugins/tool/compilation_options.h"
#include "service/deployment/deploy.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// The plugin, compiled and proven as the server would. Nothing, and the causes on standard error, where it is refused.
std::optional<deployment::PluginOutcome> FitPlugin(const std::string& file, const deployment::DeployOptions& options);

// Its platform with this id; with an empty id its only one. nullptr, and what there is on standard error, where there
// is none or several. Valid as long as the plugin.
const platform::Platform* NamedPlatform(const deployment::PluginOutcome& plugin, const std::string& id);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_NAMED_PLUGIN_H_
