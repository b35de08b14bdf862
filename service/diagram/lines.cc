#include "service/diagram/lines.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/diagram/builder.h"

namespace connection_advisor::diagram {
namespace {

// What the leaves in reach of a node come to, free ones aside: one leaf's number, or one of these.
constexpr int32_t kNoLeaf = -1;
constexpr int32_t kSeveralLeaves = -2;

// Values of a variable after which the same function is left.
struct Branch {
  Reference rest;
  ValueSet values;
};

constexpr ValueSet Bit(uint32_t value) { return ValueSet{1} << value; }

// Looks for the tree of questions with the fewest lines: which variable to ask in the place of each function.
class QuestionTree {
 public:
  QuestionTree(Builder& builder, const LineOptions& options) : builder_(builder), options_(options) {}

  int32_t LeafInReach(Reference at) {
    if (IsLeaf(at)) return LeafNumber(at) == options_.free_leaf ? kNoLeaf : LeafNumber(at);
    if (const auto known = leaves_.find(at); known != leaves_.end()) return known->second;
    int32_t leaf = kNoLeaf;
    for (const Reference child : builder_.children(at)) {
      const int32_t below = LeafInReach(child);
      if (below == kNoLeaf || below == leaf) continue;
      leaf = leaf == kNoLeaf ? below : kSeveralLeaves;
    }
    leaves_.emplace(at, leaf);
    return leaf;
  }

  // Without the values after which nothing but free assignments is left, unless there are no others.
  std::vector<Branch> Branches(Reference at, uint32_t variable) {
    std::vector<Branch> branches;
    for (uint32_t value = 0; value < builder_.value_counts()[variable]; ++value) {
      const Reference rest = builder_.Restrict(at, variable, static_cast<uint8_t>(value));
      if (LeafInReach(rest) == kNoLeaf) continue;
      const auto same =
          std::find_if(branches.begin(), branches.end(), [&](const Branch& branch) { return branch.rest == rest; });
      if (same != branches.end()) {
        same->values |= Bit(value);
      } else {
        branches.push_back({rest, Bit(value)});
      }
    }
    return branches;
  }

  // Requires that several leaves are in reach.
  uint32_t Question(Reference at) { return Best(at).variable; }

 private:
  struct Choice {
    uint32_t variable;
    uint64_t lines;
  };

  uint64_t LineCount(Reference at) {
    const int32_t leaf = LeafInReach(at);
    if (leaf == kSeveralLeaves) return Best(at).lines;
    return leaf == kNoLeaf || leaf == options_.unlisted_leaf ? 0 : 1;
  }

  Choice Best(Reference at) {
    if (const auto known = choices_.find(at); known != choices_.end()) return known->second;
    Choice best{builder_.variable(at), std::numeric_limits<uint64_t>::max()};
    if (!spent()) TryAll(at, &best);
    if (spent()) Try(at, builder_.variable(at), &best);
    choices_.emplace(at, best);
    return best;
  }

  // Once it is, only the order that there is will be tried, which costs nothing but a visit of each node.
  bool spent() const { return work_ > options_.max_work || builder_.exhausted(); }

  void TryAll(Reference at, Choice* best) {
    const VariableSet support = builder_.Support(at);
    work_ += NodesInReach(at) * support.count();
    for (uint32_t variable = 0; variable < builder_.order().size() && !spent(); ++variable) {
      if (support.test(variable)) Try(at, variable, best);
    }
  }

  void Try(Reference at, uint32_t variable, Choice* best) {
    const uint64_t lines = LinesAfter(at, variable);
    if (lines < best->lines) *best = {variable, lines};
  }

  uint64_t LinesAfter(Reference at, uint32_t variable) {
    constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
    uint64_t lines = 0;
    for (const Branch& branch : Branches(at, variable)) {
      const uint64_t more = LineCount(branch.rest);
      lines = lines > kMost - more ? kMost : lines + more;
    }
    return lines;
  }

