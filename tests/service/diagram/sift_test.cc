#include "service/diagram/sift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

using ::testing::ElementsAreArray;

size_t Size(const Builder& builder, const std::vector<Reference>& roots) {
  return Frozen(builder, roots).forest.node_count();
}

bool IsPermutation(std::span<const uint32_t> order) {
  std::vector<uint32_t> sorted(order.begin(), order.end());
  std::sort(sorted.begin(), sorted.end());
  for (uint32_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] != i) return false;
  }
  return true;
}

// Two variables of `value_count` values each that must agree, for any of the pairs; all first ones above all second
// ones.
struct Pairs {
  Pairs(uint32_t pairs, uint8_t value_count)
      : builder(std::vector<uint8_t>(size_t{2} * pairs, value_count), FirstOnesFirst(pairs)) {
    for (uint32_t pair = 0; pair < pairs; ++pair) {
      std::vector<Reference> agree;
      for (uint8_t value = 0; value < value_count; ++value) {
        std::vector<Reference> second(value_count, kFalse);
        // Of booleans, both must be true: the example that the literature has.
        if (value_count > 2 || value == 1) second[value] = kTrue;
        agree.push_back(builder.Case(2 * pair + 1, second));
      }
      root = builder.IfThenElse(builder.Case(2 * pair, agree), kTrue, root);
    }
  }

  static std::vector<uint32_t> FirstOnesFirst(uint32_t pairs) {
    std::vector<uint32_t> order;
    for (const uint32_t first : {0u, 1u}) {
      for (uint32_t pair = 0; pair < pairs; ++pair) order.push_back(2 * pair + first);
    }
    return order;
  }

  Builder builder;
  Reference root = kFalse;
};

TEST(SiftTest, KeepsTheFunctionsAndNeverGrows) {
  Generator generator(60);
  uint32_t smaller = 0;
  for (uint32_t round = 0; round < 3000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    std::vector<Table> tables;
    std::vector<Reference> roots;
    for (uint32_t function = 1 + generator.Below(3); function > 0; --function) {
      tables.push_back(generator.Function(domain, 3));
      roots.push_back(generator.Build(builder, tables.back()));
    }
    roots.push_back(roots.front());
    tables.push_back(tables.front());

    const Sifted sifted = Sift(builder, roots);
    ASSERT_TRUE(IsPermutation(sifted.builder->order()));
    ASSERT_EQ(sifted.roots.size(), roots.size());
    for (size_t i = 0; i < roots.size(); ++i) {
      ASSERT_EQ(TableOf(*sifted.builder, sifted.roots[i], domain), tables[i]);
      ASSERT_EQ(generator.Build(*sifted.builder, tables[i]), sifted.roots[i]) << "it can be built on";
    }
    const size_t before = Size(builder, roots);
    const size_t after = Size(*sifted.builder, sifted.roots);
    ASSERT_LE(after, before);
    smaller += after < before ? 1 : 0;
  }
  EXPECT_GT(smaller, 500u);
}

// Where moving one variable alone would gain, sifting has not ended.
TEST(SiftTest, EndsWhereNoSingleMoveGains) {
  Generator generator(61);
  for (uint32_t round = 0; round < 300; ++round) {
    const Domain domain = generator.SmallDomain(3, 5);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, 2);
    const Sifted sifted = Sift(builder, std::array{generator.Build(builder, table)});
    const std::vector<uint32_t> order(sifted.builder->order().begin(), sifted.builder->order().end());
    for (size_t from = 0; from + 1 < order.size(); ++from) {
      std::vector<uint32_t> neighbour = order;
      std::swap(neighbour[from], neighbour[from + 1]);
      Builder other(domain.value_counts(), neighbour);
      const Reference root = Generator::Build(other, table, neighbour);
      // One swap can grow the diagram past the bound at which a variable turns back, never shrink it.
      ASSERT_GE(Size(other, {root}), Size(*sifted.builder, sifted.roots));
    }
  }
}

TEST(SiftTest, BringsTogetherWhatBelongsTogether) {
  Pairs pairs(8, 2);
  EXPECT_EQ(Size(pairs.builder, {pairs.root}), 510u);
  const Sifted sifted = Sift(pairs.builder, std::array{pairs.root});
  EXPECT_EQ(Size(*sifted.builder, sifted.roots), 16u);
}

TEST(SiftTest, BringsTogetherWhatBelongsTogetherWithMoreValues) {
  Pairs pairs(5, 3);
  const Sifted sifted = Sift(pairs.builder, std::array{pairs.root});
  // Of each pair one node above and one for each of its values below.
  EXPECT_EQ(Size(*sifted.builder, sifted.roots), 20u);
  EXPECT_GT(Size(pairs.builder, {pairs.root}), 100u);
}

TEST(SiftTest, LeavesBehindWhatTheRootsDoNotReach) {
  Pairs pairs(6, 2);
  const Sifted sifted = Sift(pairs.builder, std::array{pairs.root});
  EXPECT_EQ(sifted.builder->node_count(), 12u);
  const Sifted nothing = Sift(pairs.builder, std::array{kTrue});
  EXPECT_EQ(nothing.builder->node_count(), 0u);
  EXPECT_EQ(nothing.roots, std::vector{kTrue});
  EXPECT_THAT(nothing.builder->order(), ElementsAreArray(pairs.builder.order()));
}

