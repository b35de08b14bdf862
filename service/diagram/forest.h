// Diagrams frozen for serving: several roots over one flat, immutable array of shared nodes.
//
// Thread-safe: nothing changes after construction. Memory: 8 bytes a node and 4 a child.
#ifndef SERVICE_DIAGRAM_FOREST_H_
#define SERVICE_DIAGRAM_FOREST_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

class Forest {
 public:
  // No variables, no nodes: only leaves can be roots.
  Forest() = default;

  // Requires what FromParts checks.
  Forest(std::vector<uint8_t> value_counts, std::vector<uint32_t> order, std::span<const uint32_t> variables,
         std::vector<Reference> children);

  // Builds a forest from parts that nobody has checked.
  //   value_counts  of each variable: 2 to kMaxValues
  //   order         every variable once, the topmost first
  //   variables     of each node, parents before children
  //   children      of all nodes, one after the other
  //   leaf_count    leaves have numbers below it
  // INVALID_ARGUMENT unless they are an ordered, reduced diagram, so that equal functions are the same node. Nodes that
  // no root reaches pass: see AllReachable. Cost: O(children), with hashing.
  static absl::StatusOr<Forest> FromParts(std::vector<uint8_t> value_counts, std::vector<uint32_t> order,
                                          std::span<const uint32_t> variables, std::vector<Reference> children,
                                          int32_t leaf_count);

  // Follows one complete assignment, values by variable, to its leaf's number. Cost: one load per node on the path.
  int32_t Walk(Reference root, const uint8_t* values) const {
    while (!IsLeaf(root)) {
      const Node& node = nodes_[static_cast<size_t>(root)];
      root = children_[node.first_child + values[node.variable]];
    }
    return LeafNumber(root);
  }

  // True if `root` is a node of this forest, or a leaf with a number below `leaf_count`.
  bool Contains(Reference root, int32_t leaf_count) const {
    return IsLeaf(root) ? LeafNumber(root) < leaf_count : static_cast<size_t>(root) < nodes_.size();
  }

  // True if every node can be reached from one of `roots`, each of them contained. Cost: O(children).
  bool AllReachable(std::span<const Reference> roots) const;

  size_t node_count() const { return nodes_.size(); }
  uint32_t variable(Reference node) const { return nodes_[static_cast<size_t>(node)].variable; }
  std::span<const Reference> children(Reference node) const {
    const Node& row = nodes_[static_cast<size_t>(node)];
    return {children_.data() + row.first_child, value_counts_[row.variable]};
  }
  std::span<const uint8_t> value_counts() const { return value_counts_; }
  // Variables, the topmost first; and the place of each variable in that order.
  std::span<const uint32_t> order() const { return order_; }
  uint32_t level(uint32_t variable) const { return levels_[variable]; }

 private:
  struct Node {
    uint32_t variable;
    uint32_t first_child;
  };

  std::vector<uint8_t> value_counts_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> levels_;
  std::vector<Node> nodes_;
  std::vector<Reference> children_;
};

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_FOREST_H_
