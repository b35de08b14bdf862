#include "service/diagram/path.h"

#include <algorithm>
#include <limits>

namespace connection_advisor::diagram {
namespace {

constexpr uint32_t kNoWay = std::numeric_limits<uint32_t>::max();

}  // namespace

std::optional<std::vector<uint8_t>> ShortestPathTo(const Forest& forest, Reference root, Reference target) {
  std::vector<uint32_t> length(forest.node_count(), kNoWay);
  const auto length_from = [&](Reference at) {
    if (at == target) return uint32_t{0};
    return IsLeaf(at) ? kNoWay : length[static_cast<size_t>(at)];
  };
  const auto nearest_child = [&](Reference node) {
    const std::span<const Reference> children = forest.children(node);
    return std::min_element(children.begin(), children.end(),
                            [&](Reference a, Reference b) { return length_from(a) < length_from(b); }) -
           children.begin();
  };
  // Children have higher numbers than their parents.
  for (Reference node = static_cast<Reference>(forest.node_count()); node-- > 0;) {
    const uint32_t shortest = length_from(forest.children(node)[static_cast<size_t>(nearest_child(node))]);
    if (shortest != kNoWay) length[static_cast<size_t>(node)] = shortest + 1;
  }
  if (length_from(root) == kNoWay) return std::nullopt;

  std::vector<uint8_t> values(forest.value_counts().size(), kUnknown);
  while (root != target) {
    const auto value = nearest_child(root);
    values[forest.variable(root)] = static_cast<uint8_t>(value);
    root = forest.children(root)[static_cast<size_t>(value)];
  }
  return values;
}

std::optional<std::vector<uint8_t>> ShortestPath(const Forest& forest, Reference root, int32_t leaf) {
  return ShortestPathTo(forest, root, Leaf(leaf));
}

}  // namespace connection_advisor::diagram
