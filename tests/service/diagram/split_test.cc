#include "service/diagram/split.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

// Rounding adds up to no more than this.
constexpr double kSlack = 64;

void ExpectShares(const LeafShares& shares, const std::array<uint64_t, kSplitLeaves>& counts, uint64_t total) {
  for (size_t leaf = 0; leaf < kSplitLeaves; ++leaf) {
    const auto exact = static_cast<uint64_t>(Count{counts[leaf]} * kWholeShare / total);
    EXPECT_NEAR(static_cast<double>(static_cast<int64_t>(shares[leaf] - exact)), 0, kSlack) << "leaf " << leaf;
  }
}

TEST(SplitByValueTest, CountsTheAssignmentsOfEachLeafAndValue) {
  Generator generator(80);
  SplitScratch scratch;  // one for all: forests of all sizes, in any order
  Split split;
  for (uint32_t round = 0; round < 2000 && !testing::Test::HasFailure(); ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, kSplitLeaves);
    const Table other = generator.Function(domain, kSplitLeaves);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, other), generator.Build(builder, table)});
    const Assignment values = generator.PartialAssignment(domain);

    uint64_t total = 0;
    std::array<uint64_t, kSplitLeaves> all{};
    std::vector<std::array<std::array<uint64_t, kSplitLeaves>, 64>> by_value(domain.variable_count());
    for (const Assignment& assignment : domain.assignments()) {
      if (!Agrees(assignment, values)) continue;
      ++total;
      const auto leaf = static_cast<size_t>(table(assignment));
      ++all[leaf];
      for (size_t variable = 0; variable < assignment.size(); ++variable)
        ++by_value[variable][assignment[variable]][leaf];
    }
    SplitByValue(frozen.forest, frozen.roots[1], values.data(), scratch, &split);
    ExpectShares(split.all(), all, total);
    for (size_t leaf = 0; leaf < kSplitLeaves; ++leaf) ASSERT_EQ(split.all()[leaf] == 0, all[leaf] == 0);
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
      const std::span<const LeafShares> shares = split.of(variable);
      if (shares.empty()) continue;
      ASSERT_EQ(values[variable], kUnknown);
      ASSERT_EQ(shares.size(), domain.value_counts()[variable]);
      for (size_t value = 0; value < shares.size(); ++value)
        ExpectShares(shares[value], by_value[variable][value], total);
    }
    // Whatever the function depends on is tested.
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
      if (values[variable] != kUnknown || !split.of(variable).empty()) continue;
      for (size_t value = 1; value < domain.value_counts()[variable]; ++value) {
        ASSERT_EQ(by_value[variable][value], by_value[variable][0]);
      }
    }
  }
}

// One of 2^128 assignments.
TEST(SplitByValueTest, LosesNoLeafHoweverFewAssignmentsComeToIt) {
  constexpr uint32_t kVariables = 128;
  std::vector<uint32_t> order;
  for (uint32_t variable = 0; variable < kVariables; ++variable) order.push_back(variable);
  Builder builder(std::vector<uint8_t>(kVariables, 2), order);
  Reference all = Leaf(1);
  for (uint32_t variable = kVariables; variable-- > 0;) all = builder.Case(variable, std::array{Leaf(0), all});
  const FrozenFunctions frozen = Frozen(builder, {all});
  const Assignment nothing(kVariables, kUnknown);
  SplitScratch scratch;
  Split split;
  SplitByValue(frozen.forest, frozen.roots[0], nothing.data(), scratch, &split);
  EXPECT_GT(split.all()[0], kWholeShare - 1000);
  EXPECT_GT(split.all()[1], 0u);
  EXPECT_LT(split.all()[1], 1000u);
}

TEST(SplitByValueTest, SplitsNothingWhereTheLeafIsReached) {
  SplitScratch scratch;
  Split split;
  SplitByValue(Forest(), Leaf(2), nullptr, scratch, &split);
  EXPECT_EQ(split.all(), (LeafShares{0, 0, kWholeShare, 0}));
  EXPECT_EQ(split.nodes(), 0u);
  for (uint32_t variable = 0; variable < kMaxVariables; ++variable) EXPECT_TRUE(split.of(variable).empty());
}

}  // namespace
}  // namespace connection_advisor::diagram
