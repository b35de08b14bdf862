#include "service/lifecycle/plugin_register.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::lifecycle {
namespace {

constexpr size_t kLeastHashDigits = 8;

Rank RankOf(const KnownVersion& version) {
  return {VersionNumber::Parse(version.told.version).value_or(VersionNumber()), version.arrival};
}

// It could serve, were it not for others.
bool IsCandidate(const KnownVersion& version) {
  return version.retirement == Retirement::kNone && version.refusal.empty() && version.compiled();
}

// Of one that is no candidate.
Departure DepartureOf(const KnownVersion& version) {
  if (version.retirement == Retirement::kByOperator) return Departure::kByWord;
  if (version.retirement == Retirement::kFileRemoved || !version.told.signature_fault.empty()) {
    return Departure::kByDirectory;
  }
  return Departure::kByMishap;
}

std::string WhyRetired(const KnownVersion& version) {
  if (version.retirement == Retirement::kFileRemoved) return "its file was removed from the plugin directory";
  return "an operator retired it";
}

bool Means(const std::string& text, const PluginVersion& version) {
  if (version.version == text) return true;
  return text.size() >= kLeastHashDigits && absl::StartsWith(version.sha256, text);
}

// For messages: "1.0.0 (5f8a12c4), 1.1.0 (77aa0b3e)".
std::string Names(const std::vector<const KnownVersion*>& versions) {
  return absl::StrJoin(versions, ", ", [](std::string* text, const KnownVersion* version) {
    absl::StrAppend(text, version->told.version, " (", version->told.sha256.substr(0, kLeastHashDigits), ")");
  });
}

void SetState(PluginState state, std::vector<std::string> causes, SystemTime now, PluginVersion* told) {
  if (told->state != state) told->since = now;
  told->state = state;
  told->causes = std::move(causes);
}

void ComeToRest(PluginState state, std::vector<std::string> causes, SystemTime now, KnownVersion* version) {
  if (version->rested != state) version->told.since = now;
  version->rested = version->told.state = state;
  version->told.causes = std::move(causes);
}

PluginVersion RefusedAnew(const KnownVersion& version, const Arrival& arrival, SystemTime now) {
  PluginVersion told = version.told;
  told.file = arrival.file;
  std::vector<std::string> causes = arrival.outcome.causes;
  causes.emplace_back("what was compiled of the same bytes before counts on");
  SetState(PluginState::kRefused, std::move(causes), now, &told);
  return told;
}

}  // namespace

Arrival ArrivalOf(const KnownVersion& version) {
  return {.file = version.told.file,
          .from = Arrival::From::kStore,
          .number = version.arrival,
          .sha256 = version.told.sha256,
          .signature = version.signature};
}

const KnownVersion* PluginRegister::Find(const std::string& sha256) const {
  for (const auto& [arrival, version] : versions_) {
    if (version.told.sha256 == sha256) return &version;
  }
  return nullptr;
}

KnownVersion* PluginRegister::Find(const std::string& sha256) {
  return const_cast<KnownVersion*>(std::as_const(*this).Find(sha256));
}

bool PluginRegister::CountsOn(const KnownVersion& version, const Arrival& arrival) const {
  if (!version.compiled() || !arrival.outcome.refused()) return false;
  return !arrival.parameters_changed || version.told.state == PluginState::kServing;
}

