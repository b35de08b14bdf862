// Versions that shadow what serves, in the catalog.
#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/lifecycle/plugin_catalog.h"

namespace connection_advisor::lifecycle {
namespace {

std::string NameOf(const PluginVersion& version) { return absl::StrCat(version.plugin, " ", version.version); }

// What keeps a version from shadowing; nothing does if it stands by.
absl::Status CheckStandby(const KnownVersion& version) {
  switch (version.told.state) {
    case PluginState::kStandby:
      return absl::OkStatus();
    case PluginState::kServing:
      return absl::FailedPreconditionError(
          absl::StrCat(NameOf(version.told), " serves; name a version that stands by"));
    default:
      return absl::FailedPreconditionError(
          absl::StrCat(NameOf(version.told), " does not stand by: ", absl::StrJoin(version.told.causes, "; ")));
  }
}

}  // namespace

absl::StatusOr<ShadowReport> PluginCatalog::StartShadow(const std::string& plugin, const std::string& version) {
  const std::lock_guard lock(mutex_);
  const absl::StatusOr<KnownVersion*> shadow = register_.Select(plugin, version);
  if (!shadow.ok()) return shadow.status();
  if (absl::Status stands_by = CheckStandby(**shadow); !stands_by.ok()) return stands_by;
  if (const auto found = shadows_.find(plugin); found != shadows_.end()) {
    return absl::FailedPreconditionError(absl::StrCat(NameOf(found->second.shadow()), " shadows ",
                                                      found->second.serving().version, "; stop that first"));
  }
  const KnownVersion* serving = register_.ServingVersion(plugin);
  if (serving == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("no version of the plugin '", plugin, "' serves: ", absl::StrJoin((*shadow)->told.causes, "; ")));
  }
  const ShadowRun run(*serving, **shadow, std::chrono::system_clock::now());
  const auto started = shadows_.emplace(plugin, run).first;
  PublishLocked();
  return ReportLocked(started->second);
}

absl::StatusOr<ShadowReport> PluginCatalog::StopShadow(const std::string& plugin) {
  const std::lock_guard lock(mutex_);
  const auto found = shadows_.find(plugin);
  if (found == shadows_.end()) {
    return absl::FailedPreconditionError(absl::StrCat("no version of the plugin '", plugin, "' shadows another"));
  }
  const ShadowRun run = found->second;
  shadows_.erase(found);
  PublishLocked();
  ShadowReport report = ReportLocked(run);
  listener_.ShadowEnded(report);
  return report;
}

std::vector<ShadowReport> PluginCatalog::Shadows() const {
  const std::lock_guard lock(mutex_);
  std::vector<ShadowReport> reports;
  for (const auto& [plugin, run] : shadows_) reports.push_back(ReportLocked(run));
  return reports;
}

ShadowReport PluginCatalog::ReportLocked(const ShadowRun& run) const {
  ShadowReport report = run.Report();
  if (options_.change_limit) {
    report.held_back =
        std::string(CheckChangeLimit(*options_.change_limit, run.serving(), run.shadow(), &run).message());
  }
  return report;
}

absl::Status PluginCatalog::CheckChangeLimitLocked(const std::string& plugin, const PluginRegister& next) const {
  if (!options_.change_limit) return absl::OkStatus();
  const KnownVersion* serving = register_.ServingVersion(plugin);
  const KnownVersion* wanted = next.ServingVersion(plugin);
  if (serving == nullptr || wanted == nullptr || serving->told.sha256 == wanted->told.sha256) return absl::OkStatus();
  const auto run = shadows_.find(plugin);
  return CheckChangeLimit(*options_.change_limit, serving->told, wanted->told,
                          run == shadows_.end() ? nullptr : &run->second);
}

bool PluginCatalog::EndShadowsLocked() {
  bool ended = false;
  for (auto row = shadows_.begin(); row != shadows_.end();) {
    if (row->second.GoesOnIn(register_)) {
      ++row;
      continue;
    }
    listener_.ShadowEnded(row->second.Report());
    row = shadows_.erase(row);
    ended = true;
  }
  return ended;
}

void PluginCatalog::PublishLocked() {
  std::vector<std::shared_ptr<platform::Shadow>> shadows;
  for (const auto& [plugin, run] : shadows_) {
    shadows.insert(shadows.end(), run.platforms().begin(), run.platforms().end());
  }
  published_.Publish(std::make_shared<const platform::PlatformSet>(register_.Serving(), std::move(shadows)));
}

}  // namespace connection_advisor::lifecycle
