// What forces a function to come to a leaf, whatever the unknown variables are: the fewest known values to change for
// it, or the fewest to keep.
//
// Both walk the diagram level by level with all nodes that the unknown variables leave in reach at once (the subset
// construction of automata), and cut off whatever needs more than is allowed by a bound that one pass over the nodes
// gives: what it would take if the choice could depend on the unknown variables. Where nothing is unknown the bound is
// exact, and nothing is searched that is not part of an answer.
#ifndef SERVICE_DIAGRAM_FORCING_H_
#define SERVICE_DIAGRAM_FORCING_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/change.h"
#include "service/diagram/forest.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

inline constexpr uint32_t kMostChanges = 4;
inline constexpr uint32_t kMostToKeepFew = 16;

// How much may be searched: a step is one node, looked at together with those that are in reach beside it. With this
// many, a search takes some milliseconds at most. Deterministic, unlike a clock.
inline constexpr uint32_t kMaxForcingSteps = uint32_t{1} << 19;

// Memory that searching needs, kept from one search to the next. One per thread.
struct ForcingScratch {
  Visited visited;
  std::vector<uint8_t> fewest;      // by node: the least that it takes from there
  std::vector<uint8_t> fewest_way;  // the same if the unknown variables helped
  std::vector<Reference> pool;      // the nodes of all sets that were searched
};

// The fewest changes of variables in `changeable` after which every assignment that agrees comes to the leaf `wanted`
// or to `ignored`, and some to `wanted`. Ties: the most changes in `preferred`, then the lower list of (variable,
// value). By ascending variable. Nothing where it takes more than kMostChanges, or where the search needs more than
// `max_steps`.
//
// `values` by variable, kUnknown where open; those in `changeable` are known. Leaves have numbers below 64.
// Cost: O(nodes of the forest) and the search, O(max_steps).
std::optional<std::vector<Change>> FewestChanges(const Forest& forest, Reference root, const uint8_t* values,
                                                 const VariableSet& changeable, const VariableSet& preferred,
                                                 int32_t wanted, int32_t ignored, ForcingScratch& scratch,
                                                 uint32_t max_steps = kMaxForcingSteps);

// Variables in `droppable` such that, when all others of it are unknown, every assignment that agrees comes to a leaf
// of `allowed` (bits), as they do when all are known; none of them can be dropped too. By ascending variable. The
// fewest, ties to the lower list, where at most kMostToKeepFew of them are tested by the diagram and the search needs
// no more than `max_steps`; else they are dropped one by one, the last first.
//
// `values` by variable, kUnknown where open; those in `droppable` are known. Leaves have numbers below 64.
// Cost: O(nodes of the forest) and the search, O(max_steps); else a walk of what is in reach for each of `droppable`.
std::vector<uint32_t> FewestToKeep(const Forest& forest, Reference root, const uint8_t* values,
                                   const VariableSet& droppable, uint64_t allowed, ForcingScratch& scratch,
                                   uint32_t max_steps = kMaxForcingSteps);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_FORCING_H_
