#include "service/diagram/count.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 4;

TEST(CountTest, CountsTheAssignmentsOfADomainThatReachEachLeaf) {
  Generator generator(30);
  CountScratch scratch;
  for (uint32_t round = 0; round < 3000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, kLeaves);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table)});
    const VariableSet counted = generator.SetAround(table);
    // A known value counts whether or not its variable is in the domain.
    const Assignment values = generator.PartialAssignment(domain);

    std::vector<Count> expected(kLeaves, 0);
    for (const Assignment& assignment : domain.assignments()) {
      bool counts = true;
      for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
        // Of what is outside, one value stands for all.
        const bool free = counted.test(variable) && values[variable] == kUnknown;
        const uint8_t only = values[variable] == kUnknown ? 0 : values[variable];
        counts = counts && (free || assignment[variable] == only);
      }
      if (counts) ++expected[static_cast<size_t>(table(assignment))];
    }
    std::vector<Count> counts(kLeaves, 0);
    CountLeaves(frozen.forest, frozen.roots[0], values.data(), counted, scratch, counts);
    ASSERT_TRUE(counts == expected);
  }
}

TEST(CountTest, AddsToWhatIsThere) {
  Builder builder({2, 3}, {0, 1});
  const FrozenFunctions frozen = Frozen(builder, {builder.Case(1, std::array{Leaf(0), Leaf(1), Leaf(1)}), Leaf(1)});
  const Assignment nothing(2, kUnknown);
  CountScratch scratch;
  std::vector<Count> counts = {10, 20};
  CountLeaves(frozen.forest, frozen.roots[0], nothing.data(), 0b11, scratch, counts);
  EXPECT_TRUE(counts == (std::vector<Count>{12, 24}));
  CountLeaves(frozen.forest, frozen.roots[1], nothing.data(), 0b11, scratch, counts);
  EXPECT_TRUE(counts == (std::vector<Count>{12, 30}));
}

TEST(CountTest, IsExactUpTo120Bits) {
  // 2^120 assignments; leaf 1 where all variables are 1: one of them.
  constexpr uint32_t kVariables = 120;
  std::vector<uint32_t> order;
  for (uint32_t variable = 0; variable < kVariables; ++variable) order.push_back(variable);
  Builder builder(std::vector<uint8_t>(kVariables, 2), order);
  Reference all = kTrue;
  for (uint32_t variable = kVariables; variable-- > 0;) all = builder.Case(variable, std::array{kFalse, all});
  const FrozenFunctions frozen = Frozen(builder, {all});
  VariableSet domain;
  for (uint32_t variable = 0; variable < kVariables; ++variable) domain.set(variable);
  const Assignment nothing(kVariables, kUnknown);
  CountScratch scratch;
  std::vector<Count> counts(2, 0);
  CountLeaves(frozen.forest, frozen.roots[0], nothing.data(), domain, scratch, counts);
  EXPECT_EQ(ToString(counts[0]), "1329227995784915872903807060280344575");
  EXPECT_EQ(ToString(counts[1]), "1");
  EXPECT_EQ(ToString(counts[0] + counts[1]), "1329227995784915872903807060280344576");
}

TEST(CountTest, WritesCountsInDigits) {
  EXPECT_EQ(ToString(0), "0");
  EXPECT_EQ(ToString(7), "7");
  EXPECT_EQ(ToString(37'888), "37888");
  EXPECT_EQ(ToString(Count{10} * 1'000'000'000'000'000'000u), "10000000000000000000");
  EXPECT_EQ(ToString(~Count{0}), "340282366920938463463374607431768211455");
}

TEST(CountTest, DividesOnceForAShare) {
  EXPECT_EQ(Share(0, 0), 0.0);
  EXPECT_EQ(Share(0, 5), 0.0);
  EXPECT_EQ(Share(1, 3), 1.0 / 3.0);
  EXPECT_EQ(Share(5, 5), 1.0);
  EXPECT_EQ(Share(Count{1} << 119, Count{1} << 120), 0.5);
}

}  // namespace
}  // namespace connection_advisor::diagram
