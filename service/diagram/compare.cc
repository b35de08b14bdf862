#include "service/diagram/compare.h"

#include <map>
#include <utility>

namespace connection_advisor::diagram {
namespace {

// How one pair of nodes reaches one pair of leaves.
struct Way {
  Count count = 0;        // over the whole domain, as if this pair were the root
  uint32_t length = 0;    // variables set on a shortest way
  uint32_t variable = 0;  // the first step of that way; not set where length is 0
  uint8_t value = 0;
};

using Pair = std::pair<Reference, Reference>;
using Ways = std::map<std::pair<int32_t, int32_t>, Way>;

class Product {
 public:
  Product(const Restricted& left, const Restricted& right, const VariableSet& domain) : left_(left), right_(right) {
    for (uint32_t variable = 0; variable < left.forest.value_counts().size(); ++variable) {
      if (domain.test(variable)) total_ *= left.forest.value_counts()[variable];
    }
  }

  const Ways& Explore(Pair pair) {
    pair = Settle(pair);
    if (const auto known = ways_.find(pair); known != ways_.end()) return known->second;
    Ways ways;
    if (IsLeaf(pair.first) && IsLeaf(pair.second)) {
      ways[{LeafNumber(pair.first), LeafNumber(pair.second)}] = {.count = total_};
    } else {
      const uint32_t variable = TopVariable(pair);
      const uint32_t value_count = left_.forest.value_counts()[variable];
      for (uint32_t value = 0; value < value_count; ++value) {
        for (const auto& [leaves, way] : Explore(Step(pair, variable, value))) {
          Way& mine = ways[leaves];
          if (mine.count == 0 || way.length + 1 < mine.length) {
            mine.length = way.length + 1;
            mine.variable = variable;
            mine.value = static_cast<uint8_t>(value);
          }
          mine.count += way.count / value_count;
        }
      }
    }
    return ways_.emplace(pair, std::move(ways)).first->second;
  }

  std::vector<uint8_t> Witness(Pair pair, std::pair<int32_t, int32_t> leaves) {
    std::vector<uint8_t> values(left_.forest.value_counts().size(), kUnknown);
    for (Way way = Explore(pair).at(leaves); way.length > 0; way = Explore(pair).at(leaves)) {
      values[way.variable] = way.value;
      pair = Step(Settle(pair), way.variable, way.value);
    }
    return values;
  }

 private:
  static Reference Settle(const Restricted& side, Reference node) {
    while (!IsLeaf(node) && side.values[side.forest.variable(node)] != kUnknown) {
      node = side.forest.children(node)[side.values[side.forest.variable(node)]];
    }
    return node;
  }
  Pair Settle(Pair pair) const { return {Settle(left_, pair.first), Settle(right_, pair.second)}; }

  static uint32_t Level(const Restricted& side, Reference node) {
    return IsLeaf(node) ? kMaxVariables : side.forest.level(side.forest.variable(node));
  }
  uint32_t TopVariable(Pair pair) const {
    return Level(left_, pair.first) <= Level(right_, pair.second) ? left_.forest.variable(pair.first)
                                                                  : right_.forest.variable(pair.second);
  }
  static Reference Step(const Restricted& side, Reference node, uint32_t variable, uint32_t value) {
    return !IsLeaf(node) && side.forest.variable(node) == variable ? side.forest.children(node)[value] : node;
  }
  Pair Step(Pair pair, uint32_t variable, uint32_t value) const {
    return {Step(left_, pair.first, variable, value), Step(right_, pair.second, variable, value)};
  }

  const Restricted& left_;
  const Restricted& right_;
  Count total_ = 1;
  std::map<Pair, Ways> ways_;  // references into it stay valid while it grows
};

}  // namespace

std::vector<LeafPair> Compare(const Restricted& left, const Restricted& right, const VariableSet& domain) {
  Product product(left, right, domain);
  const Pair roots(left.root, right.root);
  std::vector<LeafPair> pairs;
  for (const auto& [leaves, way] : product.Explore(roots)) {
    pairs.push_back({leaves.first, leaves.second, way.count, product.Witness(roots, leaves)});
  }
  return pairs;
}

}  // namespace connection_advisor::diagram
