#include "service/analysis/case_changes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/analysis/condition_changes.h"
#include "service/analysis/paired_versions.h"
#include "service/diagram/lines.h"
#include "service/diagram/settling.h"
#include "service/platform/request_text.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Builder;
using diagram::Count;
using diagram::FrozenFunction;
using diagram::Reference;
using platform::Outcome;
using platform::Platform;

bool IsVerdict(CaseOutcome outcome) { return outcome >= CaseOutcome::kDecline; }

// What one version makes of a case.
struct Decided {
  CaseOutcome outcome = CaseOutcome::kNoSuchCase;
  std::string rule;  // empty unless it is a verdict
};

Decided DecidedBy(const Platform& platform, int32_t leaf) {
  if (leaf == PairedVersions::kNoSuchCase) return {CaseOutcome::kNoSuchCase, ""};
  if (leaf == 0) return {CaseOutcome::kImpossible, ""};
  const platform::Rule& rule = platform.rules[static_cast<size_t>(leaf) - 1];
  switch (rule.outcome) {
    case Outcome::kDecline:
      return {CaseOutcome::kDecline, rule.id};
    case Outcome::kMeetFirst:
      return {CaseOutcome::kMeetFirst, rule.id};
    default:
      return {CaseOutcome::kConnect, rule.id};
  }
}

// What both make of it.
struct DecidedPair {
  Decided before;
  Decided after;
  Count cases = 0;

  bool in_neither() const { return !IsVerdict(before.outcome) && !IsVerdict(after.outcome); }
};

// What becomes of some cases.
struct Transition {
  CaseOutcome before;
  CaseOutcome after;
  std::string rule_before;  // where the verdict is the same, so that the rules tell changes apart; else empty
  std::string rule_after;

  bool operator==(const Transition&) const = default;
  bool operator<(const Transition& other) const {
    return std::tie(before, after, rule_before, rule_after) <
           std::tie(other.before, other.after, other.rule_before, other.rule_after);
  }
};

Transition TransitionOf(const DecidedPair& pair) {
  if (pair.before.outcome != pair.after.outcome) return {pair.before.outcome, pair.after.outcome, "", ""};
  return {pair.before.outcome, pair.after.outcome, pair.before.rule, pair.after.rule};
}

class CaseComparison {
 public:
  explicit CaseComparison(PairedVersions& versions) : versions_(versions) {}

  // False where the limits were too low; then nothing in `difference` means anything.
  bool Compare(PlatformDifference* difference) {
    if (!PairDecisions()) return false;
    for (const auto& [transition, numbers] : Transitions(difference)) {
      if (versions_.out_of_time()) return false;
      const bool same_verdict = transition.before == transition.after;
      (same_verdict ? difference->rule_changes : difference->verdict_changes).push_back(Describe(transition, numbers));
    }
    for (auto* changes : {&difference->verdict_changes, &difference->rule_changes}) {
      std::stable_sort(changes->begin(), changes->end(),
                       [](const CaseChange& a, const CaseChange& b) { return a.cases > b.cases; });
    }
    return true;
  }

 private:
  using VersionsFact = decltype(&UnifiedFact::before);

  // Leaves of one transition's function, for lines.
  enum LineLeaf : int32_t { kNeitherHasIt = 0, kAnotherTransition = 1, kThisTransition = 2 };

  // One function with a leaf for each pair of leaves, numbered as they are met. False where the limits are too low.
  bool PairDecisions() {
    absl::flat_hash_map<std::pair<int32_t, int32_t>, int32_t> numbers;
    const Platform& before = versions_.before();
    const Platform& after = versions_.after();
    std::optional<FrozenFunction> paired = versions_.Pair(
        before.decision, after.decision, versions_.deciding(), [&](int32_t leaf_before, int32_t leaf_after) {
          const auto [found, is_new] =
              numbers.emplace(std::pair(leaf_before, leaf_after), static_cast<int32_t>(pairs_.size()));
          if (is_new) pairs_.push_back({DecidedBy(before, leaf_before), DecidedBy(after, leaf_after)});
          return found->second;
        });
    if (!paired) return false;
    paired_ = *std::move(paired);
    const std::vector<Count> counts = versions_.CountLeaves(paired_, versions_.deciding(), pairs_.size());
    for (size_t number = 0; number < pairs_.size(); ++number) pairs_[number].cases = counts[number];
    return true;
  }