  size_t NodesInReach(Reference root) {
    reached_.clear();
    std::vector<Reference> pending = {root};
    while (!pending.empty()) {
      const Reference at = pending.back();
      pending.pop_back();
      if (IsLeaf(at) || !reached_.insert(at).second) continue;
      for (const Reference child : builder_.children(at)) pending.push_back(child);
    }
    return reached_.size();
  }

  Builder& builder_;
  const LineOptions& options_;
  uint64_t work_ = 0;
  absl::flat_hash_map<Reference, int32_t> leaves_;
  absl::flat_hash_map<Reference, Choice> choices_;
  absl::flat_hash_set<Reference> reached_;
};

class LineWriter {
 public:
  LineWriter(Builder& builder, const VariableSet& domain, const LineOptions& options)
      : builder_(builder), options_(options), tree_(builder, options), line_(builder.value_counts().size(), kAnyValue) {
    for (uint32_t variable = 0; variable < line_.size(); ++variable) {
      if (domain.test(variable)) total_ *= builder.value_counts()[variable];
    }
  }

  Lines Write(Reference root) {
    Write(root, 1, 1);
    while (!builder_.exhausted()) {
      const size_t before = lines_.lines.size();
      JoinLines();
      if (lines_.beyond == 0 && Widen(root)) continue;
      if (lines_.lines.size() == before) break;
    }
    return std::move(lines_);
  }

 private:
  // `taken` of `from` combinations of the values of the variables asked so far lead here.
  void Write(Reference at, Count from, Count taken) {
    const int32_t leaf = tree_.LeafInReach(at);
    if (lines_.lines.size() == options_.max_lines) {
      // There may be more lines than could ever be visited.
      lines_.beyond += CountOf(at) / from * taken;
    } else if (leaf == kSeveralLeaves) {
      const uint32_t variable = tree_.Question(at);
      const std::vector<Branch> branches = tree_.Branches(at, variable);
      const Count all = from * builder_.value_counts()[variable];
      for (const Branch& branch : branches) {
        // Where only one is left, all other values are free.
        line_[variable] = branches.size() == 1 ? kAnyValue : branch.values;
        Write(branch.rest, all, taken * static_cast<Count>(std::popcount(branch.values)));
      }
      line_[variable] = kAnyValue;
    } else if (leaf != kNoLeaf && leaf != options_.unlisted_leaf) {
      lines_.lines.push_back({leaf, line_, CountOf(at) / from * taken});
    }
  }

  // How many assignments over the domain come to a leaf that is to be listed.
  Count CountOf(Reference at) {
    if (IsLeaf(at)) return IsListed(LeafNumber(at)) ? total_ : 0;
    if (const auto known = counts_.find(at); known != counts_.end()) return known->second;
    Count count = 0;
    const std::span<const Reference> children = builder_.children(at);
    for (const Reference child : children) count += CountOf(child) / children.size();
    counts_.emplace(at, count);
    return count;
  }

  bool IsListed(int32_t leaf) const { return leaf != options_.free_leaf && leaf != options_.unlisted_leaf; }

  // Makes one of lines of the same leaf that differ in one variable only.
  void JoinLines() {
    for (uint32_t variable = 0; variable < line_.size(); ++variable) {
      std::map<std::pair<int32_t, std::vector<ValueSet>>, size_t> first;
      std::vector<Line> joined;
      for (Line& line : lines_.lines) {
        std::vector<ValueSet> others = line.values;
        others[variable] = kAnyValue;
        const auto [same, is_new] = first.emplace(std::pair(line.leaf, std::move(others)), joined.size());
        if (is_new) {
          joined.push_back(std::move(line));
        } else {
          Line& earlier = joined[same->second];
          earlier.values[variable] = Normal(variable, earlier.values[variable] | line.values[variable]);
          earlier.count += line.count;
        }
      }
      lines_.lines = std::move(joined);
    }
  }

  ValueSet Normal(uint32_t variable, ValueSet values) const {
    const ValueSet all = kAnyValue >> (kMaxValues - builder_.value_counts()[variable]);
    return (values & all) == all ? kAnyValue : values;
  }