std::optional<PluginVersion> PluginRegister::Enter(const Arrival& arrival, SystemTime now) {
  if (arrival.sha256.empty()) {
    SetUnusable(arrival.file, arrival.outcome.causes, now);
    return std::nullopt;
  }
  KnownVersion* version = Find(arrival.sha256);
  if (version != nullptr && CountsOn(*version, arrival)) return RefusedAnew(*version, arrival, now);
  if (version == nullptr) {
    version = &versions_[arrival.number];
    version->arrival = arrival.number;
    version->told.sha256 = arrival.sha256;
    version->told.since = now;
    if (arrival.from == Arrival::From::kUpload) version->told.origin = PluginOrigin::kUpload;
    version->by_word = arrival.from == Arrival::From::kUpload;
  }
  // Also before SetDirectory says so: of many that come at once none is forgotten meanwhile.
  if (arrival.from == Arrival::From::kDirectory) version->present = true;
  const deployment::PluginOutcome& outcome = arrival.outcome;
  if (arrival.from == Arrival::From::kUpload && !outcome.refused()) {
    version->retirement = Retirement::kNone;
    version->by_word = true;
  }
  PluginVersion& told = version->told;
  told.file = arrival.file;
  if (!outcome.plugin.name.empty()) {
    told.plugin = outcome.plugin.name;
    told.version = outcome.plugin.version;
  }
  told.compile_time = outcome.compile_time;
  told.cached = outcome.cached;
  told.walls = outcome.walls;
  told.signed_by = outcome.signed_by;
  told.signature_fault = outcome.signature_fault;
  told.denied_calls = outcome.denied_calls;
  told.unknown_parameters = arrival.unknown_parameters;
  told.platforms.clear();
  for (const auto& platform : outcome.platforms) told.platforms.push_back(platform->id);
  version->signature = arrival.signature;
  version->platforms = outcome.platforms;
  version->refusal = outcome.causes;
  version->may_pass = outcome.may_pass;
  version->accepted |= !outcome.refused();
  return std::nullopt;
}

void PluginRegister::SetDirectory(const std::map<std::string, std::string>& hash_by_file, SystemTime now) {
  std::map<std::string, std::string> file_by_hash;
  std::map<std::string, std::string> original_by_file;  // of what lies there twice
  for (const auto& [file, hash] : hash_by_file) {
    if (hash.empty()) continue;
    const auto [first, inserted] = file_by_hash.emplace(hash, file);
    if (!inserted) original_by_file.emplace(file, first->second);
  }
  std::erase_if(unusable_, [&](const auto& row) {
    const auto found = hash_by_file.find(row.first);
    return found == hash_by_file.end() || (!found->second.empty() && !original_by_file.contains(row.first));
  });
  for (const auto& [file, original] : original_by_file) {
    SetUnusable(file, {absl::StrCat("it is the same file as ", original, "; take one of the two out")}, now);
  }
  for (auto entry = versions_.begin(); entry != versions_.end();) {
    KnownVersion& version = entry->second;
    const auto found = file_by_hash.find(version.told.sha256);
    version.present = found != file_by_hash.end();
    if (version.present) {
      version.told.file = found->second;
      if (version.retirement == Retirement::kFileRemoved) version.retirement = Retirement::kNone;
    }
    const bool gone = !version.present && !version.by_word;
    if (gone && version.retirement == Retirement::kNone && !hash_by_file.contains(version.told.file)) {
      version.retirement = Retirement::kFileRemoved;
    }
    entry = gone && !version.accepted && !version.refusal.empty() ? versions_.erase(entry) : std::next(entry);
  }
}

void PluginRegister::SetUnusable(const std::string& file, std::vector<std::string> causes, SystemTime now) {
  PluginVersion& told = unusable_[file];
  told.file = file;
  SetState(PluginState::kRefused, std::move(causes), now, &told);
}

absl::StatusOr<KnownVersion*> PluginRegister::Select(const std::string& plugin, const std::string& text) {
  std::vector<const KnownVersion*> all;
  KnownVersion* found = nullptr;
  for (auto& [arrival, version] : versions_) {
    if (version.told.plugin != plugin) continue;
    all.push_back(&version);
    if (Means(text, version.told)) found = &version;  // the one that came last
  }
  if (found != nullptr) return found;
  if (!all.empty()) {
    return absl::NotFoundError(
        absl::StrCat("the plugin '", plugin, "' has no version '", text, "'; it has: ", Names(all)));
  }
  std::set<std::string> plugins;
  for (const auto& [arrival, version] : versions_) {
    if (!version.told.plugin.empty()) plugins.insert(version.told.plugin);
  }
  return absl::NotFoundError(
      absl::StrCat("there is no plugin '", plugin, "'; there are: ", absl::StrJoin(plugins, ", ")));
}

