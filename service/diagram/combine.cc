#include "service/diagram/combine.h"

#include <algorithm>
#include <array>
#include <span>

namespace connection_advisor::diagram {

Reference Combination::operator()(Reference left, Reference right) {
  if (builder_.exhausted()) return kFalse;
  if (IsLeaf(left) && IsLeaf(right)) return Leaf(leaf_of_(LeafNumber(left), LeafNumber(right)));
  if (const auto known = done_.find({left, right}); known != done_.end()) return known->second;
  const uint32_t level = std::min(builder_.level(left), builder_.level(right));
  const uint32_t variable = builder_.order()[level];
  const uint32_t value_count = builder_.value_counts()[variable];
  std::array<Reference, kMaxValues> children;
  for (uint32_t value = 0; value < value_count; ++value) {
    // Rows of children move when the builder grows, so each is looked at anew.
    const auto below = [&](Reference at) { return builder_.level(at) == level ? builder_.children(at)[value] : at; };
    children[value] = (*this)(below(left), below(right));
  }
  const Reference result = builder_.Case(variable, std::span(children).first(value_count));
  done_.emplace(std::pair(left, right), result);
  return result;
}

}  // namespace connection_advisor::diagram
