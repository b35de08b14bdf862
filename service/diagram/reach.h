// What a partial assignment still leaves open: the leaves that its diagram can reach.
#ifndef SERVICE_DIAGRAM_REACH_H_
#define SERVICE_DIAGRAM_REACH_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Which nodes a walk has visited, kept from walk to walk: marks carry the number of the walk that set them, so nothing
// is cleared, and nothing is allocated once the largest forest has been seen. One per thread.
class Visited {
 public:
  // Forgets all marks and makes room for the nodes of `forest`.
  void Begin(const Forest& forest) {
    if (marks_.size() < forest.node_count()) marks_.resize(forest.node_count(), 0);
    if (++walk_ == 0) {
      std::fill(marks_.begin(), marks_.end(), 0);
      walk_ = 1;
    }
    pending_.clear();
  }
  // True the first time it is called for `node`.
  bool Mark(Reference node) {
    uint32_t& mark = marks_[static_cast<size_t>(node)];
    if (mark == walk_) return false;
    mark = walk_;
    return true;
  }
  std::vector<Reference>& pending() { return pending_; }

 private:
  std::vector<uint32_t> marks_;
  std::vector<Reference> pending_;
  uint32_t walk_ = 0;
};

// Follows `values` from `at`: to a leaf, or to the first node whose variable is unknown.
inline Reference Follow(const Forest& forest, Reference at, const uint8_t* values) {
  while (!IsLeaf(at)) {
    const uint8_t value = values[forest.variable(at)];
    if (value == kUnknown) break;
    at = forest.children(at)[value];
  }
  return at;
}

// Calls `visit` with the number of each leaf that `root` reaches under `values` (kUnknown: every value), each edge
// once, so a leaf may come more than once; until `visit` returns false. Cost: every node in reach whose variable is
// unknown is left once; stretches of known variables are followed from each. Where all is known, that of a walk.
template <typename Visitor>
void VisitLeavesInReach(const Forest& forest, Reference root, const uint8_t* values, Visited& visited, Visitor visit) {
  root = Follow(forest, root, values);
  if (IsLeaf(root)) {
    visit(LeafNumber(root));
    return;
  }
  visited.Begin(forest);
  std::vector<Reference>& pending = visited.pending();
  visited.Mark(root);
  pending.push_back(root);
  while (!pending.empty()) {
    const Reference node = pending.back();
    pending.pop_back();
    for (const Reference child : forest.children(node)) {
      const Reference at = Follow(forest, child, values);
      if (IsLeaf(at)) {
        if (!visit(LeafNumber(at))) return;
      } else if (visited.Mark(at)) {
        pending.push_back(at);
      }
    }
  }
}

// The leaves in reach as bits. Requires leaves with numbers below 64. Stops as soon as a leaf of `stop_at` is met.
inline uint64_t LeavesInReach(const Forest& forest, Reference root, const uint8_t* values, Visited& visited,
                              uint64_t stop_at = 0) {
  uint64_t leaves = 0;
  VisitLeavesInReach(forest, root, values, visited, [&](int32_t leaf) {
    leaves |= uint64_t{1} << leaf;
    return (leaves & stop_at) == 0;
  });
  return leaves;
}

// Collects the nodes that `root` reaches under `values`, those of known variables included, parents before children.
// Cost: O(nodes in reach) x the logarithm of their number.
inline void NodesInReach(const Forest& forest, Reference root, const uint8_t* values, Visited& visited,
                         std::vector<Reference>* nodes) {
  visited.Begin(forest);
  nodes->clear();
  const auto reach = [&](Reference node) {
    if (!IsLeaf(node) && visited.Mark(node)) nodes->push_back(node);
  };
  reach(root);
  for (size_t next = 0; next < nodes->size(); ++next) {
    const Reference node = (*nodes)[next];
    const uint8_t value = values[forest.variable(node)];
    if (value != kUnknown) {
      reach(forest.children(node)[value]);
    } else {
      for (const Reference child : forest.children(node)) reach(child);
    }
  }
  std::sort(nodes->begin(), nodes->end());
}

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_REACH_H_
