#include "service/lifecycle/plugin_catalog.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::lifecycle {
namespace {

using deployment::DeployOptions;
using deployment::PluginFile;

SystemTime Now() { return std::chrono::system_clock::now(); }

bool IsSameTold(const PluginVersion& a, const PluginVersion& b) {
  return a.state == b.state && a.causes == b.causes && a.signed_by == b.signed_by && a.pinned == b.pinned &&
         a.since == b.since && a.unknown_parameters == b.unknown_parameters;
}

// By what identifies them: the hash, or the file where there is none.
std::vector<PluginVersion> Differing(const std::vector<PluginVersion>& before,
                                     const std::vector<PluginVersion>& after) {
  const auto key = [](const PluginVersion& version) { return version.sha256.empty() ? version.file : version.sha256; };
  std::map<std::string, const PluginVersion*> old;
  for (const PluginVersion& version : before) old.emplace(key(version), &version);
  std::vector<PluginVersion> differing;
  for (const PluginVersion& version : after) {
    const auto found = old.find(key(version));
    if (found == old.end() || !IsSameTold(*found->second, version)) differing.push_back(version);
  }
  return differing;
}

absl::Status NotRemembered(const absl::Status& why) {
  return absl::FailedPreconditionError(absl::StrCat("it could not be remembered: ", why.message()));
}

void Refuse(Arrival& arrival, const absl::Status& why) {
  arrival.outcome.platforms.clear();
  arrival.outcome.causes = {deployment::Printable(absl::StrCat(why.message(), "; put that right and rescan"))};
}

std::string WhyRefused(const std::vector<PluginVersion>& refused) {
  return absl::StrJoin(refused, "\n", [](std::string* text, const PluginVersion& version) {
    absl::StrAppend(text, version.file, ": ", absl::StrJoin(version.causes, "; "));
  });
}

}  // namespace

PluginCatalog::PluginCatalog(CatalogOptions options, VersionStore& store, platform::PublishedPlatforms& published,
                             CatalogListener& listener)
    : options_(std::move(options)), store_(store), published_(published), listener_(listener) {
  options_.deploy.images = store_.images();
}

absl::Status PluginCatalog::Start() {
  absl::StatusOr<state::v1::PluginState> state = store_.LoadState();
  if (!state.ok()) return state.status();
  register_ = PluginRegister::FromState(*state);
  const PluginRegister left = register_;
  remembered_ = state->SerializeAsString();
  if (absl::Status scanned = Scan(Effort::kAll); !scanned.ok()) return scanned;
  const std::lock_guard compiling(compiling_);
  if (absl::Status serves = CheckStart(left); !serves.ok()) return serves;
  if (absl::Status taken = TakeParameters(); !taken.ok()) return taken;
  const std::lock_guard lock(mutex_);
  started_ = true;
  // A server that does not come up is worse than one that forgets what came while it was down. The next change must be
  // remembered, and this with it.
  const auto nothing = [](PluginRegister&) { return absl::OkStatus(); };
  if (absl::Status remembered = ChangeLocked(nothing, nullptr); !remembered.ok()) listener_.NotRemembered(remembered);
  return absl::OkStatus();
}

absl::Status PluginCatalog::LookForChanges() { return Scan(Effort::kChanged); }

absl::Status PluginCatalog::Rescan() {
  if (absl::Status scanned = Scan(Effort::kAll); !scanned.ok()) return scanned;
  {
    const std::lock_guard compiling(compiling_);
    const deployment::ParameterValues before = options_.deploy.parameters;
    if (absl::Status taken = TakeParameters(); !taken.ok()) return taken;
    if (options_.deploy.parameters == before) return absl::OkStatus();
  }
  // What was refused with the parameters before may serve with these.
  return Scan(Effort::kAll);
}

std::vector<PluginVersion> PluginCatalog::List() const {
  const std::lock_guard lock(mutex_);
  std::vector<PluginVersion> all = register_.Told();
  for (const auto& [file, version] : on_the_way_) all.push_back(version);
  return all;
}

absl::Status PluginCatalog::Activate(const std::string& plugin, const std::string& version) {
  const auto check = [&](const PluginRegister& next) { return CheckChangeLimitLocked(plugin, next); };
  if (!version.empty()) return Pin(plugin, version, check);
  return ChangeByOperator(
      plugin, [&](PluginRegister& all) { return all.Unpin(plugin); }, check);
}

