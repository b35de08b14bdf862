#include "service/diagram/compare.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "service/diagram/builder.h"
#include "service/diagram/reach.h"

namespace connection_advisor::diagram {
namespace {

using Pair = std::pair<Reference, Reference>;

// What is known of a pair of nodes once all pairs above it have been left.
struct Arrival {
  Count count = 0;      // how many assignments over the domain lead through it
  uint32_t length = 0;  // steps on a shortest path from the roots, of which the last is:
  Pair from;
  uint32_t variable = 0;
  uint8_t value = 0;
};

// Over one reduced forest of both functions, so that what their fixed variables leave is not looked at, and every step
// of a path matters to at least one of them.
class Product {
 public:
  Product(const Forest& forest, Pair roots, uint32_t max_pairs)
      : forest_(forest), roots_(roots), max_pairs_(max_pairs), levels_(forest.order().size()) {}

  // False if there are too many pairs.
  bool Explore(Count total) {
    Arrive(roots_, {.count = total, .from = roots_});
    for (uint32_t level = 0; level < levels_.size(); ++level) {
      const uint32_t variable = forest_.order()[level];
      const uint32_t value_count = forest_.value_counts()[variable];
      // Steps lead to deeper levels only.
      for (const Pair& pair : levels_[level]) {
        const Arrival here = arrivals_.at(pair);
        for (uint32_t value = 0; value < value_count; ++value) {
          Arrive({Step(pair.first, variable, value), Step(pair.second, variable, value)},
                 {here.count / value_count, here.length + 1, pair, variable, static_cast<uint8_t>(value)});
        }
        if (arrivals_.size() > max_pairs_) return false;
      }
    }
    return true;
  }

  std::vector<LeafPair> LeafPairs() {
    std::vector<LeafPair> pairs;
    for (const auto& [numbers, count] : leaves_) {
      pairs.push_back({numbers.first, numbers.second, count, Witness({Leaf(numbers.first), Leaf(numbers.second)})});
    }
    return pairs;
  }

 private:
  void Arrive(Pair pair, const Arrival& arrival) {
    const auto [found, first] = arrivals_.emplace(pair, arrival);
    if (!first) {
      const Count count = found->second.count + arrival.count;
      if (arrival.length < found->second.length) found->second = arrival;
      found->second.count = count;
    }
    if (IsLeaf(pair.first) && IsLeaf(pair.second)) {
      leaves_[{LeafNumber(pair.first), LeafNumber(pair.second)}] = found->second.count;
    } else if (first) {
      levels_[std::min(Level(pair.first), Level(pair.second))].push_back(pair);
    }
  }

  uint32_t Level(Reference at) const { return IsLeaf(at) ? kMaxVariables : forest_.level(forest_.variable(at)); }
  Reference Step(Reference at, uint32_t variable, uint32_t value) const {
    return !IsLeaf(at) && forest_.variable(at) == variable ? forest_.children(at)[value] : at;
  }

  std::vector<uint8_t> Witness(Pair leaves) {
    std::vector<uint8_t> values(forest_.value_counts().size(), kUnknown);
    for (Pair at = leaves; at != roots_;) {
      const Arrival& arrival = arrivals_.at(at);
      values[arrival.variable] = arrival.value;
      at = arrival.from;
    }
    for (uint8_t& value : values) {
      if (value == kUnknown) continue;
      const uint8_t set = std::exchange(value, kUnknown);
      if (!Forces(values, roots_.first, leaves.first) || !Forces(values, roots_.second, leaves.second)) value = set;
    }
    return values;
  }

  bool Forces(const std::vector<uint8_t>& values, Reference root, Reference leaf) {
    bool forces = true;
    VisitLeavesInReach(forest_, root, values.data(), visited_, [&](int32_t number) {
      forces = number == LeafNumber(leaf);
      return forces;
    });
    return forces;
  }

  const Forest& forest_;
  const Pair roots_;
  const uint32_t max_pairs_;
  std::vector<std::vector<Pair>> levels_;
  absl::flat_hash_map<Pair, Arrival> arrivals_;
  std::map<std::pair<int32_t, int32_t>, Count> leaves_;
  Visited visited_;
};

}  // namespace

std::optional<std::vector<LeafPair>> CompareWithin(const Restricted& left, const Restricted& right,
                                                   const VariableSet& domain, uint32_t max_pairs) {
  const std::span<const uint8_t> value_counts = left.forest.value_counts();
  const std::span<const uint32_t> order = left.forest.order();
  Builder builder({value_counts.begin(), value_counts.end()}, {order.begin(), order.end()}, {.max_nodes = max_pairs});
  const std::array both = {builder.Import(left.forest, left.root, left.values.data()),
                           builder.Import(right.forest, right.root, right.values.data())};
  if (builder.exhausted()) return std::nullopt;
  std::vector<Reference> roots;
  const Forest forest = Freeze(builder, both, &roots);

  Count total = 1;
  for (uint32_t variable = 0; variable < value_counts.size(); ++variable) {
    if (domain.test(variable)) total *= value_counts[variable];
  }
  Product product(forest, {roots[0], roots[1]}, max_pairs);
  if (!product.Explore(total)) return std::nullopt;
  return product.LeafPairs();
}

std::vector<LeafPair> Compare(const Restricted& left, const Restricted& right, const VariableSet& domain) {
  constexpr uint32_t kUnlimited = std::numeric_limits<int32_t>::max();
  return *CompareWithin(left, right, domain, kUnlimited);
}

}  // namespace connection_advisor::diagram
