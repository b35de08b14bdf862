#include "service/lifecycle/shadow_run.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {
namespace {

constexpr size_t kShownHashDigits = 8;

// "1.0.0 (5f8a12c4)".
std::string NumberOf(const PluginVersion& version) {
  return absl::StrCat(version.version, " (", version.sha256.substr(0, kShownHashDigits), ")");
}

std::shared_ptr<const platform::Platform> PlatformOf(const Platforms& platforms, const std::string& id) {
  const auto found =
      std::find_if(platforms.begin(), platforms.end(), [&](const auto& platform) { return platform->id == id; });
  return found == platforms.end() ? nullptr : *found;
}

bool IsAsBefore(const PluginRegister& all, const KnownVersion& before) {
  const KnownVersion* now = all.Find(before.told.sha256);
  return now != nullptr && now->told.state == before.told.state && now->platforms == before.platforms;
}

}  // namespace

ShadowRun::ShadowRun(const KnownVersion& serving, const KnownVersion& shadow, SystemTime since)
    : serving_(serving), shadow_(shadow), since_(since) {
  for (const auto& platform : serving_.platforms) {
    platforms_.push_back(std::make_shared<platform::Shadow>(platform, PlatformOf(shadow_.platforms, platform->id)));
  }
}

bool ShadowRun::GoesOnIn(const PluginRegister& all) const {
  return IsAsBefore(all, serving_) && IsAsBefore(all, shadow_);
}

ShadowReport ShadowRun::Report() const {
  ShadowReport report{.serving = serving_.told, .shadow = shadow_.told, .since = since_};
  for (const auto& platform : platforms_) {
    report.platforms.push_back({platform->serving()->id, platform->Read()});
    report.requests += report.platforms.back().tally.requests;
    report.changed += report.platforms.back().tally.changed;
  }
  return report;
}

absl::Status CheckChangeLimit(const ChangeLimit& limit, const PluginVersion& serving, const PluginVersion& wanted,
                              const ShadowRun* run) {
  const bool measured =
      run != nullptr && run->serving().sha256 == serving.sha256 && run->shadow().sha256 == wanted.sha256;
  std::string figures;
  std::string remedy;
  if (!measured) {
    figures = absl::StrCat("it does not shadow ", NumberOf(serving), ", which serves");
    remedy = absl::StrCat("let it shadow that on ", limit.requests, " requests first");
  } else {
    const ShadowReport report = run->Report();
    if (limit.IsMetBy(report.changed, report.requests)) return absl::OkStatus();
    figures = absl::StrCat("of ", report.requests, " it would have answered ", report.changed, " otherwise");
    remedy = report.requests < limit.requests ? absl::StrCat("wait until it has shadowed ", limit.requests)
                                              : std::string("look at the changes that its shadow shows");
  }
  return absl::FailedPreconditionError(absl::StrCat(wanted.plugin, " ", NumberOf(wanted), " may not be activated: of ",
                                                    limit.requests, " requests a version may answer ", limit.changed,
                                                    " otherwise (--max-changed-verdicts), and ", figures, "; ", remedy,
                                                    ", or force it by its version"));
}

}  // namespace connection_advisor::lifecycle
