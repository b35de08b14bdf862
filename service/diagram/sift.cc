#include "service/diagram/sift.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/types/span.h"

namespace connection_advisor::diagram {
namespace {

// A variable turns back where the diagram has grown to this many times the smallest seen on its way.
constexpr double kMaxGrowth = 1.2;

// Functions in a form in which two neighbouring levels can be swapped in place: one table of nodes per variable, and
// counted references, so that nodes go when nothing needs them any more.
class Levels {
 public:
  Levels(const Builder& builder, std::span<const Reference> roots)
      : value_counts_(builder.value_counts().begin(), builder.value_counts().end()),
        order_(builder.order().begin(), builder.order().end()),
        levels_(order_.size()),
        unique_(order_.size(), Table(0, NodeHash{this}, NodeEqual{this})) {
    for (uint32_t level = 0; level < order_.size(); ++level) levels_[order_[level]] = level;
    absl::flat_hash_map<Reference, Reference> done;
    const std::function<Reference(Reference)> copy = [&](Reference node) -> Reference {
      if (IsLeaf(node)) return node;
      if (const auto known = done.find(node); known != done.end()) return known->second;
      const std::span<const Reference> children = builder.children(node);
      std::array<Reference, kMaxValues> row;
      std::transform(children.begin(), children.end(), row.begin(), copy);
      return done.emplace(node, FindOrMake(builder.variable(node), row.data())).first->second;
    };
    for (const Reference root : roots) roots_.push_back(Acquire(copy(root)));
  }
  Levels(const Levels&) = delete;
  Levels& operator=(const Levels&) = delete;

  size_t node_count() const { return node_count_; }
  size_t nodes_of(uint32_t variable) const { return unique_[variable].size(); }
  uint32_t level(uint32_t variable) const { return levels_[variable]; }
  uint32_t depth() const { return static_cast<uint32_t>(order_.size()); }
  uint64_t work() const { return work_; }

  // At most how many nodes a swap of this level and the next can add.
  size_t MostNewNodes(uint32_t level) const { return unique_[order_[level]].size() * value_counts_[order_[level + 1]]; }

  // Nodes of the upper variable that have a child at the lower one are rewritten where they stand, so what refers to
  // them need not know. All others already are as they must be.
  void SwapWithNext(uint32_t level) {
    const uint32_t upper = order_[level];
    const uint32_t lower = order_[level + 1];
    std::vector<Reference> crossing;
    for (const Reference node : unique_[upper]) {
      const std::span<const Reference> row = Row(node);
      if (std::any_of(row.begin(), row.end(), [&](Reference child) { return Tests(child, lower); })) {
        crossing.push_back(node);
      }
    }
    work_ += unique_[upper].size() * value_counts_[upper];
    // All leave before the first changes: the table finds nodes by their children.
    for (const Reference node : crossing) unique_[upper].erase(node);
    for (const Reference node : crossing) Rewrite(node, upper, lower);
    std::swap(order_[level], order_[level + 1]);
    std::swap(levels_[upper], levels_[lower]);
  }

  Sifted Build(const Budget& budget) const {
    Sifted sifted{std::make_unique<Builder>(value_counts_, order_, budget), {}};
    absl::flat_hash_map<Reference, Reference> done;
    const std::function<Reference(Reference)> build = [&](Reference node) -> Reference {
      if (IsLeaf(node)) return node;
      if (const auto known = done.find(node); known != done.end()) return known->second;
      const std::span<const Reference> row = Row(node);
      std::array<Reference, kMaxValues> built;
      std::transform(row.begin(), row.end(), built.begin(), build);
      const Reference result = sifted.builder->Case(Slot(node).variable, std::span(built).first(row.size()));
      return done.emplace(node, result).first->second;
    };
    for (const Reference root : roots_) sifted.roots.push_back(build(root));
    return sifted;
  }

 private:
  struct Node {
    uint32_t variable;
    uint32_t references;
    size_t first_child;
  };
  struct NodeHash {
    const Levels* levels;
    size_t operator()(Reference node) const {
      const std::span<const Reference> row = levels->Row(node);
      return absl::HashOf(absl::MakeConstSpan(row.data(), row.size()));
    }
  };
  struct NodeEqual {
    const Levels* levels;
    bool operator()(Reference a, Reference b) const {
      const std::span<const Reference> left = levels->Row(a);
      return std::equal(left.begin(), left.end(), levels->Row(b).begin());
    }
  };
  using Table = absl::flat_hash_set<Reference, NodeHash, NodeEqual>;

  Node& Slot(Reference node) { return nodes_[static_cast<size_t>(node)]; }
  const Node& Slot(Reference node) const { return nodes_[static_cast<size_t>(node)]; }
  std::span<const Reference> Row(Reference node) const {
    return {children_.data() + Slot(node).first_child, value_counts_[Slot(node).variable]};
  }
  bool Tests(Reference at, uint32_t variable) const { return !IsLeaf(at) && Slot(at).variable == variable; }

  size_t NewRow(uint32_t variable, const Reference* row) {
    std::vector<size_t>& free = free_rows_[value_counts_[variable]];
    size_t first = children_.size();
    if (free.empty()) {
      children_.resize(first + value_counts_[variable]);
    } else {
      first = free.back();
      free.pop_back();
    }
    std::copy_n(row, value_counts_[variable], children_.begin() + static_cast<std::ptrdiff_t>(first));
    return first;
  }
  void FreeRow(uint32_t variable, size_t first) { free_rows_[value_counts_[variable]].push_back(first); }

