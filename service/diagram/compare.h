// Where two functions differ: their product, walked side by side.
#ifndef SERVICE_DIAGRAM_COMPARE_H_
#define SERVICE_DIAGRAM_COMPARE_H_

#include <cstdint>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

struct LeafPair {
  int32_t left;
  int32_t right;
  // How many assignments over `domain` reach this pair.
  Count count;
  // One of them with the fewest variables set: kUnknown where the pair is reached whatever the value.
  std::vector<uint8_t> witness;
};

// A function with some variables fixed: `values` by variable, kUnknown where free.
struct Restricted {
  const Forest& forest;
  Reference root;
  std::vector<uint8_t> values;
};

// Every pair of leaves that some assignment over `domain` reaches in both, by ascending (left, right). Requires forests
// over the same variables in the same order. Cost: at most the product of the two sizes.
std::vector<LeafPair> Compare(const Restricted& left, const Restricted& right, const VariableSet& domain);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_COMPARE_H_
