// How files come into the catalog: from the plugin directory, and from the store when it starts.
#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/deployment/text_check.h"
#include "service/lifecycle/in_parallel.h"
#include "service/lifecycle/plugin_catalog.h"

namespace connection_advisor::lifecycle {
namespace {

namespace fs = std::filesystem;

using deployment::DeployOptions;
using deployment::DeployStage;
using deployment::PluginFile;

void SayIfItMayPass(Arrival& arrival) {
  if (!arrival.outcome.may_pass) return;
  arrival.outcome.causes.emplace_back(arrival.from == Arrival::From::kUpload
                                          ? "that may pass: upload it again"
                                          : "that may pass: it is tried again, and a rescan tries it at once");
}

bool Has(const platform::Platform& platform, const std::string& parameter) {
  return std::any_of(platform.parameters.begin(), platform.parameters.end(),
                     [&](const platform::Parameter& one) { return one.id == parameter; });
}

// Those that are set for one of the platforms, which has none of that name.
std::vector<std::string> UnknownParameters(const deployment::ParameterValues& values, const Platforms& platforms) {
  std::vector<std::string> unknown;
  for (const auto& [name, value] : values) {
    const size_t dot = name.find('.');
    for (const auto& platform : platforms) {
      if (platform->id == name.substr(0, dot) && !Has(*platform, name.substr(dot + 1))) unknown.push_back(name);
    }
  }
  return unknown;
}

void RefuseUnread(const absl::Status& why, Arrival& arrival) {
  arrival.outcome = deployment::Refused(why);
  SayIfItMayPass(arrival);
}

}  // namespace

absl::Status PluginCatalog::Scan(Effort effort) {
  const std::lock_guard compiling(compiling_);
  std::map<std::string, PluginStamp> files;
  if (!options_.directory.empty()) {
    absl::StatusOr<std::map<std::string, PluginStamp>> found = ScanDirectory(options_.directory);
    if (!found.ok()) return found.status();
    files = *std::move(found);
  }
  std::vector<std::pair<std::string, PluginStamp>> to_look_at;
  for (const auto& [file, stamp] : files) {
    const auto seen = seen_.find(file);
    if (effort == Effort::kChanged && seen != seen_.end() && seen->second.stamp.SaysTheSameAs(stamp)) continue;
    to_look_at.emplace_back(file, stamp);
  }
  // What is found is entered as soon as it is ready, so that no file waits for a slow one; at the start, all at once.
  const uint64_t first_number = ReserveArrivals(to_look_at.size());
  std::mutex taking;
  std::vector<Arrival> arrivals;
  std::vector<std::string> passing;
  absl::Status status;
  InParallel(to_look_at.size(), options_.deploy.parallel, [&](size_t index) {
    const auto& [file, stamp] = to_look_at[index];
    Taken taken = TakeIn(file, stamp, first_number + index, effort);
    const std::lock_guard lock(taking);
    seen_[file] = std::move(taken.seen);
    if (started_) status.Update(taken.kept);
    if (!taken.arrival) return;
    arrivals.push_back(*std::move(taken.arrival));
    if (!started_) return;
    if (arrivals[0].outcome.may_pass) passing.push_back(arrivals[0].file);
    status.Update(Enter(std::exchange(arrivals, {}), nullptr));
  });
  std::map<std::string, std::string> directory;
  std::erase_if(seen_, [&](const auto& row) { return !files.contains(row.first); });
  for (const auto& [file, seen] : seen_) directory.emplace(deployment::Printable(file), seen.sha256);
  TakeUpRemembered(directory, effort, &arrivals);
  for (const Arrival& arrival : arrivals) {
    if (arrival.outcome.may_pass) passing.push_back(arrival.file);
  }
  status.Update(Enter(std::move(arrivals), &directory));
  // Who asked for all is told by the list.
  if (passing.empty() || effort == Effort::kAll) return status;
  status.Update(absl::UnavailableError(
      absl::StrCat("the system was short of something, so it is tried again: ", absl::StrJoin(passing, ", "))));
  return status;
}

uint64_t PluginCatalog::ReserveArrivals(size_t count) {
  const std::lock_guard lock(mutex_);
  uint64_t first = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t number = register_.NextArrival();
    if (i == 0) first = number;
  }
  return first;
}

PluginCatalog::Seen PluginCatalog::SeenAs(PluginStamp stamp, const Arrival& arrival) {
  if (arrival.outcome.may_pass) stamp.fresh = true;  // an equal one proves nothing
  return {stamp, arrival.sha256};
}

