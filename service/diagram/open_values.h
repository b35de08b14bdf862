// Which values each variable can still have where a function is to come to one leaf.
#ifndef SERVICE_DIAGRAM_OPEN_VALUES_H_
#define SERVICE_DIAGRAM_OPEN_VALUES_H_

#include <array>
#include <cstdint>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// By variable, a bit for each value.
using OpenValueSets = std::array<uint64_t, kMaxVariables>;

// Memory that finding them needs, kept from one time to the next. One per thread.
struct OpenValuesScratch {
  Visited visited;
  std::vector<Reference> nodes;
  std::vector<uint8_t> live;  // by node: whether it reaches the leaf
};

// For every variable of `forest`, the values that it has in some assignment that agrees with `values` (kUnknown: any
// value) and comes to the leaf `leaf`. Cost: O(nodes in reach) x the logarithm of their number.
OpenValueSets OpenValues(const Forest& forest, Reference root, const uint8_t* values, int32_t leaf,
                         OpenValuesScratch& scratch);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_OPEN_VALUES_H_
