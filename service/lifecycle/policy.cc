#include "service/lifecycle/policy.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {
namespace {

// As many as are enough to name a version by.
constexpr size_t kShownHashDigits = 8;

// Admits candidates in the order in which they came, and keeps for each plugin the one that serves.
class Arrangement {
 public:
  Arrangement(std::span<const Candidate> candidates, const std::map<std::string, Choice>& choices)
      : candidates_(candidates), choices_(choices), taken_by_(candidates.size()), admitted_(candidates.size()) {
    for (const Candidate& candidate : candidates) waits_.push_back(IsBelowFloor(candidate));
  }

  void Admit() {
    std::vector<size_t> by_arrival(candidates_.size());
    std::iota(by_arrival.begin(), by_arrival.end(), size_t{0});
    std::sort(by_arrival.begin(), by_arrival.end(),
              [&](size_t a, size_t b) { return candidates_[a].rank.arrival < candidates_[b].rank.arrival; });
    // What comes to serve later may leave a platform free for one that was turned away: so until nothing changes. Each
    // round but the last admits one candidate at least.
    for (bool changed = true; changed;) {
      changed = false;
      for (const size_t index : by_arrival) changed |= !admitted_[index] && !waits_[index] && TryToAdmit(index);
    }
  }

  Placement PlacementOf(size_t index) const {
    const Candidate& candidate = candidates_[index];
    if (!admitted_[index] && !waits_[index]) return {PluginState::kRefused, taken_by_[index], false};
    const Choice choice = ChoiceFor(candidate.plugin);
    const auto found = serving_.find(candidate.plugin);
    if (found == serving_.end()) return {PluginState::kStandby, WhyItWaits(candidate, *choice.floor), false};
    const size_t serving = found->second;
    const bool chosen = choice.version == candidates_[serving].sha256;
    if (serving == index) return {PluginState::kServing, "", chosen};
    return {PluginState::kStandby, WhyNot(candidate, candidates_[serving], choice, chosen), false};
  }

 private:
  Choice ChoiceFor(const std::string& plugin) const {
    const auto found = choices_.find(plugin);
    return found == choices_.end() ? Choice() : found->second;
  }

  bool IsBelowFloor(const Candidate& candidate) const {
    const Choice choice = ChoiceFor(candidate.plugin);
    if (candidate.sha256 == choice.version || candidate.sha256 == choice.held) return false;
    return choice.floor && candidate.rank.version < *choice.floor;
  }

  bool TryToAdmit(size_t index) {
    const Candidate& candidate = candidates_[index];
    for (const auto& [plugin, serving] : serving_) {
      if (plugin == candidate.plugin) continue;
      for (const std::string& platform : candidates_[serving].platforms) {
        if (std::find(candidate.platforms.begin(), candidate.platforms.end(), platform) == candidate.platforms.end()) {
          continue;
        }
        taken_by_[index] = absl::StrCat("platform '", platform, "' is already served by the plugin '", plugin,
                                        "'; take one of the two out of the directory, or retire it");
        return false;
      }
    }
    admitted_[index] = true;
    serving_[candidate.plugin] = Best(candidate.plugin);
    return true;
  }

  // Of the admitted versions of the plugin, of which there is one at least.
  size_t Best(const std::string& plugin) const {
    const Choice choice = ChoiceFor(plugin);
    std::optional<size_t> held;
    std::optional<size_t> chosen;
    std::optional<size_t> highest;
    std::optional<size_t> rolled_back;
    for (size_t index = 0; index < candidates_.size(); ++index) {
      const Candidate& candidate = candidates_[index];
      if (!admitted_[index] || candidate.plugin != plugin) continue;
      if (candidate.sha256 == choice.held) held = index;
      if (candidate.sha256 == choice.version) chosen = index;
      if (candidate.rank == choice.until_beaten) {
        rolled_back = index;
      } else if (!highest || candidates_[*highest].rank < candidate.rank) {
        highest = index;
      }
    }
    if (held) return *held;
    const bool beaten = highest && choice.until_beaten && *choice.until_beaten < candidates_[*highest].rank;
    if (chosen && !beaten) return *chosen;
    return highest ? *highest : *rolled_back;
  }

  static std::string ByName(const Candidate& candidate) {
    return absl::StrCat("; to serve it, activate ", candidate.plugin, " ",
                        candidate.sha256.substr(0, kShownHashDigits));
  }

  static std::string WhyItWaits(const Candidate& candidate, const VersionNumber& floor) {
    return absl::StrCat(ToString(floor),
                        " served last, and where signatures are required going back takes an operator's word",
                        ByName(candidate));
  }

  static std::string WhyNot(const Candidate& candidate, const Candidate& serving, const Choice& choice, bool chosen) {
    const std::string by_name = ByName(candidate);
    const std::string other = ToString(serving.rank.version);
    if (choice.until_beaten == candidate.rank) return absl::StrCat("it was rolled back to ", other, by_name);
    if (chosen) {
      return absl::StrCat("an operator chose ", other, choice.until_beaten ? " by a roll-back" : " by name", by_name);
    }
    if (choice.held == serving.sha256 && serving.rank < candidate.rank) {
      return absl::StrCat("versions take over by an operator's word only, and ", other, " serves", by_name);
    }
    if (serving.rank.version == candidate.rank.version) return absl::StrCat(other, " came again", by_name);
    return absl::StrCat(other, " is higher", by_name);
  }

  std::span<const Candidate> candidates_;
  const std::map<std::string, Choice>& choices_;
  std::vector<std::string> taken_by_;  // by candidate: why it was not admitted
  std::vector<bool> admitted_;
  std::vector<bool> waits_;                // below the floor
  std::map<std::string, size_t> serving_;  // by plugin
};

}  // namespace

bool LeavesItsPlace(Departure departure, bool signatures_required) {
  return departure != Departure::kByDirectory || !signatures_required;
}

std::vector<Placement> Place(std::span<const Candidate> candidates, const std::map<std::string, Choice>& choices) {
  Arrangement arrangement(candidates, choices);
  arrangement.Admit();
  std::vector<Placement> placements;
  for (size_t index = 0; index < candidates.size(); ++index) placements.push_back(arrangement.PlacementOf(index));
  return placements;
}

}  // namespace connection_advisor::lifecycle
