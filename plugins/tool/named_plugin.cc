#include "plugins/tool/named_plugin.h"

#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "plugins/tool/check_command.h"
#include "service/deployment/text_check.h"

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

bool HaveParameters(const Platforms& platforms, const deployment::ParameterValues& parameters,
                    const std::string& option) {
  std::set<std::string> known;
  for (const auto& platform : platforms) {
    for (const platform::Parameter& parameter : platform->parameters) {
      known.insert(absl::StrCat(platform->id, ".", parameter.id));
    }
  }
  bool all = true;
  for (const auto& [name, value] : parameters) {
    if (known.contains(name)) continue;
    all = false;
    std::cerr << option << " " << deployment::Printable(name) << ": there is no such parameter; "
              << (known.empty() ? "there is none" : absl::StrCat("choose of ", absl::StrJoin(known, ", "))) << "\n";
  }
  return all;
}

}  // namespace connection_advisor::tool
