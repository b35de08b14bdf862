#include "plugins/tool/acceptance/suggest.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "plugins/tool/acceptance/answer.h"
#include "service/diagram/builder.h"
#include "service/diagram/compare.h"
#include "service/diagram/path.h"

namespace connection_advisor::tool {
namespace {

using diagram::kUnknown;
using diagram::Reference;
using platform::FactKind;
using platform::Outcome;
using platform::Platform;

// One way to state a fact.
struct Sayable {
  uint8_t value;
  std::optional<int32_t> number;
};

// A part of an integer is stated by a number that stands at its boundaries.
std::vector<Sayable> SayablesOf(const platform::Fact& fact) {
  std::vector<Sayable> sayables;
  for (size_t part = 0; part < fact.values.size(); ++part) {
    const auto value = static_cast<uint8_t>(part);
    if (fact.kind != FactKind::kInteger) {
      sayables.push_back({value, std::nullopt});
      continue;
    }
    const size_t cuts = fact.cut_points.size();
    if (value > 0) sayables.push_back({value, fact.cut_points[value - 1]});
    if (value < cuts && (value == 0 || fact.cut_points[value] - 1 != fact.cut_points[value - 1])) {
      sayables.push_back({value, fact.cut_points[value] - 1});
    }
  }
  return sayables;
}

void Say(uint32_t fact, const Sayable& sayable, Statement* stated) {
  stated->values[fact] = sayable.value;
  stated->numbers[fact] = sayable.number;
}

void Unsay(uint32_t fact, Statement* stated) {
  stated->values[fact] = kUnknown;
  stated->numbers[fact].reset();
}

Expectation ExpectationWith(Asker& asker, const Platform& platform, const Statement& stated) {
  const Answer answer = asker.Ask(stated.values);
  Expectation expected{.verdict = answer.verdict, .notes = answer.notes, .first_question = answer.first_question};
  for (uint32_t rule = 0; rule < platform.rules.size() && !expected.rule; ++rule) {
    if (answer.rules.test(rule)) expected.rule = rule;
  }
  if (answer.verdict == Verdict::kImpossible) return expected;
  for (const BoundaryGoal& boundary : BoundariesAt(platform, stated)) {
    expected.without_notes |= asker.Ask(Across(stated, boundary)).notes & ~answer.notes;
  }
  return expected;
}

class Suggester {
 public:
  Suggester(const Platform& platform, Coverage* coverage, const SuggestLimits& limits)
      : platform_(platform), coverage_(*coverage), limits_(limits), asker_(platform) {
    for (const platform::Fact& fact : platform.facts) sayables_.push_back(SayablesOf(fact));
  }

  std::vector<Suggestion> Run() {
    if (platform_.knowledge) SearchSmallOnes();
    for (const Goal& gap : coverage_.Gaps()) {
      if (done()) break;
      if (coverage_.IsCovered(gap)) continue;  // by one of the suggestions
      if (const std::optional<Statement> stated = StatementFor(gap)) Try(Reduced(*stated, gap));
    }
    return std::move(suggestions_);
  }

 private:
  bool done() const { return coverage_.complete() || suggestions_.size() >= limits_.max_suggestions; }

  // Suggests the case, if it closes a gap.
  void Try(const Statement& stated) {
    const Expectation expected = ExpectationWith(asker_, platform_, stated);
    std::vector<Goal> closes = coverage_.Add(stated, expected);
    if (!closes.empty()) suggestions_.push_back({stated, expected, std::move(closes)});
  }

  // ---- All statements of few facts, the fewest first, then in declared order

  void SearchSmallOnes() {
    // How many statements of so many of the facts there are.
    std::vector<size_t> counts(limits_.max_facts + 1, 0);
    counts[0] = 1;
    for (const std::vector<Sayable>& sayables : sayables_) {
      for (size_t size = limits_.max_facts; size > 0; --size) counts[size] += counts[size - 1] * sayables.size();
    }
    const size_t nodes = platform_.verdict_forest.node_count() + 1;
    size_t steps = 0;
    Statement stated(platform_);
    for (size_t size = 0; size <= limits_.max_facts; ++size) {
      steps += counts[size] * nodes;
      if (steps > limits_.max_steps) break;
      TryAll(size, 0, &stated);
    }
  }

  void TryAll(size_t size, uint32_t first_fact, Statement* stated) {
    if (done()) return;
    if (size == 0) return TryPossible(*stated);
    for (uint32_t fact = first_fact; fact < sayables_.size(); ++fact) {
      for (const Sayable& sayable : sayables_[fact]) {
        Say(fact, sayable, stated);
        TryAll(size - 1, fact + 1, stated);
      }
      Unsay(fact, stated);
    }
  }

  void TryPossible(const Statement& stated) {
    if (asker_.Ask(stated.values).verdict != Verdict::kImpossible) Try(stated);
  }

  // ---- One statement for one gap, from the diagrams

  std::optional<Statement> StatementFor(const Goal& gap) const {
    const std::optional<std::vector<uint8_t>> values =
        std::visit([&](const auto& goal) { return ValuesFor(goal); }, gap);
    if (!values) return std::nullopt;
    Statement stated(platform_);
    for (uint32_t fact = 0; fact < values->size(); ++fact) {
      const uint8_t value = (*values)[fact];
      if (value == kUnknown) continue;
      const auto sayable = std::find_if(sayables_[fact].begin(), sayables_[fact].end(),
                                        [&](const Sayable& row) { return row.value == value; });
      Say(fact, *sayable, &stated);
    }
    if (const auto* boundary = std::get_if<BoundaryGoal>(&gap)) {
      stated.numbers[boundary->fact] = boundary->number(platform_);
    }
    return stated;
  }

