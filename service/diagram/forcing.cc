#include "service/diagram/forcing.h"

#include <algorithm>
#include <array>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "absl/types/span.h"

namespace connection_advisor::diagram {
namespace {

// What may be done about a known variable, each at the cost of one: give it another value (0: leave it), or keep it (0:
// it may have any).
enum class Move { kChange, kKeep };

// A solution as one number, the better the lower: how many moves, how many of them not preferred, then the moves by
// ascending variable. Two solutions from the same set of nodes compare the same whatever was done on the way there: it
// is the least move that only one of them has that decides, and adding the same to both leaves that as it is.
__extension__ using Solution = unsigned __int128;

constexpr Solution kNone = ~Solution{0};

template <Move move>
struct Packed {
  static constexpr uint32_t kValueBits = move == Move::kChange ? 6 : 0;
  static constexpr uint32_t kBits = 7 + kValueBits;
  static constexpr uint32_t kMost = move == Move::kChange ? kMostChanges : kMostToKeepFew;
  static constexpr uint32_t kListBits = 112;
  static_assert(kMost * kBits <= kListBits && kMaxVariables <= 1 << 7 && kMaxValues <= 1 << 6);
  static constexpr Solution kList = (Solution{1} << kListBits) - 1;

  static uint32_t Count(Solution solution) { return static_cast<uint32_t>(solution >> (kListBits + 8)); }

  static Solution With(Solution solution, uint32_t variable, uint32_t value, bool preferred) {
    const Solution added = Solution{variable} << kValueBits | value;
    const Solution list = solution & kList;
    uint32_t behind = 0;  // bits of the moves that come after it
    while (behind < Count(solution) * kBits && (list >> behind & ((1u << kBits) - 1)) > added) behind += kBits;
    const Solution tail = list & ((Solution{1} << behind) - 1);
    const Solution head = list >> behind;
    const Solution one = (Solution{1} << 8 | (preferred ? 0 : 1)) << kListBits;
    return (solution & ~kList) + one + ((head << kBits | added) << behind | tail);
  }

  static std::vector<Change> Unpack(Solution solution) {
    std::vector<Change> moves(Count(solution));
    for (auto at = moves.rbegin(); at != moves.rend(); ++at, solution >>= kBits) {
      at->variable = static_cast<uint32_t>(solution >> kValueBits) & (kMaxVariables - 1);
      at->value = static_cast<uint8_t>(solution & ((1u << kValueBits) - 1));
    }
    return moves;
  }
};

struct Problem {
  const Forest& forest;
  const uint8_t* values;
  VariableSet movable;
  VariableSet preferred;
  uint64_t allowed;   // leaves that may be in reach
  uint64_t required;  // of which one must be; none: it does not matter

  bool IsFixed(uint32_t variable) const { return values[variable] != kUnknown && !movable.test(variable); }
  bool Allows(Reference leaf) const { return (allowed >> LeafNumber(leaf) & 1) != 0; }
  bool Requires(Reference leaf) const { return (required >> LeafNumber(leaf) & 1) != 0; }
};

// Of every node, the fewest moves that may do from there.
template <Move move>
class Bounds {
 public:
  static constexpr uint8_t kTooMany = Packed<move>::kMost + 1;

  Bounds(const Problem& problem, ForcingScratch& scratch) : problem_(problem), scratch_(scratch) {
    const size_t nodes = problem.forest.node_count();
    if (scratch.fewest.size() < nodes) scratch.fewest.resize(nodes);
    if (scratch.fewest_way.size() < nodes) scratch.fewest_way.resize(nodes);
    // Children have higher numbers than their parents.
    for (Reference node = static_cast<Reference>(nodes); node-- > 0;) {
      scratch.fewest[static_cast<size_t>(node)] = Fewest(node);
      if (problem.required != 0) scratch.fewest_way[static_cast<size_t>(node)] = FewestWay(node);
    }
  }

  // To come to allowed leaves only, the choice depending on the unknown variables.
  uint8_t ToForce(Reference at) const {
    if (IsLeaf(at)) return problem_.Allows(at) ? 0 : kTooMany;
    return scratch_.fewest[static_cast<size_t>(at)];
  }

  // To come to a required leaf in some assignment.
  uint8_t ToMeet(Reference at) const {
    if (IsLeaf(at)) return problem_.Requires(at) ? 0 : kTooMany;
    return scratch_.fewest_way[static_cast<size_t>(at)];
  }

 private:
  static uint8_t OneMore(uint8_t moves) { return std::min<uint8_t>(kTooMany, moves + 1); }

  uint8_t Fewest(Reference node) const {
    const uint32_t variable = problem_.forest.variable(node);
    const std::span<const Reference> children = problem_.forest.children(node);
    const uint8_t value = problem_.values[variable];
    if (problem_.IsFixed(variable)) return ToForce(children[value]);
    const bool movable = problem_.movable.test(variable);
    if (movable && move == Move::kChange) {
      uint8_t least = kTooMany;
      for (const Reference child : children) least = std::min(least, OneMore(ToForce(child)));
      return std::min(least, ToForce(children[value]));
    }
    uint8_t most = 0;
    for (const Reference child : children) most = std::max(most, ToForce(child));
    return movable ? std::min(most, OneMore(ToForce(children[value]))) : most;
  }