  // The numbers of the pairs of each transition that is a change.
  std::map<Transition, std::vector<int32_t>> Transitions(PlatformDifference* difference) const {
    std::map<Transition, std::vector<int32_t>> transitions;
    for (size_t number = 0; number < pairs_.size(); ++number) {
      const DecidedPair& pair = pairs_[number];
      if (pair.cases == 0 || pair.in_neither()) continue;
      difference->cases += pair.cases;
      if (pair.before.outcome == pair.after.outcome && pair.before.rule == pair.after.rule) {
        difference->unchanged += pair.cases;
      } else {
        transitions[TransitionOf(pair)].push_back(static_cast<int32_t>(number));
      }
    }
    return transitions;
  }

  CaseChange Describe(const Transition& transition, const std::vector<int32_t>& numbers) const {
    CaseChange change{.before = transition.before, .after = transition.after};
    for (const int32_t number : numbers) {
      const DecidedPair& pair = pairs_[static_cast<size_t>(number)];
      change.cases += pair.cases;
      change.rules.push_back({pair.before.rule, pair.after.rule, pair.cases});
    }
    std::sort(change.rules.begin(), change.rules.end(), [](const RulePair& a, const RulePair& b) {
      return a.cases != b.cases ? a.cases > b.cases : std::pair(a.before, a.after) < std::pair(b.before, b.after);
    });
    FillLines(transition, &change);
    change.witness = FindWitness(transition);
    return change;
  }

  // In a builder of its own, for there may be many transitions. Nothing where time is up.
  template <typename LeafOf>
  std::optional<FrozenFunction> MapPairs(LeafOf leaf_of) const {
    std::vector<Reference> leaves;
    leaves.reserve(pairs_.size());
    for (const DecidedPair& pair : pairs_) leaves.push_back(diagram::Leaf(leaf_of(pair)));
    const diagram::Forest& forest = paired_.forest;
    Builder builder({forest.value_counts().begin(), forest.value_counts().end()},
                    {forest.order().begin(), forest.order().end()}, {.deadline = versions_.limits().deadline});
    const Reference mapped = builder.MapLeaves(builder.Import(forest, paired_.root), leaves);
    if (builder.exhausted()) return std::nullopt;
    return FreezeFunction(builder, mapped);
  }

  void FillLines(const Transition& wanted, CaseChange* change) const {
    const std::optional<FrozenFunction> function = MapPairs([&](const DecidedPair& pair) {
      if (pair.in_neither()) return kNeitherHasIt;
      return TransitionOf(pair) == wanted ? kThisTransition : kAnotherTransition;
    });
    if (!function) return;  // whoever asked is told that time is up
    const DifferenceLimits& limits = versions_.limits();
    const std::optional<diagram::Lines> lines =
        diagram::FewestLines(function->forest, function->root, versions_.deciding(),
                             {.free_leaf = kNeitherHasIt,
                              .unlisted_leaf = kAnotherTransition,
                              .max_lines = limits.max_lines,
                              .max_work = limits.max_line_work,
                              .max_nodes = limits.max_nodes,
                              .deadline = limits.deadline});
    if (!lines) return;
    for (const diagram::Line& line : lines->lines) change->lines.push_back(ConditionLineOf(line));
    std::stable_sort(change->lines.begin(), change->lines.end(),
                     [](const ConditionLine& a, const ConditionLine& b) { return a.cases > b.cases; });
    change->cases_beyond_lines = lines->beyond;
  }

  ConditionLine ConditionLineOf(const diagram::Line& line) const {
    ConditionLine row{{}, line.count};
    for (size_t index = 0; index < versions_.facts().size(); ++index) {
      const UnifiedFact& fact = versions_.facts()[index];
      const diagram::ValueSet set = line.values[index];
      if (set == diagram::kAnyValue) continue;
      row.conditions.push_back(
          {fact.id, ValueTexts(fact.values, fact.cut_points, set), ValueTexts(fact.values, fact.cut_points, ~set)});
    }
    return row;
  }

