// What the cases of a platform can cover.
#ifndef PLUGINS_TOOL_ACCEPTANCE_GOAL_H_
#define PLUGINS_TOOL_ACCEPTANCE_GOAL_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// A rule: with a verdict, it decides; a note, it holds; an impossible rule, it holds of what is stated.
struct RuleGoal {
  uint32_t rule;
  bool operator==(const RuleGoal&) const = default;
};

// One side of a cut point of an integer fact: from above the number itself, from below the one before it.
struct BoundaryGoal {
  uint32_t fact;
  uint32_t cut;  // index into Fact::cut_points
  bool above;
  bool operator==(const BoundaryGoal&) const = default;

  uint8_t part() const { return static_cast<uint8_t>(above ? cut + 1 : cut); }
  uint8_t part_across() const { return static_cast<uint8_t>(above ? cut : cut + 1); }
  // The number that stands at the boundary on this side.
  int32_t number(const platform::Platform& platform) const {
    return platform.facts[fact].cut_points[cut] - (above ? 0 : 1);
  }
};

// An edge of the verdict's diagram that some possible case walks.
struct EdgeGoal {
  diagram::Reference node;  // in Platform::verdict_forest
  uint8_t value;            // of the node's fact
  bool operator==(const EdgeGoal&) const = default;
};

using Goal = std::variant<RuleGoal, BoundaryGoal, EdgeGoal>;

// All that the cases of `platform` can cover: its rules; the sides of the boundaries that make a difference to the
// deciding rule or to a note; the edges. Edges that lead to what is impossible are none. Cost: O(nodes).
std::vector<Goal> GoalsOf(const platform::Platform& platform);

// In words: "rule name_and_desk decides". Cost: for an edge, O(nodes).
std::string Describe(const platform::Platform& platform, const Goal& goal);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_GOAL_H_
