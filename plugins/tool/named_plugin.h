// The plugins that a command line names, ready to be looked at.
#ifndef PLUGINS_TOOL_NAMED_PLUGIN_H_
#define PLUGINS_TOOL_NAMED_PLUGIN_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/tool/compilation_options.h"
#include "service/deployment/deploy.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

using Platforms = std::vector<std::shared_ptr<const platform::Platform>>;

// The plugin, compiled and proven as the server would. Nothing, and the causes on standard error, where it is refused.
std::optional<deployment::PluginOutcome> FitPlugin(const std::string& file, const deployment::DeployOptions& options);

// Its platform with this id; with an empty id its only one. nullptr, and what there is on standard error, where there
// is none or several. Valid as long as the plugin.
const platform::Platform* NamedPlatform(const deployment::PluginOutcome& plugin, const std::string& id);

// Whether some of the platforms has each of these parameters, which `option` was given. Where none has, standard error
// says which there are.
bool HaveParameters(const Platforms& platforms, const deployment::ParameterValues& parameters,
                    const std::string& option = "--parameter");

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_NAMED_PLUGIN_H_