void PluginRegister::Pin(KnownVersion& version) {
  version.retirement = Retirement::kNone;
  version.by_word = true;
  lines_[version.told.plugin].choice = {.version = version.told.sha256};
}

absl::Status PluginRegister::Unpin(const std::string& plugin) {
  for (const auto& [arrival, version] : versions_) {
    if (version.told.plugin != plugin) continue;
    Line& line = lines_[version.told.plugin];
    line.choice = {};
    line.released = true;
    return absl::OkStatus();
  }
  return Select(plugin, "").status();
}

absl::Status PluginRegister::RollBack(const std::string& plugin) {
  const auto line = lines_.find(plugin);
  if (line == lines_.end() || line->second.serving.empty()) {
    absl::Status unknown = Select(plugin, "").status();
    if (absl::StrContains(unknown.message(), "there is no plugin")) return unknown;
    return absl::FailedPreconditionError(absl::StrCat("no version of the plugin '", plugin, "' serves"));
  }
  KnownVersion* previous = Find(line->second.previous);
  // What was retired and activated again stands before itself.
  if (previous == nullptr || !IsCandidate(*previous) || line->second.previous == line->second.serving) {
    return absl::FailedPreconditionError(absl::StrCat("there is nothing to roll back to: no other version of '", plugin,
                                                      "' that could serve has served before; activate one by name"));
  }
  previous->by_word = true;
  // What was there already does not beat it: a pin kept it from serving too.
  Rank highest = RankOf(*Find(line->second.serving));
  for (const auto& [arrival, version] : versions_) {
    if (version.told.plugin != plugin || &version == previous || !IsCandidate(version)) continue;
    highest = std::max(highest, RankOf(version));
  }
  line->second.choice = {.version = previous->told.sha256, .until_beaten = highest};
  return absl::OkStatus();
}

void PluginRegister::Retire(KnownVersion& version) {
  version.retirement = Retirement::kByOperator;
  const auto line = lines_.find(version.told.plugin);
  if (line == lines_.end() || line->second.choice.version != version.told.sha256) return;
  // What was rolled back is as bad as before: something else serves, if there is anything.
  line->second.choice = {.version = "", .until_beaten = line->second.choice.until_beaten};
}

void PluginRegister::Settle(SystemTime now, const Succession& succession) {
  std::vector<Candidate> candidates;
  std::vector<KnownVersion*> versions;
  for (auto& [arrival, version] : versions_) {
    PluginVersion& told = version.told;
    told.pinned = false;
    if (version.retirement != Retirement::kNone) {
      ComeToRest(PluginState::kRetired, {WhyRetired(version)}, now, &version);
    } else if (!version.refusal.empty()) {
      ComeToRest(PluginState::kRefused, version.refusal, now, &version);
    } else if (version.compiled()) {
      candidates.push_back({told.plugin, told.sha256, RankOf(version), told.platforms});
      versions.push_back(&version);
    }
  }
  std::map<std::string, Choice> choices;
  for (auto& [plugin, line] : lines_) {
    choices.emplace(plugin, ChoiceOf(line, succession));
    line.released = false;
  }
  const std::vector<Placement> placements = Place(candidates, choices);
  std::map<std::string, std::string> serving;
  for (size_t index = 0; index < placements.size(); ++index) {
    const Placement& placement = placements[index];
    PluginVersion& told = versions[index]->told;
    std::vector<std::string> causes;
    if (!placement.cause.empty()) causes.push_back(placement.cause);
    ComeToRest(placement.state, std::move(causes), now, versions[index]);
    told.pinned = placement.chosen;
    if (placement.state == PluginState::kServing) serving[told.plugin] = told.sha256;
  }
  RememberWhatServed(serving);
}

std::optional<VersionNumber> PluginRegister::FloorOf(const Line& line, const Succession& succession) const {
  const KnownVersion* last = Find(line.serving);
  if (last == nullptr || IsCandidate(*last) || line.released) return std::nullopt;
  if (LeavesItsPlace(DepartureOf(*last), succession.signatures_required)) return std::nullopt;
  return RankOf(*last).version;
}

