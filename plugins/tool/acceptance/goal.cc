#include "plugins/tool/acceptance/goal.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/diagram/path.h"
#include "service/diagram/reach.h"

namespace connection_advisor::tool {
namespace {

using diagram::Forest;
using diagram::Reference;
using platform::Outcome;
using platform::Platform;

// Calls `visit` with every node that one of `roots` reaches, parents first.
template <typename Visitor>
void VisitNodes(const Forest& forest, const std::vector<Reference>& roots, Visitor visit) {
  std::vector<bool> reached(forest.node_count(), false);
  const auto reach = [&](Reference at) {
    if (!diagram::IsLeaf(at)) reached[static_cast<size_t>(at)] = true;
  };
  for (const Reference root : roots) reach(root);
  // Children have higher numbers than their parents.
  for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
    if (!reached[static_cast<size_t>(node)]) continue;
    visit(node);
    for (const Reference child : forest.children(node)) reach(child);
  }
}

// Equal functions are equal nodes, so a boundary makes a difference where a node tells its two sides apart.
void AddBoundaries(const Platform& platform, std::vector<Goal>* goals) {
  std::vector<Reference> roots = {platform.decision};
  for (const platform::RuleCondition& note : platform.conditions[static_cast<size_t>(Outcome::kNote)]) {
    roots.push_back(note.condition);
  }
  std::vector<std::vector<bool>> matters;
  for (const platform::Fact& fact : platform.facts) matters.emplace_back(fact.cut_points.size(), false);
  VisitNodes(platform.forest, roots, [&](Reference node) {
    const auto children = platform.forest.children(node);
    std::vector<bool>& cuts = matters[platform.forest.variable(node)];
    for (size_t cut = 0; cut < cuts.size(); ++cut) {
      if (children[cut] != children[cut + 1]) cuts[cut] = true;
    }
  });
  for (uint32_t fact = 0; fact < matters.size(); ++fact) {
    for (uint32_t cut = 0; cut < matters[fact].size(); ++cut) {
      if (!matters[fact][cut]) continue;
      for (const bool above : {false, true}) goals->push_back(BoundaryGoal{fact, cut, above});
    }
  }
}

void AddEdges(const Platform& platform, std::vector<Goal>* goals) {
  constexpr Reference kImpossible = diagram::Leaf(static_cast<int32_t>(Outcome::kImpossible));
  VisitNodes(platform.verdict_forest, {platform.verdict}, [&](Reference node) {
    const auto children = platform.verdict_forest.children(node);
    for (size_t value = 0; value < children.size(); ++value) {
      if (children[value] != kImpossible) goals->push_back(EdgeGoal{node, static_cast<uint8_t>(value)});
    }
  });
}

std::string Text(const Platform& platform, uint32_t fact, uint8_t value) {
  return absl::StrCat(platform.facts[fact].id, " = ", platform.facts[fact].values[value]);
}

std::string Describe(const Platform& platform, const RuleGoal& goal) {
  const platform::Rule& rule = platform.rules[goal.rule];
  switch (rule.outcome) {
    case Outcome::kNote:
      return absl::StrCat("note ", rule.id, " holds");
    case Outcome::kImpossible:
      return absl::StrCat("impossible rule ", rule.id, " holds");
    default:
      return absl::StrCat("rule ", rule.id, " decides");
  }
}

std::string Describe(const Platform& platform, const BoundaryGoal& goal) {
  const platform::Fact& fact = platform.facts[goal.fact];
  return absl::StrCat(fact.id, " at ", goal.number(platform), goal.above ? ", the first of \"" : ", the last of \"",
                      fact.values[goal.part()], "\"");
}

std::string Describe(const Platform& platform, const EdgeGoal& goal) {
  const Forest& forest = platform.verdict_forest;
  std::vector<std::string> before;
  const std::optional<std::vector<uint8_t>> way = diagram::ShortestPathTo(forest, platform.verdict, goal.node);
  for (const uint32_t fact : forest.order()) {
    if (way && (*way)[fact] != diagram::kUnknown) before.push_back(Text(platform, fact, (*way)[fact]));
  }
  return absl::StrCat("edge ", Text(platform, forest.variable(goal.node), goal.value), before.empty() ? "" : ", where ",
                      absl::StrJoin(before, ", "));
}

}  // namespace

std::vector<Goal> GoalsOf(const Platform& platform) {
  std::vector<Goal> goals;
  for (uint32_t rule = 0; rule < platform.rules.size(); ++rule) goals.push_back(RuleGoal{rule});
  AddBoundaries(platform, &goals);
  AddEdges(platform, &goals);
  return goals;
}

std::string Describe(const Platform& platform, const Goal& goal) {
  return std::visit([&](const auto& one) { return Describe(platform, one); }, goal);
}

}  // namespace connection_advisor::tool
