#include "service/diagram/simplify.h"

#include <gtest/gtest.h>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kFree = 0;

TEST(SimplifyTest, AgreesWhereverTheLeafIsNotFreeAndIsFreeNowhere) {
  Generator generator(110);
  for (uint32_t round = 0; round < 2000; ++round) {
    const Domain domain = generator.SmallDomain();
    const Table table = generator.Function(domain, 4);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Reference root = generator.Build(builder, table);
    const Reference simple = Simplify(builder, root, kFree);
    const bool all_free = root == Leaf(kFree);
    for (const Assignment& assignment : domain.assignments()) {
      const int32_t leaf = Evaluate(builder, simple, assignment);
      ASSERT_TRUE(table(assignment) == kFree || leaf == table(assignment));
      ASSERT_TRUE(all_free || leaf != kFree);
    }
  }
}

TEST(SimplifyTest, TakesNoMoreNodes) {
  Generator generator(111);
  uint32_t fewer = 0;
  for (uint32_t round = 0; round < 1000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Reference root = generator.Build(builder, generator.Function(domain, 3));
    const Reference simple = Simplify(builder, root, kFree);
    const size_t before = Frozen(builder, {root}).forest.node_count();
    const size_t after = Frozen(builder, {simple}).forest.node_count();
    ASSERT_LE(after, before);
    fewer += after < before ? 1 : 0;
  }
  EXPECT_GT(fewer, 500u);
}

}  // namespace
}  // namespace connection_advisor::diagram
