#include "service/analysis/case_changes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/diagram/builder.h"
#include "service/diagram/combine.h"
#include "service/diagram/count.h"
#include "service/diagram/lines.h"
#include "service/diagram/settling.h"
#include "service/diagram/translate.h"
#include "service/platform/request_text.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Builder;
using diagram::Count;
using diagram::Reference;
using diagram::VariableSet;
using platform::Outcome;
using platform::Platform;

bool IsVerdict(CaseOutcome outcome) { return outcome >= CaseOutcome::kDecline; }

// Variables in the order of one forest, those that only the other has where they stand there.
std::vector<uint32_t> MergedOrder(const std::vector<uint32_t>& order, const std::vector<uint32_t>& other) {
  std::vector<uint32_t> merged = order;
  auto place = merged.begin();
  for (const uint32_t variable : other) {
    const auto found = std::find(merged.begin(), merged.end(), variable);
    place = found != merged.end() ? found + 1 : merged.insert(place, variable) + 1;
  }
  return merged;
}

// A version's order of facts, as the variables that they are.
std::vector<uint32_t> OrderOf(const Platform& platform, const std::vector<UnifiedFact>& facts) {
  std::vector<uint32_t> variables(platform.facts.size());
  for (uint32_t variable = 0; variable < facts.size(); ++variable) {
    const auto found = platform.fact_index.find(facts[variable].id);
    if (found != platform.fact_index.end()) variables[found->second] = variable;
  }
  std::vector<uint32_t> order;
  for (const uint32_t fact : platform.forest.order()) order.push_back(variables[fact]);
  return order;
}

// What one version's decision says by the number of its leaf.
class Side {
 public:
  explicit Side(const Platform& platform) : platform_(platform) {}

  // Past those of impossible, of each rule, and of no rule.
  int32_t no_such_case() const { return static_cast<int32_t>(platform_.rules.size()) + 2; }
  CaseOutcome OutcomeOf(int32_t leaf) const {
    if (leaf == no_such_case()) return CaseOutcome::kNoSuchCase;
    if (leaf == 0) return CaseOutcome::kImpossible;
    switch (platform_.rules[static_cast<size_t>(leaf) - 1].outcome) {
      case Outcome::kDecline:
        return CaseOutcome::kDecline;
      case Outcome::kMeetFirst:
        return CaseOutcome::kMeetFirst;
      default:
        return CaseOutcome::kConnect;
    }
  }
  std::string RuleOf(int32_t leaf) const {
    return IsVerdict(OutcomeOf(leaf)) ? platform_.rules[static_cast<size_t>(leaf) - 1].id : "";
  }

 private:
  const Platform& platform_;
};

// What becomes of some cases.
struct Transition {
  CaseOutcome before;
  CaseOutcome after;
  std::string rule_before;  // where the verdict is the same, so that the rules tell changes apart; else empty
  std::string rule_after;

  bool operator<(const Transition& other) const {
    return std::tie(before, after, rule_before, rule_after) <
           std::tie(other.before, other.after, other.rule_before, other.rule_after);
  }
};

// What the two decisions come to in a case.
struct LeafPair {
  int32_t before;
  int32_t after;
  Count cases = 0;
};

class CaseComparison {
 public:
  CaseComparison(const Platform& before, const Platform& after, const std::vector<UnifiedFact>& facts,
                 const DifferenceLimits& limits, std::vector<uint32_t> order)
      : before_(before),
        after_(after),
        facts_(facts),
        limits_(limits),
        before_side_(before),
        after_side_(after),
        builder_(ValueCounts(facts), std::move(order), {.max_nodes = limits.max_nodes, .deadline = limits.deadline}) {
    for (uint32_t variable = 0; variable < facts.size(); ++variable) {
      if (facts[variable].decides) domain_.set(variable);
    }
  }

  // False where the limits were too low; then nothing in `difference` means anything.
  bool Compare(PlatformDifference* difference) {
    CombineDecisions();
    if (builder_.exhausted()) return false;
    CountPairs();
    for (const auto& [transition, pairs] : Transitions(difference)) {
      const bool same_verdict = transition.before == transition.after;
      (same_verdict ? difference->rule_changes : difference->verdict_changes).push_back(Describe(transition, pairs));
    }
    for (auto* changes : {&difference->verdict_changes, &difference->rule_changes}) {
      std::stable_sort(changes->begin(), changes->end(),
                       [](const CaseChange& a, const CaseChange& b) { return a.cases > b.cases; });
    }
    CompareConditions(difference);
    return !builder_.exhausted();
  }

