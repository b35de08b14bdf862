// The assignment that comes to a leaf and is nearest to what is known.
#ifndef SERVICE_DIAGRAM_NEAREST_H_
#define SERVICE_DIAGRAM_NEAREST_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/change.h"
#include "service/diagram/forest.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Memory that looking for it needs, kept from one time to the next. One per thread.
struct NearestScratch {
  Visited visited;
  std::vector<uint32_t> below;  // by node: the cost of the cheapest way from there to the leaf
  std::vector<uint32_t> above;  // by node: that of the cheapest way from the root to it
};

// With both, every assignment that agrees comes to the leaf, or to the one that is ignored. By ascending variable.
struct Nearest {
  std::vector<Change> changes;   // known variables that get another value
  std::vector<Change> settings;  // unknown variables that get one
};

// The fewest changes of known variables after which some assignment that agrees comes to `leaf`. Ties: the most changes
// in `preferred`, then the lower list of (variable, value). Then settings of unknown variables, few of them, of which
// none can be left out. Nothing where `leaf` is not in reach of `root`.
//
// `values` by variable, kUnknown where open. Cost: O(nodes of the forest) for each change, and a walk of what is in
// reach for each unknown variable on one path.
std::optional<Nearest> FindNearest(const Forest& forest, Reference root, const uint8_t* values,
                                   const VariableSet& preferred, int32_t leaf, int32_t ignored,
                                   NearestScratch& scratch);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_NEAREST_H_
