#include "service/analysis/condition_changes.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "service/platform/platform.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Count;
using diagram::Reference;
using platform::Platform;
using platform::Rule;

// A condition that both versions have.
struct SharedCondition {
  std::string rule_id;  // empty: of vouching
  Reference before;
  Reference after;
};

std::vector<SharedCondition> SharedConditions(const Platform& before, const Platform& after) {
  std::vector<SharedCondition> shared;
  for (const Rule& rule : before.rules) {
    const auto same =
        std::find_if(after.rules.begin(), after.rules.end(), [&](const Rule& other) { return other.id == rule.id; });
    if (same != after.rules.end()) shared.push_back({rule.id, rule.condition, same->condition});
  }
  if (before.would_vouch && after.would_vouch) shared.push_back({"", *before.would_vouch, *after.would_vouch});
  return shared;
}

enum ConditionLeaf : int32_t { kNoDifference, kStarts, kStops, kLeafCount };

// One that is impossible, or no such case, in either version gives no answer there.
ConditionLeaf Compare(int32_t before, int32_t after) {
  if (before == platform::kLeafDoesNotHold && after == platform::kLeafHolds) return kStarts;
  if (before == platform::kLeafHolds && after == platform::kLeafDoesNotHold) return kStops;
  return kNoDifference;
}

}  // namespace

std::optional<std::vector<ConditionChange>> FindConditionChanges(PairedVersions& versions) {
  std::vector<ConditionChange> changes;
  for (const SharedCondition& condition : SharedConditions(versions.before(), versions.after())) {
    const auto compared = versions.Pair(condition.before, condition.after, versions.all(), Compare);
    if (!compared) return std::nullopt;
    const std::vector<Count> counts = versions.CountLeaves(*compared, versions.all(), kLeafCount);
    if (counts[kStarts] == 0 && counts[kStops] == 0) continue;
    changes.push_back({condition.rule_id, counts[kStarts], counts[kStops]});
  }
  return changes;
}

}  // namespace connection_advisor::analysis