  // Whether a version whose outcome is to be `wanted` may have `found` in a case that agrees with the witness. What
  // stands for no case of its own has no say, unless that is what is to be shown.
  static bool MayBe(CaseOutcome found, CaseOutcome wanted) {
    if (found == wanted) return true;
    if (found == CaseOutcome::kNoSuchCase) return true;
    return found == CaseOutcome::kImpossible && IsVerdict(wanted);
  }

  static bool Shows(const Decided& found, CaseOutcome wanted, const std::string& wanted_rule) {
    if (wanted == CaseOutcome::kNoSuchCase) return found.outcome == wanted;
    return MayBe(found.outcome, wanted) &&
           (!IsVerdict(found.outcome) || wanted_rule.empty() || found.rule == wanted_rule);
  }

  Witness FindWitness(const Transition& wanted) const {
    const std::optional<FrozenFunction> function = MapPairs([&](const DecidedPair& pair) {
      if (!Shows(pair.before, wanted.before, wanted.rule_before) ||
          !Shows(pair.after, wanted.after, wanted.rule_after)) {
        return diagram::kMustNotBe;
      }
      return TransitionOf(pair) == wanted ? diagram::kMustBe : diagram::kMayBe;
    });
    if (!function) return {};
    const DifferenceLimits& limits = versions_.limits();
    const std::optional<diagram::Settling> settling = diagram::FewestSettling(
        function->forest, function->root,
        {.max_steps = limits.max_witness_steps, .max_nodes = limits.max_nodes, .deadline = limits.deadline});
    return {RequestTo(&UnifiedFact::before, settling->values), RequestTo(&UnifiedFact::after, settling->values),
            settling->fewest};
  }

  // What states `values`, without the own facts that the version does not have.
  std::string RequestTo(VersionsFact side, const std::vector<uint8_t>& values) const {
    std::vector<platform::StatedFact> stated;
    for (size_t index = 0; index < values.size(); ++index) {
      const UnifiedFact& fact = versions_.facts()[index];
      if (values[index] == diagram::kUnknown) continue;
      const platform::Fact* other = fact.before != nullptr ? fact.before : fact.after;
      if (std::invoke(side, fact) == nullptr && other->own) continue;
      if (Cuts(fact.before, fact) && Cuts(fact.after, fact)) {
        stated.push_back({fact.id, fact.values[values[index]]});
      } else {
        stated.push_back({fact.id, values[index] == 0 ? 0 : fact.cut_points[values[index] - 1u]});
      }
    }
    return platform::RequestText(versions_.before().id, stated);
  }

  // True unless this version has other parts, so that only a number says to both which is meant.
  static bool Cuts(const platform::Fact* version, const UnifiedFact& fact) {
    return version == nullptr || fact.cut_points.empty() || version->cut_points == fact.cut_points;
  }

  PairedVersions& versions_;
  FrozenFunction paired_;
  std::vector<DecidedPair> pairs_;  // by the leaf's number in `paired_`
};

// False, and the difference as it was, where the limits were too low.
bool Compare(PairedVersions& versions, PlatformDifference* difference) {
  PlatformDifference found = *difference;
  if (!CaseComparison(versions).Compare(&found)) return false;
  std::optional<std::vector<ConditionChange>> condition_changes = FindConditionChanges(versions);
  if (!condition_changes || versions.out_of_time()) return false;
  found.condition_changes = *std::move(condition_changes);
  *difference = std::move(found);
  return true;
}

}  // namespace

absl::Status FindCaseChanges(const Platform& before, const Platform& after, const std::vector<UnifiedFact>& facts,
                             const DifferenceLimits& limits, PlatformDifference* difference) {
  bool out_of_time = false;
  for (const std::vector<uint32_t>& order : OrdersOf(before, after, facts)) {
    PairedVersions versions(before, after, facts, order, limits);
    if (Compare(versions, difference)) return absl::OkStatus();
    out_of_time = versions.out_of_time();
    if (out_of_time) break;
  }
  return absl::ResourceExhaustedError(absl::StrCat("platform '", before.id,
                                                   "': ", out_of_time ? "time was up" : "the diagrams grew too large",
                                                   " while its two versions were compared"));
}

}  // namespace connection_advisor::analysis