TEST(SiftTest, GivesTheSameEveryTime) {
  Generator generator(62);
  for (uint32_t round = 0; round < 300; ++round) {
    const Domain domain = generator.SmallDomain(4, 6);
    const std::vector<uint32_t> order = generator.Order(domain.variable_count());
    const Table table = generator.Function(domain, 3);
    const SiftLimits limits{.max_work = generator.Below(5000)};
    const auto sift = [&] {
      Builder builder(domain.value_counts(), order);
      return Sift(builder, std::array{generator.Build(builder, table)}, limits);
    };
    const Sifted first = sift();
    const Sifted second = sift();
    ASSERT_EQ(first.roots, second.roots);
    ASSERT_THAT(first.builder->order(), ElementsAreArray(second.builder->order()));
    ASSERT_EQ(first.builder->node_count(), second.builder->node_count());
  }
}

TEST(SiftTest, TakesAsManyRoundsAsItMay) {
  Generator generator(64);
  uint32_t more = 0;
  for (uint32_t round = 0; round < 300; ++round) {
    const Domain domain = generator.SmallDomain(5, 6);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const std::array roots = {generator.Build(builder, generator.Function(domain, 2))};
    const Sifted none = Sift(builder, roots, {.max_rounds = 0});
    ASSERT_THAT(none.builder->order(), ElementsAreArray(builder.order()));
    const Sifted one = Sift(builder, roots, {.max_rounds = 1});
    const Sifted again = Sift(*one.builder, one.roots, {.max_rounds = 1});
    const Sifted two = Sift(builder, roots, {.max_rounds = 2});
    ASSERT_THAT(two.builder->order(), ElementsAreArray(again.builder->order()));
    more += two.builder->node_count() < one.builder->node_count() ? 1 : 0;
  }
  EXPECT_GT(more, 0u) << "a second round never gains";
}

TEST(SiftTest, MovesNothingWhereALimitIsPassed) {
  Pairs pairs(5, 2);
  for (const SiftLimits& limits : {SiftLimits{.max_nodes = 62}, SiftLimits{.max_work = 0},
                                   SiftLimits{.deadline = std::chrono::steady_clock::time_point::min()}}) {
    const Sifted sifted = Sift(pairs.builder, std::array{pairs.root}, limits);
    if (limits.max_work == 0) {
      // The first step tells how much work it was.
      EXPECT_LE(Size(*sifted.builder, sifted.roots), 62u);
      continue;
    }
    EXPECT_THAT(sifted.builder->order(), ElementsAreArray(pairs.builder.order()));
    EXPECT_EQ(Size(*sifted.builder, sifted.roots), 62u);
  }
}

TEST(SiftTest, StopsHalfWayWithWhatItHas) {
  Pairs pairs(8, 2);
  size_t last = 510;
  for (const uint64_t max_work : {1'000u, 5'000u, 20'000u, 100'000u, 500'000u}) {
    const Sifted sifted = Sift(pairs.builder, std::array{pairs.root}, {.max_work = max_work});
    const size_t size = Size(*sifted.builder, sifted.roots);
    EXPECT_LE(size, last) << max_work;
    last = size;
  }
  EXPECT_EQ(last, 16u);
}

TEST(SiftTest, SavesWhatWasBuiltBeforeTheBuilderWasExhausted) {
  Builder builder({2, 2, 2}, {0, 1, 2}, {.max_nodes = 2});
  const Reference low = builder.Case(2, std::array{kFalse, kTrue});
  const Reference both = builder.Case(1, std::array{kFalse, low});
  builder.Case(0, std::array{low, both});
  ASSERT_TRUE(builder.exhausted());
  const Sifted sifted = Sift(builder, std::array{both});
  EXPECT_FALSE(sifted.builder->exhausted());
  EXPECT_EQ(Evaluate(*sifted.builder, sifted.roots[0], {0, 1, 1}), 1);
  EXPECT_EQ(Evaluate(*sifted.builder, sifted.roots[0], {0, 1, 0}), 0);
}

TEST(SiftTest, HandsOnTheBudget) {
  Builder builder({2, 2}, {0, 1}, {.max_nodes = 1});
  const Sifted sifted = Sift(builder, std::array{builder.Case(0, std::array{kFalse, kTrue})});
  EXPECT_FALSE(sifted.builder->exhausted());
  sifted.builder->Case(1, std::array{kFalse, kTrue});
  EXPECT_TRUE(sifted.builder->exhausted());
}

// Too many assignments to try them all: a sample.
TEST(SiftTest, KeepsFunctionsOfManyVariables) {
  Generator generator(63);
  for (uint32_t round = 0; round < 5; ++round) {
    constexpr uint32_t kVariables = 24;
    std::vector<uint8_t> value_counts(kVariables);
    for (uint8_t& count : value_counts) count = static_cast<uint8_t>(2 + generator.Below(3));
    Builder builder(value_counts, generator.Order(kVariables));
    // Thirty rules, each on three variables, the first that holds decides.
    Reference root = Leaf(0);
    for (int32_t rule = 1; rule <= 30; ++rule) {
      Reference condition = kTrue;
      for (uint32_t test = 0; test < 3; ++test) {
        const uint32_t variable = generator.Below(kVariables);
        std::vector<Reference> children(value_counts[variable], kFalse);
        children[generator.Below(value_counts[variable])] = kTrue;
        condition = builder.IfThenElse(builder.Case(variable, children), condition, kFalse);
      }
      root = builder.IfThenElse(condition, Leaf(rule), root);
    }
    const Sifted sifted = Sift(builder, std::array{root});
    EXPECT_LE(Size(*sifted.builder, sifted.roots), Size(builder, {root}));
    for (uint32_t sample = 0; sample < 2000; ++sample) {
      Assignment assignment;
      for (const uint8_t count : value_counts) assignment.push_back(static_cast<uint8_t>(generator.Below(count)));
      ASSERT_EQ(Evaluate(*sifted.builder, sifted.roots[0], assignment), Evaluate(builder, root, assignment));
    }
  }
}

}  // namespace
}  // namespace connection_advisor::diagram