  // A node that is new here holds its children, and nothing holds it yet.
  Reference FindOrMake(uint32_t variable, const Reference* row) {
    if (std::all_of(row, row + value_counts_[variable], [&](Reference child) { return child == *row; })) return *row;
    Reference node = static_cast<Reference>(nodes_.size());
    if (free_nodes_.empty()) {
      nodes_.emplace_back();
    } else {
      node = free_nodes_.back();
      free_nodes_.pop_back();
    }
    Slot(node) = {variable, 0, NewRow(variable, row)};
    const auto [found, inserted] = unique_[variable].insert(node);
    if (inserted) {
      ++node_count_;
      std::for_each_n(row, value_counts_[variable], [&](Reference child) { Acquire(child); });
      return node;
    }
    FreeRow(variable, Slot(node).first_child);
    free_nodes_.push_back(node);
    return *found;
  }

  Reference Acquire(Reference at) {
    if (!IsLeaf(at)) ++Slot(at).references;
    return at;
  }
  void Release(Reference at) {
    if (IsLeaf(at) || --Slot(at).references > 0) return;
    unique_[Slot(at).variable].erase(at);
    for (uint32_t value = 0; value < value_counts_[Slot(at).variable]; ++value) Release(Row(at)[value]);
    FreeRow(Slot(at).variable, Slot(at).first_child);
    free_nodes_.push_back(at);
    --node_count_;
  }

  // Makes `node`, which tested `upper`, the same function testing `lower` first. It depends on both, so no other node
  // is equal to it.
  void Rewrite(Reference node, uint32_t upper, uint32_t lower) {
    std::array<Reference, kMaxValues> old_row;
    std::array<Reference, kMaxValues> new_row;
    std::array<Reference, kMaxValues> below;
    std::copy_n(Row(node).begin(), value_counts_[upper], old_row.begin());
    for (uint32_t value = 0; value < value_counts_[lower]; ++value) {
      for (uint32_t i = 0; i < value_counts_[upper]; ++i) {
        below[i] = Tests(old_row[i], lower) ? Row(old_row[i])[value] : old_row[i];
      }
      new_row[value] = Acquire(FindOrMake(upper, below.data()));
    }
    work_ += size_t{value_counts_[upper]} * value_counts_[lower];
    std::for_each_n(old_row.begin(), value_counts_[upper], [&](Reference child) { Release(child); });
    FreeRow(upper, Slot(node).first_child);
    Slot(node).variable = lower;
    Slot(node).first_child = NewRow(lower, new_row.data());
    unique_[lower].insert(node);
  }

  std::vector<uint8_t> value_counts_;
  std::vector<uint32_t> order_;   // variables by level
  std::vector<uint32_t> levels_;  // levels by variable
  std::vector<Node> nodes_;
  std::vector<Reference> children_;
  std::vector<Table> unique_;  // by variable
  std::vector<Reference> roots_;
  std::vector<Reference> free_nodes_;
  std::array<std::vector<size_t>, kMaxValues + 1> free_rows_;  // by length
  size_t node_count_ = 0;
  uint64_t work_ = 0;
};

class Sifting {
 public:
  Sifting(Levels& levels, const SiftLimits& limits) : levels_(levels), limits_(limits) {}

  void Run() {
    for (uint32_t round = 0; round < limits_.max_rounds && !Spent(); ++round) {
      const size_t before = levels_.node_count();
      for (const uint32_t variable : LargestFirst()) Place(variable);
      if (levels_.node_count() == before) return;
    }
  }

 private:
  bool Spent() const {
    return levels_.work() > limits_.max_work || std::chrono::steady_clock::now() > limits_.deadline;
  }

  std::vector<uint32_t> LargestFirst() const {
    std::vector<uint32_t> variables(levels_.depth());
    std::iota(variables.begin(), variables.end(), 0u);
    std::stable_sort(variables.begin(), variables.end(),
                     [&](uint32_t a, uint32_t b) { return levels_.nodes_of(a) > levels_.nodes_of(b); });
    return variables;
  }

  // Tries every level for `variable`, the nearer end first, and leaves it at the best.
  void Place(uint32_t variable) {
    if (levels_.nodes_of(variable) == 0) return;
    const uint32_t bottom = levels_.depth() - 1;
    uint32_t best_level = levels_.level(variable);
    size_t best = levels_.node_count();
    const bool top_is_nearer = best_level < bottom - best_level;
    for (const uint32_t end : {top_is_nearer ? 0 : bottom, top_is_nearer ? bottom : 0}) {
      while (levels_.level(variable) != end && MayStep(variable, end)) {
        Step(variable, end);
        if (levels_.node_count() < best) {
          best = levels_.node_count();
          best_level = levels_.level(variable);
        } else if (static_cast<double>(levels_.node_count()) > kMaxGrowth * static_cast<double>(best)) {
          break;
        }
      }
      while (levels_.level(variable) != best_level) Step(variable, best_level);
    }
  }

  // The level that a step towards `end` swaps with the next.
  uint32_t SwappedLevel(uint32_t variable, uint32_t end) const {
    return end < levels_.level(variable) ? levels_.level(variable) - 1 : levels_.level(variable);
  }
  bool MayStep(uint32_t variable, uint32_t end) const {
    return !Spent() && levels_.node_count() + levels_.MostNewNodes(SwappedLevel(variable, end)) <= limits_.max_nodes;
  }
  void Step(uint32_t variable, uint32_t end) { levels_.SwapWithNext(SwappedLevel(variable, end)); }

  Levels& levels_;
  const SiftLimits& limits_;
};

}  // namespace

Sifted Sift(const Builder& builder, std::span<const Reference> roots, const SiftLimits& limits) {
  Levels levels(builder, roots);
  Sifting(levels, limits).Run();
  return levels.Build(builder.budget());
}

}  // namespace connection_advisor::diagram
