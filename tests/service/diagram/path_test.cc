#include "service/diagram/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

TEST(ShortestPathTest, LeadsThereWithTheFewestSteps) {
  Generator generator(40);
  for (uint32_t round = 0; round < 2000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, 4);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table), generator.Build(builder, table)});
    for (int32_t leaf = 0; leaf < 5; ++leaf) {
      const auto path = ShortestPath(frozen.forest, frozen.roots[0], leaf);
      // The number of nodes that each assignment passes on its way to the leaf.
      int64_t fewest = std::numeric_limits<int64_t>::max();
      for (const Assignment& assignment : domain.assignments()) {
        int64_t steps = 0;
        Reference at = frozen.roots[0];
        for (; !IsLeaf(at); ++steps) at = frozen.forest.children(at)[assignment[frozen.forest.variable(at)]];
        if (LeafNumber(at) == leaf) fewest = std::min(fewest, steps);
        if (path && Agrees(assignment, *path)) {
          ASSERT_EQ(table(assignment), leaf);
        }
      }
      ASSERT_EQ(path.has_value(), fewest != std::numeric_limits<int64_t>::max());
      if (path) {
        ASSERT_EQ(std::count_if(path->begin(), path->end(), [](uint8_t value) { return value != kUnknown; }), fewest);
      }
    }
  }
}

TEST(ShortestPathTest, LeadsToEveryNodeWithTheFewestSteps) {
  Generator generator(41);
  for (uint32_t round = 0; round < 500; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, 4);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table), generator.Build(builder, table)});
    std::vector<int64_t> fewest(frozen.forest.node_count(), -1);
    for (const Assignment& assignment : domain.assignments()) {
      int64_t steps = 0;
      for (Reference at = frozen.roots[0]; !IsLeaf(at); ++steps) {
        int64_t& known = fewest[static_cast<size_t>(at)];
        if (known < 0 || steps < known) known = steps;
        at = frozen.forest.children(at)[assignment[frozen.forest.variable(at)]];
      }
    }
    for (size_t node = 0; node < fewest.size(); ++node) {
      const auto path = ShortestPathTo(frozen.forest, frozen.roots[0], static_cast<Reference>(node));
      ASSERT_EQ(path.has_value(), fewest[node] >= 0);
      if (!path) continue;
      ASSERT_EQ(std::count_if(path->begin(), path->end(), [](uint8_t value) { return value != kUnknown; }),
                fewest[node]);
      Reference at = frozen.roots[0];
      for (int64_t step = 0; step < fewest[node]; ++step) {
        at = frozen.forest.children(at)[(*path)[frozen.forest.variable(at)]];
      }
      ASSERT_EQ(at, static_cast<Reference>(node));
    }
  }
}

TEST(ShortestPathTest, TakesTheLowerValueFromTheTopWhereTwoAreAsShort) {
  Builder builder({2, 3}, {1, 0});
  const Reference below = builder.Case(0, std::array{Leaf(0), Leaf(1)});
  const FrozenFunctions frozen = Frozen(builder, {builder.Case(1, std::array{below, Leaf(1), Leaf(1)})});
  EXPECT_THAT(ShortestPath(frozen.forest, frozen.roots[0], 1), Optional(ElementsAre(kUnknown, 1)));
  EXPECT_THAT(ShortestPath(frozen.forest, frozen.roots[0], 0), Optional(ElementsAre(0, 0)));
  EXPECT_EQ(ShortestPath(frozen.forest, frozen.roots[0], 2), std::nullopt);
  EXPECT_THAT(ShortestPath(frozen.forest, Leaf(1), 1), Optional(ElementsAre(kUnknown, kUnknown)));
}

}  // namespace
}  // namespace connection_advisor::diagram
