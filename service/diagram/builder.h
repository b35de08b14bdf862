// Builds diagrams: the unique table, and the few operations that everything else is made of.
//
// References are valid as long as the builder. Equal functions have equal references. Nothing is ever collected: a
// builder lives for one compilation or one publication. Not thread-safe.
//
// Every operation may grow the table. Past the budget the builder is exhausted: from then on operations return some
// leaf and their results mean nothing, so callers look at `exhausted()` before they use one.
#ifndef SERVICE_DIAGRAM_BUILDER_H_
#define SERVICE_DIAGRAM_BUILDER_H_

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// What a builder may spend. The clock is looked at once in a thousand steps, so a small diagram may be done in time
// that it did not have.
struct Budget {
  uint32_t max_nodes = std::numeric_limits<int32_t>::max();
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

class Builder {
 public:
  // `value_counts` by variable, each 2 to kMaxValues; `order` holds every variable once, the topmost first.
  Builder(std::vector<uint8_t> value_counts, std::vector<uint32_t> order, Budget budget = {});
  // The tables look into the builder that they are part of.
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  // The function that is children[v] where `variable` has value v. Requires one child per value, none of which depends
  // on `variable`. Restores the global order where a child depends on a variable above. Cost: O(1) if none does, else
  // that of one IfThenElse per value.
  Reference Case(uint32_t variable, std::span<const Reference> children);

  // The function that is `then` where the boolean function `condition` (leaves kFalse and kTrue) is true and
  // `otherwise` where it is false. Cost: at most the product of the three sizes; memoised across calls.
  Reference IfThenElse(Reference condition, Reference then, Reference otherwise);

  // The function with every leaf replaced: the leaf n becomes `leaves[n]`, itself a leaf. What this makes equal is
  // merged. Requires an entry for every leaf of the function. Cost: O(nodes).
  Reference MapLeaves(Reference root, std::span<const Reference> leaves);

  // The function with `variable` fixed. Cost: O(nodes above the variable); memoised across calls.
  Reference Restrict(Reference root, uint32_t variable, uint8_t value);

  // Brings in a function from a forest over the same variables, with the variables fixed that have a value in `values`
  // (nullptr: none). Cost: O(nodes in reach) if the forest has the same order, else that of Case for each of them.
  Reference Import(const Forest& forest, Reference root, const uint8_t* values = nullptr);

  // The variables on which the function depends. Cost: O(nodes), memoised across calls.
  VariableSet Support(Reference root);

  // The place in the order of the variable that a node tests; of a leaf, the one past the last.
  uint32_t level(Reference node) const {
    return IsLeaf(node) ? static_cast<uint32_t>(order_.size()) : nodes_[static_cast<size_t>(node)].level;
  }
  uint32_t variable(Reference node) const { return order_[nodes_[static_cast<size_t>(node)].level]; }
  std::span<const Reference> children(Reference node) const {
    const Node& row = nodes_[static_cast<size_t>(node)];
    return {children_.data() + row.first_child, value_counts_[order_[row.level]]};
  }
  std::span<const uint8_t> value_counts() const { return value_counts_; }
  std::span<const uint32_t> order() const { return order_; }
  // All nodes ever made, those of intermediate results included.
  size_t node_count() const { return nodes_.size(); }
  const Budget& budget() const { return budget_; }
  bool exhausted() const { return exhausted_; }
  // Exhausted by time rather than by nodes.
  bool out_of_time() const { return out_of_time_; }

 private:
  struct Node {
    uint32_t level;
    uint32_t first_child;
  };
  struct NodeHash {
    const Builder* builder;
    size_t operator()(uint32_t node) const;
  };
  struct NodeEqual {
    const Builder* builder;
    bool operator()(uint32_t a, uint32_t b) const;
  };

  // The node with these children, which are not this builder's own array, or the child where all are equal.
  Reference MakeNode(uint32_t level, std::span<const Reference> children);
  Reference Child(Reference node, uint32_t at_level, uint32_t value) const {
    return level(node) == at_level ? children_[nodes_[static_cast<size_t>(node)].first_child + value] : node;
  }
  Reference Test(uint32_t variable, uint32_t value);
  void SpendStep();
  void SpendNode();

  std::vector<uint8_t> value_counts_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> levels_;
  Budget budget_;
  bool exhausted_ = false;
  bool out_of_time_ = false;
  uint64_t steps_ = 0;

  std::vector<Node> nodes_;
  std::vector<Reference> children_;
  absl::flat_hash_set<uint32_t, NodeHash, NodeEqual> unique_;
  absl::flat_hash_map<std::tuple<Reference, Reference, Reference>, Reference> if_then_else_;
  absl::flat_hash_map<uint64_t, Reference> restrict_;
  absl::flat_hash_map<Reference, VariableSet> support_;
};

// The forest of the nodes that `roots` reach, and the roots in it. Nodes are numbered by level, then in the order in
// which a depth-first walk from the roots meets them: the same functions give the same forest whatever was built
// before.
Forest Freeze(const Builder& builder, std::span<const Reference> roots, std::vector<Reference>* frozen_roots);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_BUILDER_H_
