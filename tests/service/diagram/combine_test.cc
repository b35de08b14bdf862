#include "service/diagram/combine.h"

#include <gtest/gtest.h>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

TEST(CombineTest, ComesToTheLeafOfBothLeavesEverywhere) {
  Generator generator(70);
  for (uint32_t round = 0; round < 1000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    Combination combine(builder, [](int32_t left, int32_t right) { return 4 * left + right; });
    for (uint32_t pair = 0; pair < 3; ++pair) {
      const Table left = generator.Function(domain, 3);
      const Table right = generator.Function(domain, 4);
      const Reference combined = combine(generator.Build(builder, left), generator.Build(builder, right));
      ASSERT_TRUE(TableOf(builder, combined, domain) == Tabulate(domain, [&](const Assignment& assignment) {
                    return 4 * left(assignment) + right(assignment);
                  }));
    }
  }
}

TEST(CombineTest, IsTheSameNodeForTheSameFunction) {
  Generator generator(71);
  for (uint32_t round = 0; round < 300; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Reference left = generator.Build(builder, generator.Function(domain, 2));
    const Reference right = generator.Build(builder, generator.Function(domain, 2));
    Combination conjunction(builder, [](int32_t a, int32_t b) { return a & b; });
    ASSERT_EQ(conjunction(left, right), builder.IfThenElse(left, right, kFalse));
  }
}

TEST(CombineTest, StopsWhereTheBuilderIsExhausted) {
  Generator generator(72);
  const Domain domain({4, 4, 4, 4, 4, 4});
  const std::vector<uint32_t> order = generator.Order(domain.variable_count());
  const Table left = generator.Function(domain, 3);
  const Table right = Tabulate(domain, [](const Assignment& assignment) { return assignment[0] % 2; });
  Builder unlimited(domain.value_counts(), order);
  Generator::Build(unlimited, left, order);
  Generator::Build(unlimited, right, order);
  Builder builder(domain.value_counts(), order, {.max_nodes = static_cast<uint32_t>(unlimited.node_count())});
  Combination combine(builder, [](int32_t a, int32_t b) { return 3 * b + a; });
  const Reference a = Generator::Build(builder, left, order);
  const Reference b = Generator::Build(builder, right, order);
  ASSERT_FALSE(builder.exhausted());
  combine(a, b);
  EXPECT_TRUE(builder.exhausted());
}

}  // namespace
}  // namespace connection_advisor::diagram