  // Leaves out what a line can do without. True if there was anything.
  bool Widen(Reference root) {
    bool widened = false;
    for (size_t index = 0; index < lines_.lines.size(); ++index) {
      Line& line = lines_.lines[index];
      for (uint32_t variable = 0; variable < line_.size(); ++variable) {
        if (line.values[variable] == kAnyValue) continue;
        const ValueSet before = std::exchange(line.values[variable], kAnyValue);
        const bool may =
            ComesTo(root, line) && std::none_of(lines_.lines.begin(), lines_.lines.end(),
                                                [&](Line& other) { return &other != &line && Overlap(other, line); });
        if (may) {
          widened = true;
        } else {
          line.values[variable] = before;
        }
      }
    }
    return widened;
  }

  static bool Overlap(const Line& a, const Line& b) {
    for (size_t variable = 0; variable < a.values.size(); ++variable) {
      if ((a.values[variable] & b.values[variable]) == 0) return false;
    }
    return true;
  }

  // True if every assignment that agrees with the line comes to its leaf or a free one.
  bool ComesTo(Reference root, const Line& line) {
    absl::flat_hash_set<Reference> seen;
    std::vector<Reference> pending = {root};
    while (!pending.empty()) {
      const Reference at = pending.back();
      pending.pop_back();
      const int32_t leaf = tree_.LeafInReach(at);
      if (leaf == kNoLeaf || leaf == line.leaf || !seen.insert(at).second) continue;
      if (IsLeaf(at)) return false;
      const std::span<const Reference> children = builder_.children(at);
      for (uint32_t value = 0; value < children.size(); ++value) {
        if ((line.values[builder_.variable(at)] & Bit(value)) != 0) pending.push_back(children[value]);
      }
    }
    return true;
  }

  Builder& builder_;
  const LineOptions& options_;
  QuestionTree tree_;
  Count total_ = 1;
  std::vector<ValueSet> line_;  // being written
  Lines lines_;
  absl::flat_hash_map<Reference, Count> counts_;
};

// Nothing where the builder is exhausted.
std::optional<Lines> Write(const Forest& forest, Reference root, const VariableSet& domain, const LineOptions& options,
                           bool* out_of_time) {
  Builder builder({forest.value_counts().begin(), forest.value_counts().end()},
                  {forest.order().begin(), forest.order().end()},
                  {.max_nodes = options.max_nodes, .deadline = options.deadline});
  const Reference imported = builder.Import(forest, root);
  Lines lines = LineWriter(builder, domain, options).Write(imported);
  *out_of_time = builder.out_of_time();
  if (builder.exhausted()) return std::nullopt;
  return lines;
}

}  // namespace

std::optional<Lines> FewestLines(const Forest& forest, Reference root, const VariableSet& domain,
                                 const LineOptions& options) {
  bool out_of_time = false;
  std::optional<Lines> lines = Write(forest, root, domain, options, &out_of_time);
  if (lines || out_of_time) return lines;
  // The order that there is asks for nothing that would have to be built.
  LineOptions in_order = options;
  in_order.max_work = 0;
  in_order.max_nodes = std::numeric_limits<int32_t>::max();
  return Write(forest, root, domain, in_order, &out_of_time);
}

std::vector<int32_t> LeavesWithin(const Forest& forest, Reference root, std::span<const ValueSet> values) {
  std::set<int32_t> leaves;
  std::vector<bool> seen(forest.node_count(), false);
  std::vector<Reference> pending = {root};
  while (!pending.empty()) {
    const Reference at = pending.back();
    pending.pop_back();
    if (IsLeaf(at)) {
      leaves.insert(LeafNumber(at));
      continue;
    }
    if (seen[static_cast<size_t>(at)]) continue;
    seen[static_cast<size_t>(at)] = true;
    const std::span<const Reference> children = forest.children(at);
    for (uint32_t value = 0; value < children.size(); ++value) {
      if ((values[forest.variable(at)] & Bit(value)) != 0) pending.push_back(children[value]);
    }
  }
  return {leaves.begin(), leaves.end()};
}

}  // namespace connection_advisor::diagram
