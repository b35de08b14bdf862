// What differs between two versions of a platform, or of all platforms of two plugins: exactly, over every case, as a
// value. Whoever shows it (the author's tool, an operator's preview) writes it as they like.
//
// The cases of two versions are those over the facts of both. A fact that only one of them has is skipped by the other;
// of an integer fact that they cut differently, the cases are those between the cut points of both.
//
// Pure functions: thread-safe, and the same two versions give the same difference.
#ifndef SERVICE_ANALYSIS_DIFFERENCE_H_
#define SERVICE_ANALYSIS_DIFFERENCE_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/analysis/conditions.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// What somebody who sends requests notices of a change, at most. The order is that of severity.
enum class Effect : uint8_t {
  kCompatible = 0,    // every request that was taken is taken, and comes to the same verdict
  kChanged = 1,       // every request that was taken is taken or found contradictory; some come to another verdict
  kIncompatible = 2,  // what callers may send is refused now: a platform, an own fact or one of its values
};

// "compatible", "changed", "incompatible".
absl::string_view Name(Effect effect);

// What one version makes of a case.
enum class CaseOutcome : uint8_t {
  kNoSuchCase = 0,  // the case has a value that this version does not know
  kImpossible = 1,
  kDecline = 2,
  kMeetFirst = 3,
  kConnect = 4,
};

// As the contract writes it, "MEET_FIRST"; "IMPOSSIBLE", "NO_SUCH_CASE".
absl::string_view Name(CaseOutcome outcome);

// A request that shows a change: of the cases that agree with it, every one that is possible for the version before
// comes to the one outcome there, every one that is possible for the version after to the other, and some case to both.
// So it does not lean on assumptions. An impossible outcome shows as INVALID_ARGUMENT naming the contradiction; "no
// such case" as INVALID_ARGUMENT naming the value, or, for a fact of the contract, as a fact that counts as unknown.
struct Witness {
  std::string to_before;  // JSON, ready to be sent
  std::string to_after;   // the same, unless it states an own fact that only one version has
  // No request that states fewer facts shows it. Else the search was given up, and none of the facts can be left out.
  bool fewest_facts = false;
};

// How many cases one rule decided before and another decides now.
struct RulePair {
  std::string before;  // its id; empty where no rule decides
  std::string after;
  diagram::Count cases = 0;
};

// All cases that came to `before` and come to `after`.
struct CaseChange {
  CaseOutcome before = CaseOutcome::kNoSuchCase;
  CaseOutcome after = CaseOutcome::kNoSuchCase;
  diagram::Count cases = 0;
  std::vector<RulePair> rules;  // most cases first
  // When it happens: no two lines overlap, together they hold exactly these cases (those that are impossible, or no
  // cases at all, in both versions are left out of account), and none could be left out or joined with another. Most
  // cases first.
  std::vector<ConditionLine> lines;
  diagram::Count cases_beyond_lines = 0;  // in lines that were left out for the limit
  Witness witness;
};

// How often the condition of a rule that both versions have gives another answer: of the cases that are possible in
// both (of the condition of an impossible rule: of all), the facts counted too that only notes read.
struct ConditionChange {
  std::string rule_id;  // empty: whether one would vouch for them
  diagram::Count starts_to_hold = 0;
  diagram::Count stops_holding = 0;
};

// What a declared thing is.
enum class Subject : uint8_t { kPlatform, kFact, kRule, kParameter, kStockText, kNeutralText, kLetter, kExample };

// "platform", "fact", "stock text".
absl::string_view Name(Subject subject);

// One thing that the versions declare differently.
struct DeclarationChange {
  Subject subject = Subject::kPlatform;
  std::string id;
  std::string attribute;              // "assumption"; empty where the thing as a whole came or went
  std::optional<std::string> before;  // nothing: the version before does not have it
  std::optional<std::string> after;   // nothing: the version after does not have it
  Effect effect = Effect::kCompatible;
};

struct PlatformDifference {
  std::string platform;
  diagram::Count cases = 0;      // possible in one version at least
  diagram::Count unchanged = 0;  // of them: decided by the same rule, with the same verdict
  std::vector<CaseChange> verdict_changes;
  std::vector<CaseChange> rule_changes;  // the same verdict by another rule: one pair of rules each
  std::vector<ConditionChange> condition_changes;
  std::vector<DeclarationChange> declarations;  // what went and what changed, in the order before; then what came
  Effect effect = Effect::kCompatible;

  bool empty() const {
    return verdict_changes.empty() && rule_changes.empty() && condition_changes.empty() && declarations.empty();
  }
};

struct PluginDifference {
  platform::PluginIdentity before;
  platform::PluginIdentity after;
  std::vector<std::string> removed;  // ids of platforms
  std::vector<std::string> added;
  std::vector<PlatformDifference> platforms;  // of those in both, by id
  Effect effect = Effect::kCompatible;

  bool empty() const;
};

struct DifferenceLimits {
  uint32_t max_nodes = 4'000'000;      // of the diagrams that are built on the way
  uint32_t max_lines = 100;            // of each change
  uint64_t max_line_work = 2'000'000;  // as diagram::LineOptions::max_work
  uint64_t max_witness_steps = 20'000;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

// RESOURCE_EXHAUSTED, naming the platform and what was too much, where the versions together have more than 2^120 cases
// or a fact more than 64 values, or their diagrams pass the limits. Requires verified platforms of the same id.
absl::StatusOr<PlatformDifference> Difference(const platform::Platform& before, const platform::Platform& after,
                                              const DifferenceLimits& limits = {});

// The same for all platforms of two plugins, or of two published sets.
absl::StatusOr<PluginDifference> Difference(std::span<const std::shared_ptr<const platform::Platform>> before,
                                            std::span<const std::shared_ptr<const platform::Platform>> after,
                                            const DifferenceLimits& limits = {});

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_DIFFERENCE_H_
