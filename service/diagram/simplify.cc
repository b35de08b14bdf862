#include "service/diagram/simplify.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "absl/container/flat_hash_map.h"

namespace connection_advisor::diagram {
namespace {

// Of the children that are not the free leaf, the one that most values lead to, ties to the first.
Reference Commonest(std::span<const Reference> children, Reference free) {
  Reference commonest = free;
  std::ptrdiff_t most = 0;
  for (const Reference child : children) {
    const std::ptrdiff_t count = std::count(children.begin(), children.end(), child);
    if (child == free || count <= most) continue;
    commonest = child;
    most = count;
  }
  return commonest;
}

}  // namespace

Reference Simplify(Builder& builder, Reference root, int32_t free_leaf) {
  const Reference free = Leaf(free_leaf);
  absl::flat_hash_map<Reference, Reference> done;
  const std::function<Reference(Reference)> simplify = [&](Reference node) -> Reference {
    if (builder.exhausted()) return kFalse;
    if (IsLeaf(node)) return node;
    if (const auto known = done.find(node); known != done.end()) return known->second;
    std::array<Reference, kMaxValues> row;
    const size_t value_count = builder.children(node).size();
    for (size_t value = 0; value < value_count; ++value) row[value] = simplify(builder.children(node)[value]);
    const std::span<Reference> children = std::span(row).first(value_count);
    std::replace(children.begin(), children.end(), free, Commonest(children, free));
    const Reference result = builder.Case(builder.variable(node), children);
    done.emplace(node, result);
    return result;
  };
  return simplify(root);
}

}  // namespace connection_advisor::diagram
