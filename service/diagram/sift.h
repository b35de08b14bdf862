// Finds an order of the variables in which functions have fewer nodes: sifting (Rudell 1993).
//
// The variable with the most nodes first, each is moved through all levels by swapping neighbouring levels in place,
// and left where the diagram was smallest; again until a round gains nothing. A local search: the order that it finds
// need not be the best.
//
// Worth most while the diagram is small. A hundred shuffled rules over sixty variables, which pass four million nodes
// in the order given, came out at 9,000 to 60,000 nodes in one to four seconds where what had been folded was sifted,
// one round, whenever the builder held more than 20,000 nodes and four times what the sifting before had left. Sifted
// only at a million nodes, they took ten times as long.
#ifndef SERVICE_DIAGRAM_SIFT_H_
#define SERVICE_DIAGRAM_SIFT_H_

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "service/diagram/builder.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Past a limit the best order so far is taken.
struct SiftLimits {
  // One gains nearly all there is, and is enough where the functions are about to grow on.
  uint32_t max_rounds = std::numeric_limits<uint32_t>::max();
  // A step that might lead to more nodes than this is not taken.
  uint32_t max_nodes = std::numeric_limits<int32_t>::max();
  // How many children may be looked at. Unlike the deadline, it stops at the same place every time.
  uint64_t max_work = std::numeric_limits<uint64_t>::max();
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

struct Sifted {
  std::unique_ptr<Builder> builder;  // with the new order and the old budget
  std::vector<Reference> roots;      // the same functions in it, in the order given
};

// The functions `roots` of `builder` in an order in which they have no more nodes than before, together and without
// what else the builder holds. The builder may be exhausted, if the functions were built before it was. The same
// functions in the same order give the same result whatever was built before, unless the deadline passes. Cost: a round
// takes at most variables^2 swaps, each O(children at the level that moves down).
Sifted Sift(const Builder& builder, std::span<const Reference> roots, const SiftLimits& limits = {});

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_SIFT_H_