absl::Status PluginCatalog::ForceActivate(const std::string& plugin, const std::string& version) {
  return Pin(plugin, version, nullptr);
}

absl::Status PluginCatalog::Pin(const std::string& plugin, const std::string& version, const Check& check) {
  if (absl::Status ready = MakeReady(plugin, version); !ready.ok()) return ready;
  const auto pin = [&](PluginRegister& all) -> absl::Status {
    const absl::StatusOr<KnownVersion*> selected = all.Select(plugin, version);
    if (!selected.ok()) return selected.status();
    if (!(*selected)->refusal.empty()) {
      return absl::FailedPreconditionError(absl::StrCat(
          (*selected)->told.file, " was refused and cannot serve: ", absl::StrJoin((*selected)->refusal, "; ")));
    }
    all.Pin(**selected);
    return absl::OkStatus();
  };
  return ChangeByOperator(plugin, pin, [&](PluginRegister& next) -> absl::Status {
    if (absl::Status chosen = next.CheckChoice(plugin); !chosen.ok()) return chosen;
    return check ? check(next) : absl::OkStatus();
  });
}

absl::Status PluginCatalog::RollBack(const std::string& plugin) {
  return ChangeByOperator(
      plugin, [&](PluginRegister& all) { return all.RollBack(plugin); },
      [&](PluginRegister& next) { return next.CheckChoice(plugin); });
}

absl::Status PluginCatalog::Retire(const std::string& plugin, const std::string& version) {
  return ChangeByOperator(plugin, [&](PluginRegister& all) {
    const absl::StatusOr<KnownVersion*> selected = all.Select(plugin, version);
    if (selected.ok()) all.Retire(**selected);
    return selected.status();
  });
}

absl::StatusOr<PluginVersion> PluginCatalog::Upload(PluginFile file, const std::string& name,
                                                    const std::string& signature) {
  if (absl::Status writable = store_.Writable(); !writable.ok()) return writable;
  const std::lock_guard compiling(compiling_);
  Arrival arrival{.file = deployment::Printable(name),
                  .from = Arrival::From::kUpload,
                  .number = ReserveArrivals(1),
                  .sha256 = file.sha256(),
                  .signature = SignatureOf(file.sha256(), signature)};
  Deploy(file, options_.deploy, arrival);
  absl::Status status = Keep(file, arrival);
  std::vector<Arrival> arrivals;
  arrivals.push_back(std::move(arrival));
  status.Update(Enter(std::move(arrivals), nullptr));
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex_);
  const KnownVersion* version = register_.Find(file.sha256());
  if (version != nullptr) return version->told;
  return absl::FailedPreconditionError(
      absl::StrCat("it was taken in and forgotten again, since of each plugin no more than the last ",
                   options_.kept_versions, " versions are kept that do not serve"));
}

absl::Status PluginCatalog::Enter(std::vector<Arrival> arrivals, const std::map<std::string, std::string>* directory) {
  const SystemTime now = Now();
  std::vector<PluginVersion> refused;
  const auto enter = [&](PluginRegister& all) {
    for (const Arrival& arrival : arrivals) {
      if (auto told = all.Enter(arrival, now)) refused.push_back(*std::move(told));
    }
    if (directory != nullptr) all.SetDirectory(*directory, now);
    return absl::OkStatus();
  };
  const std::lock_guard lock(mutex_);
  for (const Arrival& arrival : arrivals) on_the_way_.erase(arrival.sha256);
  if (absl::Status changed = ChangeLocked(enter, nullptr); !changed.ok()) {
    ShowAsRefusedLocked(std::move(arrivals), changed);
    return changed;
  }
  if (refused.empty()) return absl::OkStatus();
  listener_.Changed(register_.Told(), refused);
  // Two files with the same bytes are no reason not to start.
  return started_ ? absl::FailedPreconditionError(WhyRefused(refused)) : absl::OkStatus();
}

void PluginCatalog::ShowAsRefusedLocked(std::vector<Arrival> arrivals, const absl::Status& why) {
  PluginRegister next = register_;
  for (Arrival& arrival : arrivals) {
    if (!arrival.outcome.refused()) Refuse(arrival, why);
    next.Enter(arrival, Now());
  }
  next.Settle(Now(), HowVersionsFollow());
  TakePlaceLocked(std::move(next));
}

