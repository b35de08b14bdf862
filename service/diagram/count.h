// How many complete assignments reach each leaf: exact, in 128-bit integers.
#ifndef SERVICE_DIAGRAM_COUNT_H_
#define SERVICE_DIAGRAM_COUNT_H_

#include <span>
#include <string>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Memory that counting needs, kept from one count to the next. One per thread.
struct CountScratch {
  Visited visited;
  std::vector<Reference> nodes;
  std::vector<Count> weights;  // by node: how many ways lead to it
};

// Adds to counts[n], for each leaf n, the number of assignments that agree with `values` (kUnknown: any value) and
// reach it, over the variables of `domain`. Requires that `root` depends on no other unknown variable, and that the
// product of the value counts of `domain` fits kMaxCountBits. Cost: O(nodes in reach) x the logarithm of their number.
void CountLeaves(const Forest& forest, Reference root, const uint8_t* values, const VariableSet& domain,
                 CountScratch& scratch, std::span<Count> counts);

// In decimal digits.
std::string ToString(Count count);
// The quotient as a double: one division at the end, so the two counts stay exact until then. 0 of 0 is 0.
double Share(Count part, Count whole);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_COUNT_H_
