#include "service/parameters.h"

#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/facts/nearest.h"

namespace connection_advisor {
namespace {

std::string DidYouMean(const std::string& name, const std::vector<std::string_view>& names) {
  const std::string nearest(facts::Nearest(name, names));
  return nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?");
}

// Empty if nothing is wrong.
std::string Fault(const ParameterSetting& setting, const platform::Platform& platform) {
  std::vector<std::string_view> ids;
  for (const platform::Parameter& parameter : platform.parameters) {
    ids.push_back(parameter.id);
    if (parameter.id != setting.parameter) continue;
    if (setting.value >= parameter.minimum && setting.value <= parameter.maximum) return "";
    return absl::StrCat(setting.value, " is not from ", parameter.minimum, " to ", parameter.maximum);
  }
  return absl::StrCat("the platform has no such parameter", DidYouMean(setting.parameter, ids));
}

// Nothing if no version of the platform is known; empty if one of them takes the setting.
std::optional<std::string> FaultInAll(const ParameterSetting& setting, const lifecycle::Platforms& platforms) {
  std::optional<std::string> fault;
  for (const auto& platform : platforms) {
    if (platform->id != setting.platform) continue;
    fault = Fault(setting, *platform);
    if (fault->empty()) break;
  }
  return fault;
}

std::vector<std::string_view> IdsOf(const lifecycle::Platforms& platforms) {
  std::vector<std::string_view> ids;
  for (const auto& platform : platforms) ids.push_back(platform->id);
  return ids;
}

}  // namespace

absl::Status CheckParameters(const std::vector<ParameterSetting>& settings, const lifecycle::Platforms& platforms,
                             std::vector<std::string>* not_loaded) {
  std::vector<std::string> faults;
  for (const ParameterSetting& setting : settings) {
    const auto line = [&](const std::string& fault) {
      return absl::StrCat(setting.place, ": parameters.", setting.platform, ".", setting.parameter, ": ", fault);
    };
    if (const std::optional<std::string> fault = FaultInAll(setting, platforms)) {
      if (!fault->empty()) faults.push_back(line(*fault));
      continue;
    }
    const std::string meant = DidYouMean(setting.platform, IdsOf(platforms));
    (meant.empty() ? *not_loaded : faults)
        .push_back(line(absl::StrCat("no platform '", setting.platform, "' is loaded", meant)));
  }
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

deployment::ParameterValues ValuesOf(const std::vector<ParameterSetting>& settings) {
  deployment::ParameterValues values;
  for (const ParameterSetting& setting : settings) {
    values[absl::StrCat(setting.platform, ".", setting.parameter)] = setting.value;
  }
  return values;
}

}  // namespace connection_advisor
