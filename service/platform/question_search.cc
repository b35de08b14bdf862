#include "service/platform/question_search.h"

#include <algorithm>
#include <array>
#include <bit>

namespace connection_advisor::platform {
namespace {

using diagram::kUnknown;
using diagram::LeafShares;
using diagram::Reference;
using diagram::Split;

constexpr int kLogBits = 16;

// The binary logarithm of a number above 0, in units of 2^-kLogBits, rounded down: bit by bit, by squaring.
uint64_t Log2(uint64_t number) {
  const int whole = 63 - std::countl_zero(number);
  uint64_t mantissa = number << (63 - whole);
  auto logarithm = static_cast<uint64_t>(whole);
  for (int bit = 0; bit < kLogBits; ++bit) {
    const diagram::Count square = diagram::Count{mantissa} * mantissa >> 63;
    const bool two = square >> 64 != 0;
    mantissa = static_cast<uint64_t>(two ? square >> 1 : square);
    logarithm = logarithm << 1 | (two ? 1 : 0);
  }
  return logarithm;
}

// Of the open cases: leaf 0 is what is impossible.
uint64_t Open(const LeafShares& shares) { return shares[1] + shares[2] + shares[3]; }
bool IsSettled(const LeafShares& shares) { return std::count(shares.begin() + 1, shares.end(), 0u) >= 2; }

// The entropy of the verdict, times the open cases.
uint64_t Entropy(const LeafShares& shares) {
  if (IsSettled(shares)) return 0;
  const uint64_t open = Open(shares);
  diagram::Count entropy = diagram::Count{open} * Log2(open);
  for (size_t leaf = 1; leaf < shares.size(); ++leaf) {
    if (shares[leaf] == 0) continue;
    entropy -= std::min(entropy, diagram::Count{shares[leaf]} * Log2(shares[leaf]));
  }
  return static_cast<uint64_t>(entropy >> kLogBits);
}

class Search {
 public:
  Search(const diagram::Forest& forest, Reference root, QuestionSearchScratch& scratch)
      : forest_(forest), root_(root), scratch_(scratch) {
    values_.fill(kUnknown);
  }

  std::vector<uint32_t> Order(const diagram::VariableSet& facts, uint32_t steps) {
    const Split& split = SplitAt(0);
    std::vector<Asked> asked;
    for (uint32_t fact = 0; fact < facts.size(); ++fact) {
      if (facts.test(fact)) asked.push_back({EntropyAfter(split, fact), fact});
    }
    std::stable_sort(asked.begin(), asked.end());
    const auto looked_at = asked.begin() + static_cast<std::ptrdiff_t>(LookAhead(split, steps, 0, &asked));
    std::stable_sort(asked.begin(), looked_at);
    std::vector<uint32_t> order;
    for (const Asked& question : asked) order.push_back(question.fact);
    return order;
  }

 private:
  struct Asked {
    uint64_t after;  // A, or its estimate
    uint32_t fact;
    bool operator<(const Asked& other) const { return after != other.after ? after < other.after : fact < other.fact; }
  };

  const Split& SplitAt(size_t depth) {
    if (scratch_.splits.size() <= depth) scratch_.splits.emplace_back();
    diagram::SplitByValue(forest_, root_, values_.data(), scratch_.split, &scratch_.splits[depth]);
    return scratch_.splits[depth];
  }

  static uint64_t EntropyAfter(const Split& split, uint32_t fact) {
    if (split.of(fact).empty()) return Entropy(split.all());
    uint64_t entropy = 0;
    for (const LeafShares& shares : split.of(fact)) entropy += Entropy(shares);
    return entropy;
  }

  // Replaces the estimates of the first of `asked` by what is found below them; of how many, there is something to
  // spend on each.
  size_t LookAhead(const Split& split, uint64_t steps, size_t depth, std::vector<Asked>* asked) {
    const uint64_t left = steps - std::min<uint64_t>(steps, split.nodes());
    uint64_t states = 0;
    size_t count = 0;
    for (; count < asked->size(); ++count) {
      const uint64_t more = states + split.of((*asked)[count].fact).size();
      if (more * split.nodes() > left) break;
      states = more;
    }
    for (size_t i = 0; i < count; ++i) {
      const uint32_t fact = (*asked)[i].fact;
      const uint8_t value_count = forest_.value_counts()[fact];
      uint64_t after = 0;
      for (uint8_t value = 0; value < value_count; ++value) {
        values_[fact] = value;
        after += Expected(left / states, depth + 1) / value_count;
      }
      values_[fact] = kUnknown;
      (*asked)[i].after = after;
    }
    return count;
  }

  // T, as a share of the cases that agree with what is known.
  uint64_t Expected(uint64_t steps, size_t depth) {
    const Split& split = SplitAt(depth);
    if (IsSettled(split.all())) return 0;
    std::vector<Asked> asked;
    for (uint32_t fact = 0; fact < forest_.value_counts().size(); ++fact) {
      if (!split.of(fact).empty()) asked.push_back({EntropyAfter(split, fact), fact});
    }
    std::sort(asked.begin(), asked.end());
    const size_t looked_at = LookAhead(split, steps, depth, &asked);
    const auto end = asked.begin() + static_cast<std::ptrdiff_t>(std::max<size_t>(looked_at, 1));
    return Open(split.all()) + std::min_element(asked.begin(), end)->after;
  }

  const diagram::Forest& forest_;
  const Reference root_;
  QuestionSearchScratch& scratch_;
  std::array<uint8_t, diagram::kMaxVariables> values_;
};

}  // namespace

std::vector<uint32_t> SearchQuestions(const diagram::Builder& builder, Reference verdict,
                                      const diagram::VariableSet& facts, QuestionSearchScratch& scratch,
                                      uint32_t max_steps) {
  std::vector<Reference> roots;
  const diagram::Forest forest = diagram::Freeze(builder, {&verdict, 1}, &roots);
  return Search(forest, roots.front(), scratch).Order(facts, max_steps);
}

}  // namespace connection_advisor::platform
