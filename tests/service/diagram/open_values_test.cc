#include "service/diagram/open_values.h"

#include <gtest/gtest.h>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 3;

TEST(OpenValuesTest, AreThoseOfTheAssignmentsThatComeToTheLeaf) {
  Generator generator(50);
  OpenValuesScratch scratch;  // one for all: forests of all sizes, in any order
  uint32_t ruled_out = 0;
  for (uint32_t round = 0; round < 2000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, kLeaves);
    const Table other = generator.Function(domain, kLeaves);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, other), generator.Build(builder, table)});
    const Assignment values = generator.PartialAssignment(domain);
    for (int32_t leaf = 0; leaf < kLeaves; ++leaf) {
      std::vector<uint64_t> expected(domain.variable_count(), 0);
      for (const Assignment& assignment : domain.assignments()) {
        if (!Agrees(assignment, values) || table(assignment) != leaf) continue;
        for (size_t variable = 0; variable < assignment.size(); ++variable) {
          expected[variable] |= uint64_t{1} << assignment[variable];
        }
      }
      const OpenValueSets open = OpenValues(frozen.forest, frozen.roots[1], values.data(), leaf, scratch);
      for (size_t variable = 0; variable < expected.size(); ++variable) {
        ASSERT_EQ(open[variable], expected[variable]) << "round " << round << ", variable " << variable;
        const auto all = (uint64_t{1} << domain.value_counts()[variable]) - 1;
        ruled_out += expected[variable] != all && values[variable] == kUnknown ? 1 : 0;
      }
    }
  }
  EXPECT_GT(ruled_out, 1000u);
}

TEST(OpenValuesTest, MayBeAsManyAsAVariableHas) {
  Builder builder({kMaxValues, 2}, {0, 1});
  std::vector<Reference> children(kMaxValues, Leaf(1));
  children.back() = Leaf(0);
  const FrozenFunctions frozen = Frozen(builder, {builder.Case(0, children), Leaf(1)});
  const Assignment nothing(2, kUnknown);
  OpenValuesScratch scratch;
  EXPECT_EQ(OpenValues(frozen.forest, frozen.roots[0], nothing.data(), 1, scratch)[0], ~uint64_t{0} >> 1);
  EXPECT_EQ(OpenValues(frozen.forest, frozen.roots[1], nothing.data(), 1, scratch)[0], ~uint64_t{0});
  EXPECT_EQ(OpenValues(frozen.forest, frozen.roots[1], nothing.data(), 0, scratch)[0], 0u);
}

}  // namespace
}  // namespace connection_advisor::diagram
