#include "service/diagram/builder.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <utility>

#include "absl/hash/hash.h"

namespace connection_advisor::diagram {
namespace {

// A memo that outgrows this is dropped and filled anew: it is only a memory of work done.
constexpr size_t kMaxMemoEntries = 4'000'000;
constexpr uint64_t kStepsPerClockLook = 1024;
// Rows of children are found by 32-bit offsets.
constexpr size_t kMaxChildren = std::numeric_limits<uint32_t>::max() - kMaxValues;

}  // namespace

Builder::Builder(std::vector<uint8_t> value_counts, std::vector<uint32_t> order, Budget budget)
    : value_counts_(std::move(value_counts)),
      order_(std::move(order)),
      levels_(order_.size()),
      budget_(budget),
      unique_(0, NodeHash{this}, NodeEqual{this}) {
  for (uint32_t level = 0; level < order_.size(); ++level) levels_[order_[level]] = level;
}

size_t Builder::NodeHash::operator()(uint32_t node) const {
  const Node& row = builder->nodes_[node];
  const size_t count = builder->value_counts_[builder->order_[row.level]];
  return absl::HashOf(row.level, absl::MakeConstSpan(builder->children_.data() + row.first_child, count));
}

bool Builder::NodeEqual::operator()(uint32_t a, uint32_t b) const {
  const Node& left = builder->nodes_[a];
  const Node& right = builder->nodes_[b];
  if (left.level != right.level) return false;
  const Reference* children = builder->children_.data();
  const size_t count = builder->value_counts_[builder->order_[left.level]];
  return std::equal(children + left.first_child, children + left.first_child + count, children + right.first_child);
}

// Steps that find an old node count too: they take as long.
void Builder::SpendStep() {
  if (++steps_ % kStepsPerClockLook == 0 && std::chrono::steady_clock::now() > budget_.deadline) {
    exhausted_ = out_of_time_ = true;
  }
}

void Builder::SpendNode() {
  if (nodes_.size() > budget_.max_nodes || children_.size() > kMaxChildren) exhausted_ = true;
}

Reference Builder::MakeNode(uint32_t level, std::span<const Reference> children) {
  if (exhausted_) return kFalse;
  SpendStep();
  if (std::equal(children.begin() + 1, children.end(), children.begin())) return children[0];
  // The candidate is appended first, so that the table can compare it in place.
  const auto candidate = static_cast<uint32_t>(nodes_.size());
  nodes_.push_back({level, static_cast<uint32_t>(children_.size())});
  children_.insert(children_.end(), children.begin(), children.end());
  const auto [found, inserted] = unique_.insert(candidate);
  if (!inserted) {
    children_.resize(nodes_.back().first_child);
    nodes_.pop_back();
  } else {
    SpendNode();
  }
  return static_cast<Reference>(*found);
}

Reference Builder::Test(uint32_t variable, uint32_t value) {
  std::array<Reference, kMaxValues> children;
  children.fill(kFalse);
  children[value] = kTrue;
  return MakeNode(levels_[variable], std::span(children).first(value_counts_[variable]));
}

Reference Builder::Case(uint32_t variable, std::span<const Reference> children) {
  if (exhausted_) return kFalse;
  // A copy, for they may be the row of a node of this builder, and rows move when it grows.
  std::array<Reference, kMaxValues> copied;
  std::copy(children.begin(), children.end(), copied.begin());
  const std::span<const Reference> branches = std::span(copied).first(children.size());
  const uint32_t at = levels_[variable];
  if (std::all_of(branches.begin(), branches.end(), [&](Reference branch) { return level(branch) > at; })) {
    return MakeNode(at, branches);
  }
  Reference result = branches.back();
  for (uint32_t value = 0; value + 1 < branches.size(); ++value) {
    result = IfThenElse(Test(variable, value), branches[value], result);
  }
  return result;
}

Reference Builder::IfThenElse(Reference condition, Reference then, Reference otherwise) {
  if (exhausted_) return kFalse;
  if (condition == kTrue || then == otherwise) return then;
  if (condition == kFalse) return otherwise;
  if (then == kTrue && otherwise == kFalse) return condition;
  const std::tuple key(condition, then, otherwise);
  if (const auto known = if_then_else_.find(key); known != if_then_else_.end()) return known->second;
  const uint32_t top = std::min({level(condition), level(then), level(otherwise)});
  std::array<Reference, kMaxValues> children;
  const uint32_t count = value_counts_[order_[top]];
  for (uint32_t value = 0; value < count; ++value) {
    children[value] = IfThenElse(Child(condition, top, value), Child(then, top, value), Child(otherwise, top, value));
  }
  const Reference result = MakeNode(top, std::span(children).first(count));
  if (if_then_else_.size() >= kMaxMemoEntries) if_then_else_.clear();
  if_then_else_.emplace(key, result);
  return result;
}

Reference Builder::MapLeaves(Reference root, std::span<const Reference> leaves) {
  absl::flat_hash_map<Reference, Reference> done;
  const std::function<Reference(Reference)> map = [&](Reference node) -> Reference {
    if (exhausted_) return kFalse;
    if (IsLeaf(node)) return leaves[static_cast<size_t>(LeafNumber(node))];
    if (const auto known = done.find(node); known != done.end()) return known->second;
    std::array<Reference, kMaxValues> mapped;
    const uint32_t count = static_cast<uint32_t>(children(node).size());
    for (uint32_t value = 0; value < count; ++value) mapped[value] = map(Child(node, level(node), value));
    const Reference result = MakeNode(level(node), std::span(mapped).first(count));
    done.emplace(node, result);
    return result;
  };
  return map(root);
}

Reference Builder::Restrict(Reference root, uint32_t variable, uint8_t value) {
  if (exhausted_) return kFalse;
  const uint32_t at = levels_[variable];
  if (level(root) > at) return root;
  if (level(root) == at) return Child(root, at, value);
  // 32 bits of node, 7 of variable, 6 of value.
  const uint64_t key = (static_cast<uint64_t>(root) << 13) | (static_cast<uint64_t>(variable) << 6) | value;
  if (const auto known = restrict_.find(key); known != restrict_.end()) return known->second;
  std::array<Reference, kMaxValues> restricted;
  const uint32_t count = static_cast<uint32_t>(children(root).size());
  for (uint32_t i = 0; i < count; ++i) restricted[i] = Restrict(Child(root, level(root), i), variable, value);
  const Reference result = MakeNode(level(root), std::span(restricted).first(count));
  if (restrict_.size() >= kMaxMemoEntries) restrict_.clear();
  restrict_.emplace(key, result);
  return result;
}

Reference Builder::Import(const Forest& forest, Reference root, const uint8_t* values) {
  absl::flat_hash_map<Reference, Reference> done;
  const std::function<Reference(Reference)> import = [&](Reference node) -> Reference {
    if (exhausted_) return kFalse;
    if (IsLeaf(node)) return node;
    if (const auto known = done.find(node); known != done.end()) return known->second;
    const uint32_t variable = forest.variable(node);
    const std::span<const Reference> children = forest.children(node);
    Reference result;
    if (values != nullptr && values[variable] != kUnknown) {
      result = import(children[values[variable]]);
    } else {
      std::array<Reference, kMaxValues> imported;
      std::transform(children.begin(), children.end(), imported.begin(), import);
      result = Case(variable, std::span(imported).first(children.size()));
    }
    done.emplace(node, result);
    return result;
  };
  return import(root);
}

VariableSet Builder::Support(Reference root) {
  VariableSet support;
  if (IsLeaf(root)) return support;
  if (const auto known = support_.find(root); known != support_.end()) return known->second;
  support.set(variable(root));
  for (const Reference child : children(root)) support |= Support(child);
  support_.emplace(root, support);
  return support;
}

Forest Freeze(const Builder& builder, std::span<const Reference> roots, std::vector<Reference>* frozen_roots) {
  std::vector<Reference> found;
  absl::flat_hash_map<Reference, Reference> numbers;
  const std::function<void(Reference)> visit = [&](Reference node) {
    if (IsLeaf(node) || !numbers.emplace(node, 0).second) return;
    found.push_back(node);
    for (const Reference child : builder.children(node)) visit(child);
  };
  for (const Reference root : roots) visit(root);

  std::vector<uint32_t> levels(builder.order().size());
  for (uint32_t level = 0; level < levels.size(); ++level) levels[builder.order()[level]] = level;
  std::stable_sort(found.begin(), found.end(),
                   [&](Reference a, Reference b) { return levels[builder.variable(a)] < levels[builder.variable(b)]; });
  for (size_t i = 0; i < found.size(); ++i) numbers[found[i]] = static_cast<Reference>(i);

  const auto number = [&](Reference node) { return IsLeaf(node) ? node : numbers[node]; };
  std::vector<uint32_t> variables;
  std::vector<Reference> children;
  for (const Reference node : found) {
    variables.push_back(builder.variable(node));
    for (const Reference child : builder.children(node)) children.push_back(number(child));
  }
  for (const Reference root : roots) frozen_roots->push_back(number(root));
  return Forest({builder.value_counts().begin(), builder.value_counts().end()},
                {builder.order().begin(), builder.order().end()}, variables, std::move(children));
}

}  // namespace connection_advisor::diagram
