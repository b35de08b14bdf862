#include "service/plugins_report.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace connection_advisor {
namespace {

using lifecycle::PluginState;
using lifecycle::PluginVersion;

std::string HowMade(const PluginVersion& version) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const std::string time = absl::StrFormat("in %.1f ms", Milliseconds(version.compile_time).count());
  if (version.cached) return absl::StrCat("from the cache ", time);
  return absl::StrCat("compiled ", time, " behind ", absl::StrJoin(version.walls, ", "));
}

std::string Stem(const PluginVersion& version) { return std::string(absl::StripSuffix(version.file, ".so")); }

void Log(const PluginVersion& version) {
  if (!version.denied_calls.empty()) {
    spdlog::warn("plugin {}: it tried in vain what no plugin needs: {}", version.file,
                 absl::StrJoin(version.denied_calls, ", "));
  }
  if (!version.signature_fault.empty() && version.state != PluginState::kRefused) {
    spdlog::warn("plugin {}: nobody vouches for it: {}", version.file, version.signature_fault);
  }
  if (!version.unknown_parameters.empty() && version.state == PluginState::kServing) {
    spdlog::warn(
        "plugin {}: {} {} serves without what is set for it and it does not have: {}; set what it has, since a server "
        "does not start with a parameter that no version has",
        version.file, version.plugin, version.version, absl::StrJoin(version.unknown_parameters, ", "));
  }
  switch (version.state) {
    case PluginState::kRefused:
      spdlog::error("{}", Describe(version));
      return;
    case PluginState::kServing:
    case PluginState::kStandby:
    case PluginState::kRetired:
      spdlog::info("{}", Describe(version));
      return;
    default:  // on its way: it will be told where it came to
      return;
  }
}

}  // namespace

std::string Describe(const PluginVersion& version) {
  std::string text = absl::StrCat("plugin ", version.file, ": ");
  // A refused file is known by its name: what it declared may be wrong too.
  if (!version.plugin.empty() && version.state != PluginState::kRefused) {
    absl::StrAppend(&text, version.plugin, " ", version.version, " (", version.sha256.substr(0, 8), ") ");
  }
  if (version.state == PluginState::kServing) {
    absl::StrAppend(&text, "serving ", absl::StrJoin(version.platforms, ", "), ", ", HowMade(version));
    if (!version.signed_by.empty()) absl::StrAppend(&text, ", signed by ", version.signed_by);
    return text;
  }
  absl::StrAppend(&text, lifecycle::NameOf(version.state), ": ", absl::StrJoin(version.causes, "; "));
  return text;
}

std::string Describe(const lifecycle::ShadowReport& report) {
  return absl::StrCat("plugin ", report.shadow.file, ": ", report.shadow.plugin, " ", report.shadow.version, " (",
                      report.shadow.sha256.substr(0, 8), ") no longer shadows ", report.serving.version, " (",
                      report.serving.sha256.substr(0, 8), "): of ", report.requests,
                      " requests it would have answered ", report.changed, " otherwise");
}

std::map<std::string, bool> HealthOf(const std::vector<PluginVersion>& versions) {
  std::map<std::string, bool> health = {{"", false}};
  for (const PluginVersion& version : versions) {
    if (version.state == PluginState::kRefused) health.emplace(Stem(version), false);
  }
  // After the refused ones: what serves outweighs a file that came later and was refused.
  for (const PluginVersion& version : versions) {
    if (version.state != PluginState::kServing) continue;
    for (const std::string& platform : version.platforms) health[platform] = health[""] = true;
  }
  return health;
}

telemetry::PluginCounts CountsOf(const std::vector<PluginVersion>& versions) {
  telemetry::PluginCounts counts;
  for (const PluginVersion& version : versions) {
    ++counts[{version.plugin.empty() ? Stem(version) : version.plugin, lifecycle::NameOf(version.state)}];
  }
  return counts;
}

void PluginsReport::Changed(const std::vector<PluginVersion>& all, const std::vector<PluginVersion>& changed) {
  for (const PluginVersion& version : changed) Log(version);
  metrics_.SetPlugins(CountsOf(all));
  const std::lock_guard lock(mutex_);
  // A name that clients were told of stays known: it serves no more.
  for (auto& [name, serving] : health_) serving = false;
  for (const auto& [name, serving] : HealthOf(all)) health_[name] = serving;
  Tell();
}

void PluginsReport::ShadowEnded(const lifecycle::ShadowReport& report) { spdlog::info("{}", Describe(report)); }

void PluginsReport::NotRemembered(const absl::Status& why) {
  spdlog::error("plugins: what serves now is forgotten at the end, since {}; put that right, and rescan",
                std::string(why.message()));
}

void PluginsReport::TellHealth(SetHealth set_health) {
  const std::lock_guard lock(mutex_);
  set_health_ = std::move(set_health);
  Tell();
}

void PluginsReport::Tell() {
  if (set_health_) set_health_(health_);
}

}  // namespace connection_advisor