PluginCatalog::Taken PluginCatalog::TakeIn(const std::string& file, const PluginStamp& stamp, uint64_t number,
                                           Effort effort) {
  const fs::path path = options_.directory / file;
  Arrival arrival{.file = deployment::Printable(file), .number = number};
  absl::StatusOr<PluginFile> copy = PluginFile::Copy(path, options_.deploy.permissions);
  if (!copy.ok()) {
    RefuseUnread(copy.status(), arrival);
    Seen seen = SeenAs(stamp, arrival);
    return {std::move(seen), std::move(arrival), absl::OkStatus()};
  }
  arrival.sha256 = copy->sha256();
  arrival.signature = SignatureOf(arrival.sha256, deployment::ReadSignature(path));
  if (IsKnown(arrival, effort)) return {SeenAs(stamp, arrival), std::nullopt, absl::OkStatus()};
  Deploy(*copy, options_.deploy, arrival);
  const std::string signature = SignatureOfWord(arrival);
  if (!signature.empty() && signature != arrival.signature) {
    Arrival as_chosen = arrival;
    as_chosen.signature = signature;
    Deploy(*copy, options_.deploy, as_chosen);
    if (as_chosen.outcome.signature_fault.empty()) arrival = std::move(as_chosen);
  }
  absl::Status kept = Keep(*copy, arrival);
  Seen seen = SeenAs(stamp, arrival);
  return {std::move(seen), std::move(arrival), std::move(kept)};
}

std::string PluginCatalog::SignatureOf(const std::string& sha256, const std::string& came) const {
  const std::lock_guard lock(mutex_);
  const KnownVersion* version = register_.Find(sha256);
  return version != nullptr && !version->told.signed_by.empty() ? version->signature : came;
}

std::string PluginCatalog::SignatureOfWord(const Arrival& arrival) const {
  if (arrival.outcome.signature_fault.empty()) return "";
  {
    const std::lock_guard lock(mutex_);
    const KnownVersion* version = register_.Find(arrival.sha256);
    if (version == nullptr || !version->by_word) return "";
  }
  return store_.LoadSignature(arrival.sha256);
}

bool PluginCatalog::IsKnown(const Arrival& arrival, Effort effort) const {
  const std::lock_guard lock(mutex_);
  const KnownVersion* version = register_.Find(arrival.sha256);
  if (version == nullptr || version->signature != arrival.signature) return false;
  return version->compiled() || (effort == Effort::kChanged && !version->refusal.empty() && !version->may_pass);
}

void PluginCatalog::Deploy(const PluginFile& file, const DeployOptions& options, Arrival& arrival) {
  const auto show = [&](PluginState state) {
    const std::lock_guard lock(mutex_);
    PluginVersion& shown = on_the_way_[arrival.sha256];
    shown.sha256 = arrival.sha256;
    shown.file = arrival.file;
    if (arrival.from == Arrival::From::kUpload) shown.origin = PluginOrigin::kUpload;
    shown.state = state;
    shown.since = std::chrono::system_clock::now();
  };
  show(PluginState::kDiscovered);
  arrival.outcome = deployment::Deploy(file, arrival.signature, options, [&](DeployStage stage) {
    show(stage == DeployStage::kInspected ? PluginState::kInspected : PluginState::kCompiling);
  });
  arrival.unknown_parameters = UnknownParameters(options.parameters, arrival.outcome.platforms);
  SayIfItMayPass(arrival);
}

void PluginCatalog::TakeUpRemembered(const std::map<std::string, std::string>& directory, Effort effort,
                                     std::vector<Arrival>* arrivals) {
  std::set<std::string> present;
  for (const auto& [file, sha256] : directory) present.insert(sha256);
  const size_t first = arrivals->size();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, version] : register_.versions()) {
      if (version.compiled() || !version.accepted || version.retirement != Retirement::kNone) continue;
      if (effort == Effort::kChanged && !version.may_pass) continue;
      if (!present.contains(version.told.sha256)) arrivals->push_back(ArrivalOf(version));
    }
  }
  InParallel(arrivals->size() - first, options_.deploy.parallel,
             [&](size_t index) { DeployKnown(options_.deploy, (*arrivals)[first + index]); });
}

void PluginCatalog::DeployKnown(const DeployOptions& options, Arrival& arrival) {
  const absl::StatusOr<PluginFile> file = BytesOf(arrival);
  if (!file.ok()) {
    RefuseUnread(file.status(), arrival);
    return;
  }
  if (arrival.signature.empty()) arrival.signature = store_.LoadSignature(arrival.sha256);
  Deploy(*file, options, arrival);
}

absl::StatusOr<PluginFile> PluginCatalog::BytesOf(const Arrival& arrival) {
  absl::StatusOr<PluginFile> kept = store_.Load(arrival.sha256);
  if (kept.ok() || options_.directory.empty()) return kept;
  absl::StatusOr<PluginFile> file = PluginFile::Copy(options_.directory / arrival.file, options_.deploy.permissions);
  if (file.ok() && file->sha256() == arrival.sha256) return file;
  if (store_.KeepsDirectoryFiles()) return kept.status();
  return absl::DataLossError("its file was replaced or removed, and without --state its bytes are not kept");
}

}  // namespace connection_advisor::lifecycle