Choice PluginRegister::ChoiceOf(const Line& line, const Succession& succession) const {
  Choice choice = line.choice;
  choice.floor = FloorOf(line, succession);
  if (succession.take_over == TakeOver::kByRank) return choice;
  const auto could_serve = [&](const std::string& sha256) {
    const KnownVersion* version = Find(sha256);
    return version != nullptr && IsCandidate(*version);
  };
  if (could_serve(choice.version)) {
    choice.held = choice.version;
  } else if (!line.released && could_serve(line.serving)) {
    choice.held = line.serving;
  }
  return choice;
}

void PluginRegister::RememberWhatServed(const std::map<std::string, std::string>& serving) {
  for (const auto& [plugin, sha256] : serving) {
    Line& line = lines_[plugin];
    if (line.serving == sha256) continue;
    if (!line.serving.empty()) line.previous = line.serving;
    line.serving = sha256;
  }
}

absl::Status PluginRegister::CheckChoice(const std::string& plugin) {
  const auto line = lines_.find(plugin);
  if (line == lines_.end() || line->second.choice.version.empty()) return absl::OkStatus();
  const KnownVersion* chosen = Find(line->second.choice.version);
  if (chosen == nullptr || chosen->told.state == PluginState::kServing) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(chosen->told.plugin, " ", chosen->told.version,
                                                    " cannot serve: ", absl::StrJoin(chosen->told.causes, "; ")));
}

bool PluginRegister::ServedLast(const std::string& sha256) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const auto& row) { return row.second.serving == sha256; });
}

bool PluginRegister::Keeps(const KnownVersion& version) const {
  if (version.told.state == PluginState::kServing || version.present) return true;
  const auto line = lines_.find(version.told.plugin);
  if (line == lines_.end()) return false;
  const std::string& sha256 = version.told.sha256;
  return line->second.choice.version == sha256 || line->second.serving == sha256 || line->second.previous == sha256;
}

std::vector<std::string> PluginRegister::Trim(size_t kept) {
  std::map<std::string, size_t> counts;  // those without a plugin are counted together
  std::vector<std::string> forgotten;
  for (auto version = versions_.end(); version != versions_.begin();) {
    --version;
    if (Keeps(version->second) || ++counts[version->second.told.plugin] <= kept) continue;
    forgotten.push_back(version->second.told.sha256);
    version = versions_.erase(version);
  }
  return forgotten;
}

Platforms PluginRegister::Serving() const {
  Platforms platforms;
  for (const auto& [arrival, version] : versions_) {
    if (version.told.state != PluginState::kServing) continue;
    platforms.insert(platforms.end(), version.platforms.begin(), version.platforms.end());
  }
  return platforms;
}

std::map<std::string, std::string> PluginRegister::ServingVersions() const {
  std::map<std::string, std::string> serving;
  for (const auto& [arrival, version] : versions_) {
    if (version.told.state == PluginState::kServing) serving.emplace(version.told.plugin, version.told.sha256);
  }
  return serving;
}

const KnownVersion* PluginRegister::ServingVersion(const std::string& plugin) const {
  for (const auto& [arrival, version] : versions_) {
    if (version.told.plugin == plugin && version.told.state == PluginState::kServing) return &version;
  }
  return nullptr;
}

std::vector<PluginVersion> PluginRegister::Told() const {
  std::vector<const KnownVersion*> versions;
  for (const auto& [arrival, version] : versions_) versions.push_back(&version);
  std::sort(versions.begin(), versions.end(), [](const KnownVersion* a, const KnownVersion* b) {
    if (a->told.plugin != b->told.plugin) {
      return !a->told.plugin.empty() && (b->told.plugin.empty() || a->told.plugin < b->told.plugin);
    }
    return RankOf(*b) < RankOf(*a);
  });
  std::vector<PluginVersion> told;
  for (const KnownVersion* version : versions) told.push_back(version->told);
  for (const auto& [file, unusable] : unusable_) told.push_back(unusable);
  return told;
}

}  // namespace connection_advisor::lifecycle
