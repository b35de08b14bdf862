// How the assignments split over the leaves, by the value of each variable.
#ifndef SERVICE_DIAGRAM_SPLIT_H_
#define SERVICE_DIAGRAM_SPLIT_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Shares of all assignments, in fixed point: whole numbers, so that the same diagram gives the same shares on every
// machine. Rounded up at each step, so that no leaf in reach has none, however few of the assignments come to it.
inline constexpr uint32_t kShareBits = 56;
inline constexpr uint64_t kWholeShare = uint64_t{1} << kShareBits;

// By the number of the leaf.
inline constexpr uint32_t kSplitLeaves = 4;
using LeafShares = std::array<uint64_t, kSplitLeaves>;

// Memory that splitting needs, kept from one time to the next. One per thread.
struct SplitScratch {
  Visited visited;
  std::vector<Reference> nodes;
  std::vector<LeafShares> below;  // by node: of the assignments that come to it
  std::vector<uint64_t> above;    // by node: how many come to it
};

class Split {
 public:
  const LeafShares& all() const { return all_; }
  // Of a variable that is unknown and tested in reach, by value; empty for the others, which split nothing.
  std::span<const LeafShares> of(uint32_t variable) const {
    return {shares_.data() + first_[variable], value_count_[variable]};
  }
  // How many are in reach.
  uint32_t nodes() const { return nodes_; }

 private:
  LeafShares all_{};
  std::vector<LeafShares> shares_;
  std::array<uint32_t, kMaxVariables> first_{};
  std::array<uint8_t, kMaxVariables> value_count_{};
  uint32_t nodes_ = 0;

  friend class SplittingPass;
};

// Of the assignments that agree with `values` (kUnknown: any value), each counting the same: the share that comes to
// each leaf, and the shares of those among them that give a variable a value. Requires leaves below kSplitLeaves.
// Cost: O(children in reach), and the logarithm of the nodes for each of them.
void SplitByValue(const Forest& forest, Reference root, const uint8_t* values, SplitScratch& scratch, Split* split);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_SPLIT_H_