  std::optional<std::vector<uint8_t>> ValuesFor(const RuleGoal& goal) const {
    const platform::Rule& rule = platform_.rules[goal.rule];
    const bool decides = rule.outcome != Outcome::kNote && rule.outcome != Outcome::kImpossible;
    return decides ? diagram::ShortestPath(platform_.forest, platform_.decision, platform::DecisionLeaf(goal.rule))
                   : diagram::ShortestPath(platform_.forest, rule.condition, platform::kLeafHolds);
  }

  // To the node, along the edge, and on to the nearest verdict.
  std::optional<std::vector<uint8_t>> ValuesFor(const EdgeGoal& goal) const {
    const diagram::Forest& forest = platform_.verdict_forest;
    std::optional<std::vector<uint8_t>> values = diagram::ShortestPathTo(forest, platform_.verdict, goal.node);
    std::optional<std::vector<uint8_t>> rest;
    for (const Outcome verdict : platform::kVerdicts) {
      std::optional<std::vector<uint8_t>> path =
          diagram::ShortestPath(forest, forest.children(goal.node)[goal.value], static_cast<int32_t>(verdict));
      if (path && (!rest || Stated(*path) < Stated(*rest))) rest = std::move(path);
    }
    if (!values || !rest) return std::nullopt;
    (*values)[forest.variable(goal.node)] = goal.value;
    Merge(*rest, &*values);
    return values;
  }

  // What decides otherwise across the boundary; else what is noted otherwise.
  std::optional<std::vector<uint8_t>> ValuesFor(const BoundaryGoal& goal) const {
    std::vector<Reference> roots = {platform_.decision};
    for (const platform::RuleCondition& note : platform_.conditions[static_cast<size_t>(Outcome::kNote)]) {
      roots.push_back(note.condition);
    }
    for (const Reference root : roots) {
      if (std::optional<std::vector<uint8_t>> values = Difference(root, goal)) return values;
    }
    return std::nullopt;
  }

  // The fewest values with which the function differs across the boundary, a possible case where there is one.
  std::optional<std::vector<uint8_t>> Difference(Reference root, const BoundaryGoal& goal) const {
    std::vector<uint8_t> here(platform_.facts.size(), kUnknown);
    std::vector<uint8_t> across = here;
    here[goal.fact] = goal.part();
    across[goal.fact] = goal.part_across();
    diagram::Builder builder({platform_.forest.value_counts().begin(), platform_.forest.value_counts().end()},
                             {platform_.forest.order().begin(), platform_.forest.order().end()});
    diagram::VariableSet domain = builder.Support(builder.Import(platform_.forest, root));
    domain.reset(goal.fact);

    const std::vector<diagram::LeafPair> pairs =
        diagram::Compare({platform_.forest, root, here}, {platform_.forest, root, across}, domain);
    const diagram::LeafPair* best = nullptr;
    const auto rank = [](const diagram::LeafPair& pair) { return std::pair(pair.left == 0, Stated(pair.witness)); };
    for (const diagram::LeafPair& pair : pairs) {
      if (pair.left != pair.right && (best == nullptr || rank(pair) < rank(*best))) best = &pair;
    }
    if (best == nullptr) return std::nullopt;
    Merge(best->witness, &here);
    return here;
  }

  static size_t Stated(const std::vector<uint8_t>& values) {
    return static_cast<size_t>(
        std::count_if(values.begin(), values.end(), [](uint8_t value) { return value != kUnknown; }));
  }

  static void Merge(const std::vector<uint8_t>& more, std::vector<uint8_t>* values) {
    for (size_t fact = 0; fact < more.size(); ++fact) {
      if (more[fact] != kUnknown) (*values)[fact] = more[fact];
    }
  }

  // Leaves facts out as long as the gap is still closed. One that was needed may be needed no more once another is
  // gone and its assumption stands in its place, so all are looked at again.
  Statement Reduced(Statement stated, const Goal& gap) {
    for (bool reduced = true; reduced;) {
      reduced = false;
      for (uint32_t fact = 0; fact < stated.values.size(); ++fact) {
        if (stated.values[fact] == kUnknown) continue;
        Statement less = stated;
        Unsay(fact, &less);
        // What is expected matters to boundaries only.
        const bool is_boundary = std::holds_alternative<BoundaryGoal>(gap);
        const Expectation expected = is_boundary ? ExpectationWith(asker_, platform_, less) : Expectation();
        if (!coverage_.Covers(less, expected, gap)) continue;
        stated = std::move(less);
        reduced = true;
      }
    }
    return stated;
  }

  const Platform& platform_;
  Coverage& coverage_;
  const SuggestLimits limits_;
  Asker asker_;
  std::vector<std::vector<Sayable>> sayables_;  // by fact
  std::vector<Suggestion> suggestions_;
};

}  // namespace

Expectation ExpectationNow(const Platform& platform, const Statement& stated) {
  Asker asker(platform);
  return ExpectationWith(asker, platform, stated);
}

std::vector<Suggestion> Suggest(const Platform& platform, Coverage* coverage, const SuggestLimits& limits) {
  return Suggester(platform, coverage, limits).Run();
}

}  // namespace connection_advisor::tool
