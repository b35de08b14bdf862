// The numbers that the operator gives: taken by all that serves or by nothing, at a start and afterwards.
#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/lifecycle/in_parallel.h"
#include "service/lifecycle/plugin_catalog.h"

namespace connection_advisor::lifecycle {
namespace {

using deployment::DeployOptions;

std::string WhyRefused(const Arrival& arrival) {
  return absl::StrCat(arrival.file, ": ", absl::StrJoin(arrival.outcome.causes, "; "));
}

void AddPlatforms(const std::vector<Arrival>& arrivals, Platforms* platforms) {
  for (const Arrival& arrival : arrivals) {
    const Platforms& more = arrival.outcome.platforms;
    platforms->insert(platforms->end(), more.begin(), more.end());
  }
}

bool HasPlatform(const Platforms& platforms, std::string_view id) {
  return std::any_of(platforms.begin(), platforms.end(), [&](const auto& platform) { return platform->id == id; });
}

bool SharesPlatform(const Platforms& a, const Platforms& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& platform) { return HasPlatform(b, platform->id); });
}

// Each platform of which a parameter is set.
bool HasAllThatAreSet(const Platforms& platforms, const deployment::ParameterValues& parameters) {
  return std::all_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    const std::string_view name = parameter.first;
    return HasPlatform(platforms, name.substr(0, name.find('.')));
  });
}

// INVALID_ARGUMENT if one that serves was refused.
absl::Status CheckServesOn(const PluginRegister& all, const std::vector<Arrival>& arrivals) {
  std::vector<std::string> faults;
  for (const Arrival& arrival : arrivals) {
    const KnownVersion* version = all.Find(arrival.sha256);
    if (version == nullptr || version->told.state != PluginState::kServing || !arrival.outcome.refused()) continue;
    faults.push_back(WhyRefused(arrival));
  }
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("with these parameters it could not serve, so none was taken: ", absl::StrJoin(faults, "\n")));
}

}  // namespace

absl::Status PluginCatalog::TakeParameters() {
  if (!options_.parameters) return absl::OkStatus();
  Platforms known = CompiledPlatforms();
  absl::StatusOr<deployment::ParameterValues> wanted = options_.parameters(known);
  if (!wanted.ok()) {
    // What a version declares that was refused for them may be right all the same.
    AddPlatforms(CompileWithoutParameters([](const KnownVersion&) { return true; }), &known);
    wanted = options_.parameters(known);
  }
  if (!wanted.ok()) return wanted.status();
  if (*wanted == options_.deploy.parameters) return absl::OkStatus();
  DeployOptions options = options_.deploy;
  options.parameters = *std::move(wanted);

  std::vector<Arrival> arrivals;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, version] : register_.versions()) {
      if (version.compiled()) arrivals.push_back(ArrivalOf(version));
    }
  }
  InParallel(arrivals.size(), options.parallel, [&](size_t index) {
    arrivals[index].parameters_changed = true;
    DeployKnown(options, arrivals[index]);
  });
  const std::lock_guard lock(mutex_);
  for (const Arrival& arrival : arrivals) on_the_way_.erase(arrival.sha256);
  const SystemTime now = std::chrono::system_clock::now();
  absl::Status entered = ChangeLocked(
      [&](PluginRegister& all) -> absl::Status {
        if (absl::Status serves = CheckServesOn(all, arrivals); !serves.ok()) return serves;
        for (const Arrival& arrival : arrivals) {
          if (all.Find(arrival.sha256) != nullptr) all.Enter(arrival, now);
        }
        return absl::OkStatus();
      },
      nullptr);
  if (entered.ok()) options_.deploy.parameters = std::move(options.parameters);
  return entered;
}

Platforms PluginCatalog::CompiledPlatforms() const {
  Platforms compiled;
  const std::lock_guard lock(mutex_);
  for (const auto& [number, version] : register_.versions()) {
    if (version.retirement != Retirement::kNone) continue;
    compiled.insert(compiled.end(), version.platforms.begin(), version.platforms.end());
  }
  return compiled;
}

void PluginCatalog::CompileAside(const DeployOptions& options, std::vector<Arrival>* arrivals) {
  InParallel(arrivals->size(), options.parallel, [&](size_t index) { DeployKnown(options, (*arrivals)[index]); });
  const std::lock_guard lock(mutex_);
  for (const Arrival& arrival : *arrivals) on_the_way_.erase(arrival.sha256);
}

std::vector<Arrival> PluginCatalog::CompileWithoutParameters(const std::function<bool(const KnownVersion&)>& which) {
  std::vector<Arrival> refused;
  if (options_.deploy.parameters.empty()) return refused;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, version] : register_.versions()) {
      if (version.retirement != Retirement::kNone || version.refusal.empty() || !which(version)) continue;
      refused.push_back(ArrivalOf(version));
    }
  }
  DeployOptions without_parameters = options_.deploy;
  without_parameters.parameters.clear();
  without_parameters.images = nullptr;  // none of them serves like this
  CompileAside(without_parameters, &refused);
  std::erase_if(refused, [](const Arrival& arrival) { return arrival.outcome.refused(); });
  return refused;
}

absl::Status PluginCatalog::CheckStart(const PluginRegister& left) {
  Platforms known = CompiledPlatforms();
  const bool any_may_lack = !HasAllThatAreSet(known, options_.deploy.parameters);
  const std::vector<Arrival> declared = CompileWithoutParameters([&](const KnownVersion& version) {
    return !version.may_pass && (any_may_lack || left.ServedLast(version.told.sha256));
  });
  std::vector<Arrival> missing;
  for (const Arrival& arrival : declared) {
    const bool replaced = SharesPlatform(arrival.outcome.platforms, known);
    if ((!replaced || left.ServedLast(arrival.sha256)) && WouldServe(arrival, left)) missing.push_back(arrival);
  }
  // Once more with them: it may be time that was short.
  CompileAside(options_.deploy, &missing);
  std::vector<std::string> faults;
  for (const Arrival& arrival : missing) {
    if (arrival.outcome.refused()) faults.push_back(WhyRefused(arrival));
  }
  if (faults.empty()) return absl::OkStatus();
  AddPlatforms(declared, &known);
  // It knows where a number stands that is out of its range.
  if (options_.parameters) {
    if (absl::Status wanted = options_.parameters(known).status(); !wanted.ok()) return wanted;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("with these parameters it could not serve: ", absl::StrJoin(faults, "\n")));
}

bool PluginCatalog::WouldServe(const Arrival& arrival, const PluginRegister& left) const {
  PluginRegister as_if = left;
  const std::lock_guard lock(mutex_);
  as_if.versions() = register_.versions();
  const SystemTime now = std::chrono::system_clock::now();
  as_if.Enter(arrival, now);
  as_if.Settle(now, HowVersionsFollow());
  return as_if.Find(arrival.sha256)->told.state == PluginState::kServing;
}

}  // namespace connection_advisor::lifecycle