  bool out_of_time() const { return builder_.out_of_time(); }

 private:
  using VersionsFact = decltype(&UnifiedFact::before);

  // Leaves of one transition's function, for lines.
  enum LineLeaf : int32_t { kNeitherHasIt = 0, kAnotherTransition = 1, kThisTransition = 2 };

  static std::vector<uint8_t> ValueCounts(const std::vector<UnifiedFact>& facts) {
    std::vector<uint8_t> counts;
    counts.reserve(facts.size());
    for (const UnifiedFact& fact : facts) counts.push_back(static_cast<uint8_t>(fact.values.size()));
    return counts;
  }

  Reference TranslateBefore(Reference root, const VariableSet& domain, int32_t no_such_case) {
    return Translate(builder_, before_.forest, root, DictionaryOf(before_, facts_, &UnifiedFact::before_values, domain),
                     no_such_case);
  }
  Reference TranslateAfter(Reference root, const VariableSet& domain, int32_t no_such_case) {
    return Translate(builder_, after_.forest, root, DictionaryOf(after_, facts_, &UnifiedFact::after_values, domain),
                     no_such_case);
  }

  // One function with a leaf for each pair of leaves, numbered as they are met.
  void CombineDecisions() {
    const Reference left = TranslateBefore(before_.decision, domain_, before_side_.no_such_case());
    const Reference right = TranslateAfter(after_.decision, domain_, after_side_.no_such_case());
    absl::flat_hash_map<std::pair<int32_t, int32_t>, int32_t> numbers;
    diagram::Combination pair(builder_, [&](int32_t before, int32_t after) {
      const auto [found, is_new] = numbers.emplace(std::pair(before, after), static_cast<int32_t>(leaf_pairs_.size()));
      if (is_new) leaf_pairs_.push_back({before, after});
      return found->second;
    });
    pairs_ = pair(left, right);
  }

  // How many assignments over the domain come to each leaf.
  std::vector<Count> CountLeaves(Reference root, const VariableSet& domain, size_t leaf_count) const {
    std::vector<Reference> roots;
    const diagram::Forest forest = diagram::Freeze(builder_, std::array{root}, &roots);
    const std::vector<uint8_t> unknown(facts_.size(), diagram::kUnknown);
    std::vector<Count> counts(leaf_count);
    diagram::CountScratch scratch;
    diagram::CountLeaves(forest, roots[0], unknown.data(), domain, scratch, counts);
    return counts;
  }

  void CountPairs() {
    const std::vector<Count> counts = CountLeaves(pairs_, domain_, leaf_pairs_.size());
    for (size_t number = 0; number < leaf_pairs_.size(); ++number) leaf_pairs_[number].cases = counts[number];
  }

  // The numbers of the pairs of each transition that is a change.
  std::map<Transition, std::vector<int32_t>> Transitions(PlatformDifference* difference) const {
    std::map<Transition, std::vector<int32_t>> transitions;
    for (size_t number = 0; number < leaf_pairs_.size(); ++number) {
      const LeafPair& pair = leaf_pairs_[number];
      const CaseOutcome before = before_side_.OutcomeOf(pair.before);
      const CaseOutcome after = after_side_.OutcomeOf(pair.after);
      if (pair.cases == 0 || (!IsVerdict(before) && !IsVerdict(after))) continue;
      difference->cases += pair.cases;
      Transition transition{before, after, "", ""};
      if (before == after) {
        transition.rule_before = before_side_.RuleOf(pair.before);
        transition.rule_after = after_side_.RuleOf(pair.after);
      }
      if (before == after && transition.rule_before == transition.rule_after) {
        difference->unchanged += pair.cases;
      } else {
        transitions[transition].push_back(static_cast<int32_t>(number));
      }
    }
    return transitions;
  }

  CaseChange Describe(const Transition& transition, const std::vector<int32_t>& numbers) {
    CaseChange change{.before = transition.before, .after = transition.after};
    for (const int32_t number : numbers) {
      const LeafPair& pair = leaf_pairs_[static_cast<size_t>(number)];
      change.cases += pair.cases;
      change.rules.push_back({before_side_.RuleOf(pair.before), after_side_.RuleOf(pair.after), pair.cases});
    }
    std::sort(change.rules.begin(), change.rules.end(), [](const RulePair& a, const RulePair& b) {
      return a.cases != b.cases ? a.cases > b.cases : std::pair(a.before, a.after) < std::pair(b.before, b.after);
    });
    FillLines(numbers, &change);
    change.witness = FindWitness(transition);
    return change;
  }