absl::Status PluginCatalog::Keep(const PluginFile& file, Arrival& arrival) {
  if (arrival.outcome.refused()) return absl::OkStatus();
  const bool in_directory = arrival.from == Arrival::From::kDirectory;
  if (in_directory && (!store_.KeepsDirectoryFiles() || !store_.Writable().ok())) return absl::OkStatus();
  absl::Status kept = store_.Keep(file, arrival.signature);
  if (kept.ok()) return kept;
  absl::Status why = NotRemembered(kept);
  Refuse(arrival, why);
  return why;
}

absl::Status PluginCatalog::MakeReady(const std::string& plugin, const std::string& version) {
  absl::StatusOr<std::vector<Arrival>> to_compile = ToCompile(plugin, version);
  if (!to_compile.ok() || to_compile->empty()) return to_compile.status();
  const std::lock_guard compiling(compiling_);
  // Whoever was waited for may have compiled it.
  to_compile = ToCompile(plugin, version);
  if (!to_compile.ok() || to_compile->empty()) return to_compile.status();
  DeployKnown(options_.deploy, to_compile->front());
  return Enter(*std::move(to_compile), nullptr);
}

absl::StatusOr<std::vector<Arrival>> PluginCatalog::ToCompile(const std::string& plugin, const std::string& version) {
  const std::lock_guard lock(mutex_);
  const absl::StatusOr<KnownVersion*> selected = register_.Select(plugin, version);
  if (!selected.ok()) return selected.status();
  std::vector<Arrival> arrivals;
  if (!(*selected)->compiled() && (*selected)->accepted) arrivals.push_back(ArrivalOf(**selected));
  return arrivals;
}

Succession PluginCatalog::HowVersionsFollow() const {
  return {.take_over = options_.change_limit ? TakeOver::kByWord : TakeOver::kByRank,
          .signatures_required = options_.deploy.signatures.policy == deployment::SignaturePolicy::kRequire};
}

absl::Status PluginCatalog::ChangeByOperator(const std::string& plugin, const Alter& alter, const Check& check) {
  if (absl::Status writable = store_.Writable(); !writable.ok()) return writable;
  const std::lock_guard lock(mutex_);
  const std::map<std::string, std::string> serving = register_.ServingVersions();
  return ChangeLocked(alter, [&](PluginRegister& next) -> absl::Status {
    const std::map<std::string, std::string> then = next.ServingVersions();
    for (const auto& [other, sha256] : serving) {
      const auto found = then.find(other);
      if (other == plugin || (found != then.end() && found->second == sha256)) continue;
      return absl::FailedPreconditionError(
          absl::StrCat("the plugin '", other, "' serves one of the platforms of this version; retire it first"));
    }
    return check ? check(next) : absl::OkStatus();
  });
}

absl::Status PluginCatalog::ChangeLocked(const Alter& alter, const Check& check) {
  PluginRegister next = register_;
  if (absl::Status altered = alter(next); !altered.ok()) return altered;
  next.Settle(Now(), HowVersionsFollow());
  if (check) {
    if (absl::Status checked = check(next); !checked.ok()) return checked;
  }
  // A start that comes to nothing leaves the state as it was.
  if (!started_) {
    TakePlaceLocked(std::move(next));
    return absl::OkStatus();
  }
  const std::vector<std::string> forgotten = next.Trim(options_.kept_versions);
  if (absl::Status remembered = RememberLocked(next); !remembered.ok()) return remembered;
  TakePlaceLocked(std::move(next));
  for (const std::string& sha256 : forgotten) store_.Drop(sha256);
  return absl::OkStatus();
}

absl::Status PluginCatalog::RememberLocked(const PluginRegister& next) {
  if (!store_.Writable().ok()) return absl::OkStatus();
  const state::v1::PluginState state = next.ToState();
  std::string bytes = state.SerializeAsString();
  if (bytes == remembered_) return absl::OkStatus();
  absl::Status saved = store_.SaveState(state);
  // After an error nobody knows what is written there.
  remembered_ = saved.ok() ? std::optional(std::move(bytes)) : std::nullopt;
  return saved.ok() ? saved : NotRemembered(saved);
}

void PluginCatalog::TakePlaceLocked(PluginRegister next) {
  const PluginRegister before = std::exchange(register_, std::move(next));
  const bool ended = EndShadowsLocked();
  if (ended || register_.Serving() != before.Serving()) PublishLocked();
  const std::vector<PluginVersion> all = register_.Told();
  const std::vector<PluginVersion> changed = Differing(before.Told(), all);
  listener_.Changed(all, changed);
}

}  // namespace connection_advisor::lifecycle
