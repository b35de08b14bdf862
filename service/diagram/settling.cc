#include "service/diagram/settling.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/diagram/builder.h"
#include "service/diagram/combine.h"
#include "service/diagram/path.h"
#include "service/diagram/reach.h"

namespace connection_advisor::diagram {
namespace {

using LeafSet = uint32_t;  // a bit for each SettlingLeaf
constexpr LeafSet Bit(int32_t leaf) { return LeafSet{1} << leaf; }

// Settled or not, with nothing more known.
constexpr bool IsForced(LeafSet leaves) { return (leaves & Bit(kMustBe)) != 0 && (leaves & Bit(kMustNotBe)) == 0; }

// A variable that is not known leaves what is left by any of its values, taken together: the greater of the leaves. So
// a function is settled once what is left of it is the leaf kMustBe.
class Search {
 public:
  Search(Builder& builder, uint64_t max_steps)
      : builder_(builder),
        max_steps_(max_steps),
        together_(builder, [](int32_t left, int32_t right) { return std::max(left, right); }),
        values_(builder.value_counts().size(), kUnknown) {}

  // The values, of which there are `most`; nothing where so few do not do, or the search is given up.
  std::optional<std::vector<uint8_t>> With(Reference root, uint32_t most) {
    if (!Find(root, most)) return std::nullopt;
    return values_;
  }

  bool given_up() const { return steps_ > max_steps_ || builder_.exhausted(); }

  LeafSet LeavesBelow(Reference at) {
    if (IsLeaf(at)) return Bit(LeafNumber(at));
    if (const auto known = leaves_.find(at); known != leaves_.end()) return known->second;
    LeafSet leaves = 0;
    for (const Reference child : builder_.children(at)) leaves |= LeavesBelow(child);
    leaves_.emplace(at, leaves);
    return leaves;
  }

 private:
  bool Find(Reference at, uint32_t most) {
    const LeafSet leaves = LeavesBelow(at);
    if (IsForced(leaves)) return true;
    if (most == 0 || (leaves & Bit(kMustBe)) == 0) return false;
    if (++steps_ > max_steps_ || failed_.contains({at, most})) return false;
    const uint32_t variable = builder_.variable(at);
    for (uint32_t value = 0; value < builder_.value_counts()[variable]; ++value) {
      values_[variable] = static_cast<uint8_t>(value);
      if (Find(builder_.children(at)[value], most - 1)) return true;
    }
    values_[variable] = kUnknown;
    if (Find(Unknown(at), most)) return true;
    if (!given_up()) failed_.emplace(at, most);
    return false;
  }

  // What is left if the variable of `at` stays unknown.
  Reference Unknown(Reference at) {
    const uint32_t value_count = builder_.value_counts()[builder_.variable(at)];
    Reference left = builder_.children(at)[0];
    for (uint32_t value = 1; value < value_count; ++value) left = together_(left, builder_.children(at)[value]);
    return left;
  }

  Builder& builder_;
  const uint64_t max_steps_;
  uint64_t steps_ = 0;
  Combination together_;
  std::vector<uint8_t> values_;
  absl::flat_hash_map<Reference, LeafSet> leaves_;
  absl::flat_hash_set<std::pair<Reference, uint32_t>> failed_;
};

// Values that settle it, less those that it can do without.
std::vector<uint8_t> WithoutNeedless(const Forest& forest, Reference root, std::vector<uint8_t> values) {
  Visited visited;
  for (uint8_t& value : values) {
    const uint8_t set = std::exchange(value, kUnknown);
    if (!IsForced(static_cast<LeafSet>(LeavesInReach(forest, root, values.data(), visited)))) value = set;
  }
  return values;
}

}  // namespace

std::optional<Settling> FewestSettling(const Forest& forest, Reference root, const SettlingLimits& limits) {
  std::optional<std::vector<uint8_t>> path = ShortestPath(forest, root, kMustBe);
  if (!path) return std::nullopt;
  Builder builder({forest.value_counts().begin(), forest.value_counts().end()},
                  {forest.order().begin(), forest.order().end()},
                  {.max_nodes = limits.max_nodes, .deadline = limits.deadline});
  const Reference imported = builder.Import(forest, root);
  Search search(builder, limits.max_steps);
  // A complete assignment settles it, so that some number does.
  for (uint32_t most = 0; !search.given_up(); ++most) {
    if (std::optional<std::vector<uint8_t>> values = search.With(imported, most)) {
      return Settling{*std::move(values), true};
    }
  }
  return Settling{WithoutNeedless(forest, root, *std::move(path)), false};
}

}  // namespace connection_advisor::diagram