  uint8_t FewestWay(Reference node) const {
    const uint32_t variable = problem_.forest.variable(node);
    const std::span<const Reference> children = problem_.forest.children(node);
    const uint8_t value = problem_.values[variable];
    if (problem_.IsFixed(variable)) return ToMeet(children[value]);
    uint8_t least = kTooMany;
    for (const Reference child : children) least = std::min(least, ToMeet(child));
    return problem_.movable.test(variable) ? std::min(OneMore(least), ToMeet(children[value])) : least;
  }

  const Problem& problem_;
  ForcingScratch& scratch_;
};

// The search itself, over sets of nodes. A set lies in the pool, sorted; those that were searched stay there, as the
// keys of what was found.
template <Move move>
class Search {
 public:
  Search(const Problem& problem, ForcingScratch& scratch, uint32_t max_steps)
      : problem_(problem),
        bounds_(problem, scratch),
        pool_(scratch.pool),
        steps_left_(max_steps),
        found_(0, SetHash{&scratch.pool}, SetEqual{&scratch.pool}) {}

  // kNone where there is none with that many moves, or the steps have run out.
  Solution FewestFrom(Reference root, uint32_t most) {
    const uint32_t least = std::max(bounds_.ToForce(root), problem_.required != 0 ? bounds_.ToMeet(root) : uint8_t{0});
    for (uint32_t moves = least; moves <= most; ++moves) {
      pool_.clear();
      found_.clear();
      Successor set = Begin(moves, problem_.required == 0);
      Add(root, &set);
      const Solution solution = Find(set);
      if (steps_left_ == 0) return kNone;
      if (solution != kNone) return solution;
    }
    return kNone;
  }

 private:
  struct Set {
    uint32_t first;  // in the pool
    uint32_t size;
    uint8_t moves;  // that are left
    bool met;       // a required leaf is in reach
  };
  struct SetHash {
    const std::vector<Reference>* pool;
    size_t operator()(const Set& set) const {
      return absl::HashOf(absl::MakeConstSpan(pool->data() + set.first, set.size), set.moves, set.met);
    }
  };
  struct SetEqual {
    const std::vector<Reference>* pool;
    bool operator()(const Set& a, const Set& b) const {
      return a.size == b.size && a.moves == b.moves && a.met == b.met &&
             std::equal(pool->data() + a.first, pool->data() + a.first + a.size, pool->data() + b.first);
    }
  };
  // A set while it is put together at the end of the pool.
  struct Successor {
    Set set;
    bool dead = false;
  };

  Successor Begin(uint32_t moves, bool met) const {
    return {
        .set = {
            .first = static_cast<uint32_t>(pool_.size()), .size = 0, .moves = static_cast<uint8_t>(moves), .met = met}};
  }

  void Add(Reference at, Successor* successor) {
    while (!IsLeaf(at) && problem_.IsFixed(problem_.forest.variable(at))) {
      at = problem_.forest.children(at)[problem_.values[problem_.forest.variable(at)]];
    }
    if (steps_left_ > 0) --steps_left_;
    if (steps_left_ == 0 || bounds_.ToForce(at) > successor->set.moves) {
      successor->dead = true;
    } else if (!IsLeaf(at)) {
      pool_.push_back(at);
    } else if (problem_.Requires(at)) {
      successor->set.met = true;
    }
  }

  // Drops the set from the end of the pool unless it is searched for the first time.
  Solution Find(Successor& successor) {
    Set& set = successor.set;
    const auto first = pool_.begin() + set.first;
    if (!successor.dead) {
      std::sort(first, pool_.end());
      pool_.erase(std::unique(first, pool_.end()), pool_.end());
      set.size = static_cast<uint32_t>(pool_.size()) - set.first;
      successor.dead = !set.met && std::none_of(first, pool_.end(),
                                                [&](Reference node) { return bounds_.ToMeet(node) <= set.moves; });
    }
    if (successor.dead || set.size == 0) {
      pool_.resize(set.first);
      return successor.dead ? kNone : Solution{0};
    }
    const auto known = found_.find(set);
    if (known != found_.end()) {
      pool_.resize(set.first);
      return known->second;
    }
    const Solution solution = Branch(set);
    found_.emplace(set, solution);
    return solution;
  }

  Solution Branch(const Set& set) {
    const uint32_t variable = TopVariable(set);
    if (problem_.values[variable] == kUnknown) return FindAll(set, variable, set.moves);
    return move == Move::kChange ? BranchByChanging(set, variable) : BranchByKeeping(set, variable);
  }

  Solution BranchByChanging(const Set& set, uint32_t variable) {
    const uint8_t known = problem_.values[variable];
    Solution best = FindOne(set, variable, known, set.moves);
    for (uint8_t value = 0; set.moves > 0 && value < problem_.forest.value_counts()[variable]; ++value) {
      if (value != known) best = std::min(best, Moved(FindOne(set, variable, value, set.moves - 1u), variable, value));
    }
    return best;
  }

