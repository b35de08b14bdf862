#include "tests/service/analysis/every_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>

#include "service/deployment/deploy.h"

namespace connection_advisor::analysis {

std::shared_ptr<const platform::Platform> Bundled(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const platform::Platform>> platforms;
  if (const auto known = platforms.find(name); known != platforms.end()) return known->second;
  deployment::DeployOptions options;
  options.compiler = CONNECTION_ADVISOR_COMPILER;
  options.limits.timeout = std::chrono::minutes(1);
  options.permissions = deployment::Permissions::kUnchecked;
  const auto outcome =
      deployment::DeployFile(std::filesystem::path(CONNECTION_ADVISOR_PLUGINS) / (name + ".so"), options);
  for (const std::string& cause : outcome.causes) ADD_FAILURE() << cause;
  return platforms.emplace(name, outcome.platforms.front()).first->second;
}

bool IsInRange(int number, const std::string& text) {
  int low = 0;
  int high = 0;
  if (std::sscanf(text.c_str(), "at least %d and below %d", &low, &high) == 2) return low <= number && number < high;
  if (std::sscanf(text.c_str(), "at least %d", &low) == 1) return low <= number;
  if (std::sscanf(text.c_str(), "below %d", &high) == 1) return number < high;
  return false;
}

bool Covers(const std::vector<std::string>& texts, const platform::Fact& fact, size_t value) {
  if (fact.kind != platform::FactKind::kInteger) {
    return std::find(texts.begin(), texts.end(), fact.values[value]) != texts.end();
  }
  const int least = value == 0 ? 0 : fact.cut_points[value - 1];
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return IsInRange(least, text); });
}

}  // namespace connection_advisor::analysis
