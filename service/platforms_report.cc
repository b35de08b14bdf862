#include "service/platforms_report.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/diagram/count.h"

namespace connection_advisor {
namespace {

std::string Describe(const platform::Platform& platform) {
  return absl::StrCat(platform.id, " (", diagram::ToString(platform.possible_cases), " cases, ",
                      platform.forest.node_count(), " nodes)");
}

std::string Platforms(const deployment::PluginOutcome& outcome) {
  return absl::StrJoin(outcome.platforms, ", ", [](std::string* text, const auto& one) { *text += Describe(*one); });
}

}  // namespace

void LogOutcomes(const PluginOutcomes& outcomes) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  for (const deployment::PluginOutcome& outcome : outcomes) {
    if (outcome.refused()) {
      spdlog::error("plugin {}: refused: {}", outcome.file, absl::StrJoin(outcome.causes, "; "));
    } else {
      spdlog::info("plugin {}: serving {}, compiled in {:.1f} ms", outcome.file, Platforms(outcome),
                   Milliseconds(outcome.compile_time).count());
    }
  }
}

std::shared_ptr<const platform::PlatformSet> PlatformsOf(const PluginOutcomes& outcomes) {
  std::vector<std::shared_ptr<const platform::Platform>> platforms;
  for (const deployment::PluginOutcome& outcome : outcomes) {
    platforms.insert(platforms.end(), outcome.platforms.begin(), outcome.platforms.end());
  }
  return std::make_shared<const platform::PlatformSet>(std::move(platforms));
}

std::map<std::string, bool> HealthOf(const PluginOutcomes& outcomes) {
  std::map<std::string, bool> health = {{"", false}};
  for (const deployment::PluginOutcome& outcome : outcomes) {
    if (outcome.refused()) health.emplace(outcome.stem, false);
  }
  // After the refused ones: a file may be refused because the platform that it is named after serves already.
  for (const deployment::PluginOutcome& outcome : outcomes) {
    for (const auto& platform : outcome.platforms) health[platform->id] = health[""] = true;
  }
  return health;
}

std::map<std::string, bool> StatesOf(const PluginOutcomes& outcomes) {
  std::map<std::string, bool> states;
  for (const deployment::PluginOutcome& outcome : outcomes) states.emplace(outcome.file, !outcome.refused());
  return states;
}

}  // namespace connection_advisor