  template <typename LeafOf>
  Reference MapPairs(LeafOf leaf_of) {
    std::vector<Reference> leaves;
    for (size_t number = 0; number < leaf_pairs_.size(); ++number) {
      leaves.push_back(diagram::Leaf(leaf_of(static_cast<int32_t>(number))));
    }
    return builder_.MapLeaves(pairs_, leaves);
  }

  void FillLines(const std::vector<int32_t>& numbers, CaseChange* change) {
    const Reference function = MapPairs([&](int32_t number) {
      if (std::find(numbers.begin(), numbers.end(), number) != numbers.end()) return kThisTransition;
      const LeafPair& pair = leaf_pairs_[static_cast<size_t>(number)];
      const bool neither =
          !IsVerdict(before_side_.OutcomeOf(pair.before)) && !IsVerdict(after_side_.OutcomeOf(pair.after));
      return neither ? kNeitherHasIt : kAnotherTransition;
    });
    const diagram::Lines lines = LinesOf(function);
    for (const diagram::Line& line : lines.lines) {
      ConditionLine& row = change->lines.emplace_back();
      row.cases = line.count;
      for (size_t fact = 0; fact < facts_.size(); ++fact) {
        if (line.values[fact] != diagram::kAnyValue)
          row.conditions.push_back(ConditionOn(facts_[fact], line.values[fact]));
      }
    }
    std::stable_sort(change->lines.begin(), change->lines.end(),
                     [](const ConditionLine& a, const ConditionLine& b) { return a.cases > b.cases; });
    change->cases_beyond_lines = lines.beyond;
  }

  // Searches have builders of their own, so that what one of them needs is none of the next one's business.
  struct Workbench {
    Workbench(const Builder& builder, Reference function)
        : own({builder.value_counts().begin(), builder.value_counts().end()},
              {builder.order().begin(), builder.order().end()}, builder.budget()) {
      std::vector<Reference> roots;
      const diagram::Forest forest = diagram::Freeze(builder, std::array{function}, &roots);
      root = own.Import(forest, roots[0]);
    }

    Builder own;
    Reference root;
  };

  diagram::Lines LinesOf(Reference function) const {
    diagram::LineOptions options{.free_leaf = kNeitherHasIt,
                                 .unlisted_leaf = kAnotherTransition,
                                 .max_lines = limits_.max_lines,
                                 .max_work = limits_.max_line_work};
    Workbench bench(builder_, function);
    diagram::Lines lines = diagram::FewestLines(bench.own, bench.root, domain_, options);
    if (!bench.own.exhausted()) return lines;
    // The order that there is needs no more nodes.
    options.max_work = 0;
    Workbench another(builder_, function);
    return diagram::FewestLines(another.own, another.root, domain_, options);
  }

  static Condition ConditionOn(const UnifiedFact& fact, diagram::ValueSet set) {
    return {fact.id, ValueTexts(fact.values, fact.cut_points, set), ValueTexts(fact.values, fact.cut_points, ~set)};
  }

  // Whether a version whose outcome is to be `wanted` may have `found` in a case that agrees with the witness. What
  // stands for no case of its own has no say, unless that is what is to be shown.
  static bool MayBe(CaseOutcome found, CaseOutcome wanted) {
    if (found == wanted) return true;
    if (found == CaseOutcome::kNoSuchCase) return true;
    return found == CaseOutcome::kImpossible && IsVerdict(wanted);
  }

  static bool Shows(CaseOutcome found, const std::string& rule, CaseOutcome wanted, const std::string& wanted_rule) {
    if (wanted == CaseOutcome::kNoSuchCase) return found == wanted;
    return MayBe(found, wanted) && (!IsVerdict(found) || wanted_rule.empty() || rule == wanted_rule);
  }

  Witness FindWitness(const Transition& wanted) {
    const Reference function = MapPairs([&](int32_t number) {
      const LeafPair& pair = leaf_pairs_[static_cast<size_t>(number)];
      const CaseOutcome before = before_side_.OutcomeOf(pair.before);
      const CaseOutcome after = after_side_.OutcomeOf(pair.after);
      if (!Shows(before, before_side_.RuleOf(pair.before), wanted.before, wanted.rule_before) ||
          !Shows(after, after_side_.RuleOf(pair.after), wanted.after, wanted.rule_after)) {
        return diagram::kMustNotBe;
      }
      return before == wanted.before && after == wanted.after ? diagram::kMustBe : diagram::kMayBe;
    });
    Workbench bench(builder_, function);
    const std::optional<diagram::Settling> settling =
        diagram::FewestSettling(bench.own, bench.root, limits_.max_witness_steps);
    if (!settling) return {};  // only where the builder is exhausted
    return {RequestTo(&UnifiedFact::before, settling->values), RequestTo(&UnifiedFact::after, settling->values),
            settling->fewest};
  }

