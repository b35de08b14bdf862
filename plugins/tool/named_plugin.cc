#include "plugins/tool/named_plugin.h"

#include <iostream>
#include <vector>

#include "absl/strings/str_join.h"
#include "plugins/tool/check_command.h"

namespace connection_advisor::tool {

using deployment::PluginOutcome;

std::optional<PluginOutcome> FitPlugin(const std::string& file, const deployment::DeployOptions& options) {
  PluginOutcome plugin = deployment::DeployFile(file, options);
  if (!plugin.refused()) return plugin;
  PrintOutcome(plugin, std::cerr);
  return std::nullopt;
}

const platform::Platform* NamedPlatform(const PluginOutcome& plugin, const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& platform : plugin.platforms) {
    if (platform->id == id || (id.empty() && plugin.platforms.size() == 1)) return platform.get();
    ids.push_back(platform->id);
  }
  std::cerr << plugin.file << (id.empty() ? " has several platforms" : " has no platform '" + id + "'")
            << "; choose with --platform one of " << absl::StrJoin(ids, ", ") << "\n";
  return nullptr;
}

}  // namespace connection_advisor::tool