  Solution BranchByKeeping(const Set& set, uint32_t variable) {
    Solution best = FindAll(set, variable, set.moves);
    if (set.moves == 0) return best;
    const Solution kept = FindOne(set, variable, problem_.values[variable], set.moves - 1u);
    return std::min(best, Moved(kept, variable, 0));
  }

  Solution Moved(Solution solution, uint32_t variable, uint8_t value) const {
    if (solution == kNone) return kNone;
    return Packed<move>::With(solution, variable, value, problem_.preferred.test(variable));
  }

  // With the variable's value; with any.
  Solution FindOne(const Set& set, uint32_t variable, uint8_t value, uint32_t moves) {
    return FindNext(set, variable, moves,
                    [&](std::span<const Reference> children, Successor* next) { Add(children[value], next); });
  }
  Solution FindAll(const Set& set, uint32_t variable, uint32_t moves) {
    return FindNext(set, variable, moves, [&](std::span<const Reference> children, Successor* next) {
      for (const Reference child : children) Add(child, next);
    });
  }

  template <typename Step>
  Solution FindNext(const Set& set, uint32_t variable, uint32_t moves, Step step) {
    Successor next = Begin(moves, set.met);
    for (uint32_t i = 0; i < set.size && !next.dead; ++i) {
      const Reference node = pool_[set.first + i];
      if (problem_.forest.variable(node) == variable) {
        step(problem_.forest.children(node), &next);
      } else {
        Add(node, &next);
      }
    }
    return Find(next);
  }

  uint32_t TopVariable(const Set& set) const {
    uint32_t top = std::numeric_limits<uint32_t>::max();
    for (uint32_t i = 0; i < set.size; ++i) {
      top = std::min(top, problem_.forest.level(problem_.forest.variable(pool_[set.first + i])));
    }
    return problem_.forest.order()[top];
  }

  const Problem& problem_;
  const Bounds<move> bounds_;
  std::vector<Reference>& pool_;
  uint32_t steps_left_;
  absl::flat_hash_map<Set, Solution, SetHash, SetEqual> found_;
};

VariableSet TestedBy(const Forest& forest, Reference root, const uint8_t* values, const VariableSet& droppable,
                     ForcingScratch& scratch) {
  std::array<uint8_t, kMaxVariables> without{};
  for (uint32_t variable = 0; variable < forest.value_counts().size(); ++variable) {
    without[variable] = droppable.test(variable) ? kUnknown : values[variable];
  }
  NodesInReach(forest, root, without.data(), scratch.visited, &scratch.pool);
  VariableSet tested;
  for (const Reference node : scratch.pool) tested.set(forest.variable(node));
  return tested & droppable;
}

std::vector<uint32_t> DropOneByOne(const Forest& forest, Reference root, const uint8_t* values,
                                   const VariableSet& droppable, uint64_t allowed, Visited& visited) {
  std::array<uint8_t, kMaxVariables> kept{};
  std::copy_n(values, forest.value_counts().size(), kept.begin());
  std::vector<uint32_t> variables;
  for (uint32_t variable = kMaxVariables; variable-- > 0;) {
    if (!droppable.test(variable)) continue;
    kept[variable] = kUnknown;
    if ((LeavesInReach(forest, root, kept.data(), visited, ~allowed) & ~allowed) == 0) continue;
    kept[variable] = values[variable];
    variables.push_back(variable);
  }
  std::reverse(variables.begin(), variables.end());
  return variables;
}

}  // namespace

std::optional<std::vector<Change>> FewestChanges(const Forest& forest, Reference root, const uint8_t* values,
                                                 const VariableSet& changeable, const VariableSet& preferred,
                                                 int32_t wanted, int32_t ignored, ForcingScratch& scratch,
                                                 uint32_t max_steps) {
  const uint64_t required = uint64_t{1} << wanted;
  const Problem problem{forest, values, changeable, preferred, required | uint64_t{1} << ignored, required};
  const Solution solution = Search<Move::kChange>(problem, scratch, max_steps).FewestFrom(root, kMostChanges);
  if (solution == kNone) return std::nullopt;
  return Packed<Move::kChange>::Unpack(solution);
}

std::vector<uint32_t> FewestToKeep(const Forest& forest, Reference root, const uint8_t* values,
                                   const VariableSet& droppable, uint64_t allowed, ForcingScratch& scratch,
                                   uint32_t max_steps) {
  const VariableSet tested = TestedBy(forest, root, values, droppable, scratch);
  if (tested.count() <= kMostToKeepFew) {
    const Problem problem{forest, values, droppable, {}, allowed, 0};
    const Solution solution = Search<Move::kKeep>(problem, scratch, max_steps).FewestFrom(root, kMostToKeepFew);
    if (solution != kNone) {
      std::vector<uint32_t> variables;
      for (const Change& kept : Packed<Move::kKeep>::Unpack(solution)) variables.push_back(kept.variable);
      return variables;
    }
  }
  return DropOneByOne(forest, root, values, tested, allowed, scratch.visited);
}

}  // namespace connection_advisor::diagram