  // What states `values`, without the own facts that the version does not have.
  std::string RequestTo(VersionsFact side, const std::vector<uint8_t>& values) const {
    std::vector<platform::StatedFact> stated;
    for (size_t index = 0; index < facts_.size(); ++index) {
      const UnifiedFact& fact = facts_[index];
      if (values[index] == diagram::kUnknown) continue;
      const platform::Fact* other = fact.before != nullptr ? fact.before : fact.after;
      if (std::invoke(side, fact) == nullptr && other->own) continue;
      if (Cuts(fact.before, fact) && Cuts(fact.after, fact)) {
        stated.push_back({fact.id, std::string_view(fact.values[values[index]])});
      } else {
        stated.push_back({fact.id, values[index] == 0 ? 0 : fact.cut_points[values[index] - 1u]});
      }
    }
    return platform::RequestText(before_.id, stated);
  }

  // True unless this version has other parts, so that only a number says to both which is meant.
  static bool Cuts(const platform::Fact* version, const UnifiedFact& fact) {
    return version == nullptr || fact.cut_points.empty() || version->cut_points == fact.cut_points;
  }

  void CompareConditions(PlatformDifference* difference) {
    for (const platform::Rule& rule : before_.rules) {
      const auto same = std::find_if(after_.rules.begin(), after_.rules.end(),
                                     [&](const platform::Rule& other) { return other.id == rule.id; });
      if (same != after_.rules.end()) CompareCondition(rule.id, rule.condition, same->condition, difference);
    }
    if (before_.would_vouch && after_.would_vouch) {
      CompareCondition("", *before_.would_vouch, *after_.would_vouch, difference);
    }
  }

  void CompareCondition(const std::string& rule_id, Reference before, Reference after, PlatformDifference* difference) {
    VariableSet all;
    for (uint32_t variable = 0; variable < facts_.size(); ++variable) all.set(variable);
    constexpr int32_t kNoSuchCase = platform::kConditionLeafCount;
    enum : int32_t { kNoDifference, kStarts, kStops, kLeafCount };
    diagram::Combination compare(builder_, [](int32_t left, int32_t right) {
      if (left == platform::kLeafDoesNotHold && right == platform::kLeafHolds) return kStarts;
      return left == platform::kLeafHolds && right == platform::kLeafDoesNotHold ? kStops : kNoDifference;
    });
    const Reference changes =
        compare(TranslateBefore(before, all, kNoSuchCase), TranslateAfter(after, all, kNoSuchCase));
    if (builder_.exhausted() || changes == diagram::Leaf(kNoDifference)) return;
    const std::vector<Count> counts = CountLeaves(changes, all, kLeafCount);
    difference->condition_changes.push_back({rule_id, counts[kStarts], counts[kStops]});
  }

  const Platform& before_;
  const Platform& after_;
  const std::vector<UnifiedFact>& facts_;
  const DifferenceLimits& limits_;
  const Side before_side_;
  const Side after_side_;
  VariableSet domain_;
  Builder builder_;
  Reference pairs_ = diagram::kFalse;
  std::vector<LeafPair> leaf_pairs_;  // by the leaf's number in `pairs_`
};

}  // namespace

absl::Status FindCaseChanges(const Platform& before, const Platform& after, const std::vector<UnifiedFact>& facts,
                             const DifferenceLimits& limits, PlatformDifference* difference) {
  const std::vector<uint32_t> before_order = OrderOf(before, facts);
  const std::vector<uint32_t> after_order = OrderOf(after, facts);
  bool out_of_time = false;
  for (const std::vector<uint32_t>& order :
       {MergedOrder(before_order, after_order), MergedOrder(after_order, before_order)}) {
    PlatformDifference found;
    CaseComparison comparison(before, after, facts, limits, order);
    if (comparison.Compare(&found)) {
      found.platform = std::move(difference->platform);
      found.declarations = std::move(difference->declarations);
      found.effect = difference->effect;
      *difference = std::move(found);
      return absl::OkStatus();
    }
    out_of_time = comparison.out_of_time();
    if (out_of_time) break;
  }
  return absl::ResourceExhaustedError(absl::StrCat("platform '", before.id,
                                                   "': ", out_of_time ? "time was up" : "the diagrams grew too large",
                                                   " while its two versions were compared"));
}

}  // namespace connection_advisor::analysis
