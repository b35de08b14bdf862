// The words that all operations on diagrams share.
//
// A diagram is an ordered, reduced, multi-valued decision diagram (Bryant 1986; Kam et al. 1998 for more than two
// values per variable): a rooted acyclic graph whose inner nodes each test one variable, with one child per value, in
// one global order on every path; no node has all children equal and no two nodes are equal. So equal functions over
// one order are the same node.
#ifndef SERVICE_DIAGRAM_REFERENCE_H_
#define SERVICE_DIAGRAM_REFERENCE_H_

#include <bitset>
#include <cstdint>

namespace connection_advisor::diagram {

// An inner node by its number if at least 0, else the leaf with the number -1 - reference.
using Reference = int32_t;

constexpr Reference Leaf(int32_t number) { return -1 - number; }
constexpr bool IsLeaf(Reference reference) { return reference < 0; }
constexpr int32_t LeafNumber(Reference reference) { return -1 - reference; }

// Leaves of a boolean function.
inline constexpr Reference kFalse = Leaf(0);
inline constexpr Reference kTrue = Leaf(1);

inline constexpr uint32_t kMaxVariables = 128;
inline constexpr uint32_t kMaxValues = 64;

// Stands for the value of a variable that is not known, in an array of values by variable.
inline constexpr uint8_t kUnknown = 0xFF;

using VariableSet = std::bitset<kMaxVariables>;

// Exact numbers of assignments: at most 2^120, so that sums of them over 128 variables fit as well.
__extension__ using Count = unsigned __int128;
inline constexpr uint32_t kMaxCountBits = 120;

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_REFERENCE_H_
