#include "service/analysis/difference.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "service/analysis/case_changes.h"
#include "service/analysis/declaration_changes.h"
#include "service/analysis/unified_facts.h"

namespace connection_advisor::analysis {

using platform::Platform;

absl::string_view Name(Effect effect) {
  constexpr absl::string_view kNames[] = {"compatible", "changed", "incompatible"};
  return kNames[static_cast<size_t>(effect)];
}

absl::string_view Name(CaseOutcome outcome) {
  constexpr absl::string_view kNames[] = {"NO_SUCH_CASE", "IMPOSSIBLE", "DECLINE", "MEET_FIRST", "CONNECT"};
  return kNames[static_cast<size_t>(outcome)];
}

absl::string_view Name(Subject subject) {
  constexpr absl::string_view kNames[] = {"platform",   "fact",         "rule",   "parameter",
                                          "stock text", "neutral text", "letter", "example"};
  return kNames[static_cast<size_t>(subject)];
}

bool PluginDifference::empty() const {
  return removed.empty() && added.empty() &&
         std::all_of(platforms.begin(), platforms.end(), [](const PlatformDifference& one) { return one.empty(); });
}

absl::StatusOr<PlatformDifference> Difference(const Platform& before, const Platform& after,
                                              const DifferenceLimits& limits) {
  PlatformDifference difference;
  difference.platform = before.id;
  difference.declarations = DeclarationChanges(before, after);
  for (const DeclarationChange& change : difference.declarations) {
    difference.effect = std::max(difference.effect, change.effect);
  }
  const absl::StatusOr<std::vector<UnifiedFact>> facts = UnifyFacts(before, after);
  if (!facts.ok()) return facts.status();
  if (absl::Status status = FindCaseChanges(before, after, *facts, limits, &difference); !status.ok()) return status;
  if (!difference.verdict_changes.empty()) difference.effect = std::max(difference.effect, Effect::kChanged);
  return difference;
}

absl::StatusOr<PluginDifference> Difference(std::span<const std::shared_ptr<const Platform>> before,
                                            std::span<const std::shared_ptr<const Platform>> after,
                                            const DifferenceLimits& limits) {
  PluginDifference difference;
  if (!before.empty()) difference.before = before.front()->plugin;
  if (!after.empty()) difference.after = after.front()->plugin;
  const auto find = [](std::span<const std::shared_ptr<const Platform>> platforms, const std::string& id) {
    const auto found = std::find_if(platforms.begin(), platforms.end(), [&](const auto& one) { return one->id == id; });
    return found == platforms.end() ? nullptr : found->get();
  };
  for (const auto& platform : before) {
    const Platform* same = find(after, platform->id);
    if (same == nullptr) {
      difference.removed.push_back(platform->id);
      continue;
    }
    absl::StatusOr<PlatformDifference> one = Difference(*platform, *same, limits);
    if (!one.ok()) return one.status();
    difference.effect = std::max(difference.effect, one->effect);
    difference.platforms.push_back(*std::move(one));
  }
  for (const auto& platform : after) {
    if (find(before, platform->id) == nullptr) difference.added.push_back(platform->id);
  }
  if (!difference.removed.empty()) difference.effect = Effect::kIncompatible;
  std::sort(difference.removed.begin(), difference.removed.end());
  std::sort(difference.added.begin(), difference.added.end());
  std::sort(difference.platforms.begin(), difference.platforms.end(),
            [](const auto& a, const auto& b) { return a.platform < b.platform; });
  return difference;
}

}  // namespace connection_advisor::analysis
