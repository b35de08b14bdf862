#include "service/diagram/forest.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace connection_advisor::diagram {
namespace {

// Nodes are fewer, and are numbered in 31 bits.
constexpr size_t kMaxChildren = std::numeric_limits<Reference>::max();

absl::Status Malformed(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("the diagram is malformed: ", what));
}

absl::Status CheckVariables(std::span<const uint8_t> value_counts, std::span<const uint32_t> order) {
  if (value_counts.size() > kMaxVariables) return Malformed("too many variables");
  if (std::any_of(value_counts.begin(), value_counts.end(),
                  [](uint8_t count) { return count < 2 || count > kMaxValues; })) {
    return Malformed("a variable has fewer than 2 values or more than 64");
  }
  VariableSet seen;
  for (const uint32_t variable : order) {
    if (variable >= value_counts.size()) return Malformed("the order names a variable that there is not");
    seen.set(variable);
  }
  if (order.size() != value_counts.size() || seen.count() != order.size()) {
    return Malformed("the order does not hold every variable once");
  }
  return absl::OkStatus();
}

}  // namespace

Forest::Forest(std::vector<uint8_t> value_counts, std::vector<uint32_t> order, std::span<const uint32_t> variables,
               std::vector<Reference> children)
    : value_counts_(std::move(value_counts)),
      order_(std::move(order)),
      levels_(order_.size()),
      children_(std::move(children)) {
  for (uint32_t level = 0; level < order_.size(); ++level) levels_[order_[level]] = level;
  nodes_.reserve(variables.size());
  uint32_t first_child = 0;
  for (const uint32_t variable : variables) {
    nodes_.push_back({variable, first_child});
    first_child += value_counts_[variable];
  }
}

absl::StatusOr<Forest> Forest::FromParts(std::vector<uint8_t> value_counts, std::vector<uint32_t> order,
                                         std::span<const uint32_t> variables, std::vector<Reference> children,
                                         int32_t leaf_count) {
  if (absl::Status status = CheckVariables(value_counts, order); !status.ok()) return status;
  uint64_t expected_children = 0;
  for (const uint32_t variable : variables) {
    if (variable >= value_counts.size()) return Malformed("a node tests a variable that there is not");
    expected_children += value_counts[variable];
  }
  if (expected_children != children.size()) return Malformed("nodes and children do not match in number");
  if (children.size() > kMaxChildren) return Malformed("too many children");

  Forest forest(std::move(value_counts), std::move(order), variables, std::move(children));
  absl::flat_hash_set<std::pair<uint32_t, absl::Span<const Reference>>> distinct;
  for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
    const uint32_t variable = forest.variable(node);
    const std::span<const Reference> row = forest.children(node);
    for (const Reference child : row) {
      if (!forest.Contains(child, leaf_count)) return Malformed("a child is neither a node nor a leaf");
      if (IsLeaf(child)) continue;
      if (child <= node) return Malformed("a child stands before its parent");
      if (forest.level(forest.variable(child)) <= forest.level(variable)) {
        return Malformed("a child tests a variable that is not below its parent's");
      }
    }
    if (std::equal(row.begin() + 1, row.end(), row.begin())) return Malformed("a node's children are all the same");
    if (!distinct.emplace(variable, absl::MakeConstSpan(row.data(), row.size())).second) {
      return Malformed("two nodes are the same");
    }
  }
  return forest;
}

bool Forest::AllReachable(std::span<const Reference> roots) const {
  std::vector<bool> reached(node_count(), false);
  const auto reach = [&](Reference at) {
    if (!IsLeaf(at)) reached[static_cast<size_t>(at)] = true;
  };
  for (const Reference root : roots) reach(root);
  // Parents come first, so whether a node is reached is settled when its turn comes.
  for (Reference node = 0; node < static_cast<Reference>(node_count()); ++node) {
    if (!reached[static_cast<size_t>(node)]) return false;
    for (const Reference child : children(node)) reach(child);
  }
  return true;
}

}  // namespace connection_advisor::diagram
