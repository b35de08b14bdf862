// One function of two: their leaves, pair by pair (Bryant's "apply").
#ifndef SERVICE_DIAGRAM_COMBINE_H_
#define SERVICE_DIAGRAM_COMBINE_H_

#include <cstdint>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "service/diagram/builder.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Remembers what it has combined, so that one object for many calls is cheaper than one for each.
class Combination {
 public:
  // The number of the leaf for a leaf of the left function and one of the right; the same for the same two each time.
  using LeafOf = std::function<int32_t(int32_t left, int32_t right)>;

  // The builder must outlive it.
  Combination(Builder& builder, LeafOf leaf_of) : builder_(builder), leaf_of_(std::move(leaf_of)) {}

  // The function with the leaf leaf_of(l, r) where `left` has l and `right` has r. Cost: at most the product of the two
  // sizes.
  Reference operator()(Reference left, Reference right);

 private:
  Builder& builder_;
  const LeafOf leaf_of_;
  absl::flat_hash_map<std::pair<Reference, Reference>, Reference> done_;
};

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_COMBINE_H_
