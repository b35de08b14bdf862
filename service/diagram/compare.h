// Where two functions differ: their product, walked side by side.
#ifndef SERVICE_DIAGRAM_COMPARE_H_
#define SERVICE_DIAGRAM_COMPARE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

struct LeafPair {
  int32_t left;
  int32_t right;
  // How many assignments over the domain reach this pair.
  Count count;
  // Values by variable, kUnknown where any will do: every assignment that agrees with them reaches this pair. A
  // shortest path through the product, less what it can do without, so that no value in it can be left out. Fixed
  // variables are not repeated.
  std::vector<uint8_t> witness;
};

// A function with some variables fixed: `values` by variable, kUnknown where free.
struct Restricted {
  const Forest& forest;
  Reference root;
  std::vector<uint8_t> values;
};

// Every pair of leaves that some assignment over `domain` reaches in both, by ascending (left, right). Fixed variables
// are ignored on the side where they are fixed; one in the domain still counts once for each of its values. Requires
// forests over the same variables, a domain with every free variable that either function depends on, and that its
// value counts multiply to at most 2^kMaxCountBits. Cost: at most the product of the two sizes; where the orders
// differ, that of bringing the right function into the left one's order too.
std::vector<LeafPair> Compare(const Restricted& left, const Restricted& right, const VariableSet& domain);

// The same for functions that nobody vouches for: nothing where more than `max_pairs` pairs of nodes, or more nodes
// than that, would have to be looked at.
std::optional<std::vector<LeafPair>> CompareWithin(const Restricted& left, const Restricted& right,
                                                   const VariableSet& domain, uint32_t max_pairs);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_COMPARE_H_
