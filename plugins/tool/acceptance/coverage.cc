#include "plugins/tool/acceptance/coverage.h"

#include <algorithm>

#include "service/diagram/reach.h"

namespace connection_advisor::tool {

using diagram::kUnknown;
using diagram::Reference;
using platform::Outcome;
using platform::Platform;

std::vector<BoundaryGoal> BoundariesAt(const Platform& platform, const Statement& stated) {
  std::vector<BoundaryGoal> boundaries;
  for (uint32_t fact = 0; fact < stated.values.size(); ++fact) {
    if (stated.values[fact] == kUnknown) continue;
    for (uint32_t cut = 0; cut < platform.facts[fact].cut_points.size(); ++cut) {
      for (const bool above : {false, true}) {
        const BoundaryGoal boundary{fact, cut, above};
        const std::optional<int32_t>& number = stated.numbers[fact];
        if (stated.values[fact] == boundary.part() && (!number || *number == boundary.number(platform))) {
          boundaries.push_back(boundary);
        }
      }
    }
  }
  return boundaries;
}

std::vector<uint8_t> Across(const Statement& stated, const BoundaryGoal& boundary) {
  std::vector<uint8_t> values = stated.values;
  values[boundary.fact] = boundary.part_across();
  return values;
}

Coverage::Coverage(const Platform& platform)
    : platform_(platform),
      asker_(platform),
      goals_(GoalsOf(platform)),
      covered_(goals_.size(), false),
      gaps_(goals_.size()) {
  const diagram::Forest& forest = platform.verdict_forest;
  size_t edges = 0;
  for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
    first_edges_.push_back(edges);
    edges += forest.children(node).size();
  }
  edges_.assign(edges, goals_.size());
  for (size_t goal = 0; goal < goals_.size(); ++goal) {
    if (const auto* edge = std::get_if<EdgeGoal>(&goals_[goal])) edges_[EdgePlace(edge->node, edge->value)] = goal;
  }
}

std::vector<Goal> Coverage::Add(const Statement& stated, const Expectation& expected) {
  std::vector<Goal> news;
  VisitCovered(stated, expected, [&](size_t goal) {
    if (covered_[goal]) return;
    covered_[goal] = true;
    --gaps_;
    news.push_back(goals_[goal]);
  });
  return news;
}

bool Coverage::Covers(const Statement& stated, const Expectation& expected, const Goal& goal) {
  bool covers = false;
  const size_t wanted = IndexOf(goal);
  VisitCovered(stated, expected, [&](size_t covered) { covers = covers || covered == wanted; });
  return covers;
}

bool Coverage::IsCovered(const Goal& goal) const { return covered_[IndexOf(goal)]; }

std::vector<Goal> Coverage::Gaps() const {
  std::vector<Goal> gaps;
  for (size_t goal = 0; goal < goals_.size(); ++goal) {
    if (!covered_[goal]) gaps.push_back(goals_[goal]);
  }
  return gaps;
}

size_t Coverage::IndexOf(const Goal& goal) const {
  if (const auto* rule = std::get_if<RuleGoal>(&goal)) return rule->rule;
  if (const auto* edge = std::get_if<EdgeGoal>(&goal)) return edges_[EdgePlace(edge->node, edge->value)];
  return static_cast<size_t>(std::find(goals_.begin(), goals_.end(), goal) - goals_.begin());
}

void Coverage::VisitCovered(const Statement& stated, const Expectation& expected, const Visitor& visit) {
  const Answer answer = asker_.Ask(stated.values);
  VisitRules(stated, answer, visit);
  if (answer.verdict != Verdict::kImpossible && answer.verdict != Verdict::kNeedsInformation) {
    walks_.assign(platform_.verdict_forest.node_count(), Walk::kNotYet);
    VisitEdges(platform_.verdict, asker_.decision().values.data(), visit);
  }
  VisitBoundaries(stated, expected, answer, visit);
}

void Coverage::VisitRules(const Statement& stated, const Answer& answer, const Visitor& visit) {
  if (answer.verdict == Verdict::kImpossible) {
    constexpr uint64_t kHolds = uint64_t{1} << platform::kLeafHolds;
    for (const platform::RuleCondition& rule : platform_.conditions[static_cast<size_t>(Outcome::kImpossible)]) {
      const uint64_t leaves =
          diagram::LeavesInReach(platform_.forest, rule.condition, stated.values.data(), asker_.visited());
      if (leaves == kHolds) visit(rule.rule);
    }
    return;
  }
  const advice::Decision& decision = asker_.decision();
  const bool one_decides = decision.deciding.count() == 1;
  for (uint32_t rule = 0; rule < platform_.rules.size(); ++rule) {
    if (answer.notes.test(rule) || (one_decides && decision.deciding.test(rule))) visit(rule);
  }
}

void Coverage::VisitBoundaries(const Statement& stated, const Expectation& expected, const Answer& answer,
                               const Visitor& visit) {
  for (const BoundaryGoal& boundary : BoundariesAt(platform_, stated)) {
    const size_t goal = IndexOf(boundary);
    // One that makes no difference is no goal.
    if (goal == goals_.size()) continue;
    if (DifferWhereExpected(expected, answer, asker_.Ask(Across(stated, boundary)))) visit(goal);
  }
}

bool Coverage::VisitEdges(Reference at, const uint8_t* values, const Visitor& visit) {
  if (diagram::IsLeaf(at)) return diagram::LeafNumber(at) != static_cast<int32_t>(Outcome::kImpossible);
  const Walk known = walks_[static_cast<size_t>(at)];
  if (known != Walk::kNotYet) return known == Walk::kPossible;
  const uint8_t stated = values[platform_.verdict_forest.variable(at)];
  const auto children = platform_.verdict_forest.children(at);
  bool possible = false;
  for (size_t value = 0; value < children.size(); ++value) {
    if (stated != kUnknown && stated != value) continue;
    if (!VisitEdges(children[value], values, visit)) continue;
    possible = true;
    visit(edges_[EdgePlace(at, static_cast<uint8_t>(value))]);
  }
  walks_[static_cast<size_t>(at)] = possible ? Walk::kPossible : Walk::kImpossible;
  return possible;
}

}  // namespace connection_advisor::tool
