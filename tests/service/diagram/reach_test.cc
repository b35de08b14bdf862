#include "service/diagram/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 5;

// Two functions in one forest, so that marks of one root's walk must not be taken for the other's.
struct Setting {
  explicit Setting(Generator& generator)
      : domain(generator.SmallDomain()),
        tables{generator.Function(domain, kLeaves), generator.Function(domain, kLeaves)} {
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    frozen = Frozen(builder, {generator.Build(builder, tables[0]), generator.Build(builder, tables[1])});
  }

  uint64_t LeavesOf(size_t function, const Assignment& values) const {
    uint64_t leaves = 0;
    for (const Assignment& assignment : domain.assignments()) {
      if (Agrees(assignment, values)) leaves |= uint64_t{1} << tables[function](assignment);
    }
    return leaves;
  }

  Domain domain;
  std::vector<Table> tables;
  FrozenFunctions frozen;
};

TEST(ReachTest, FindsTheLeavesThatAgreeingAssignmentsHave) {
  Generator generator(20);
  Visited visited;  // one for all: forests of all sizes, in any order
  for (uint32_t round = 0; round < 2000; ++round) {
    const Setting setting(generator);
    for (uint32_t partial = 0; partial < 10; ++partial) {
      const Assignment values = generator.PartialAssignment(setting.domain);
      for (size_t function : {0, 1}) {
        ASSERT_EQ(LeavesInReach(setting.frozen.forest, setting.frozen.roots[function], values.data(), visited),
                  setting.LeavesOf(function, values));
      }
    }
  }
}

TEST(ReachTest, StopsAtALeafThatIsAskedFor) {
  Generator generator(21);
  Visited visited;
  uint32_t stopped_early = 0;
  for (uint32_t round = 0; round < 2000; ++round) {
    const Setting setting(generator);
    const Assignment values = generator.PartialAssignment(setting.domain);
    const uint64_t stop_at = generator.Below(1u << kLeaves);
    const uint64_t all = setting.LeavesOf(0, values);
    const uint64_t found =
        LeavesInReach(setting.frozen.forest, setting.frozen.roots[0], values.data(), visited, stop_at);
    ASSERT_EQ(found & ~all, 0u) << "found a leaf that is out of reach";
    ASSERT_EQ((found & stop_at) != 0, (all & stop_at) != 0);
    if ((all & stop_at) == 0) {
      ASSERT_EQ(found, all);
    }
    ASSERT_LE(std::popcount(found & stop_at), 1);
    stopped_early += found != all ? 1 : 0;
  }
  EXPECT_GT(stopped_early, 100u);
}

TEST(ReachTest, LeavesEachNodeOnce) {
  Generator generator(22);
  Visited visited;
  for (uint32_t round = 0; round < 2000; ++round) {
    const Setting setting(generator);
    const Forest& forest = setting.frozen.forest;
    const Assignment nothing(setting.domain.variable_count(), kUnknown);
    std::map<int32_t, size_t> edges;
    std::vector<bool> reached(forest.node_count(), false);
    if (!IsLeaf(setting.frozen.roots[0])) reached[static_cast<size_t>(setting.frozen.roots[0])] = true;
    for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
      if (!reached[static_cast<size_t>(node)]) continue;
      for (const Reference child : forest.children(node)) {
        if (IsLeaf(child)) {
          ++edges[LeafNumber(child)];
        } else {
          reached[static_cast<size_t>(child)] = true;
        }
      }
    }
    if (IsLeaf(setting.frozen.roots[0])) edges[LeafNumber(setting.frozen.roots[0])] = 1;
    std::map<int32_t, size_t> visits;
    VisitLeavesInReach(forest, setting.frozen.roots[0], nothing.data(), visited, [&](int32_t leaf) {
      ++visits[leaf];
      return true;
    });
    ASSERT_EQ(visits, edges);
  }
}

TEST(ReachTest, VisitsNothingMoreOnceToldToStop) {
  Builder builder({2, 2}, {0, 1});
  const Reference below = builder.Case(1, std::array{Leaf(0), Leaf(1)});
  const FrozenFunctions frozen = Frozen(builder, {builder.Case(0, std::array{below, Leaf(2)}), Leaf(3)});
  const Assignment nothing(2, kUnknown);
  Visited visited;
  for (const Reference root : frozen.roots) {
    int calls = 0;
    VisitLeavesInReach(frozen.forest, root, nothing.data(), visited, [&](int32_t) { return ++calls < 1; });
    EXPECT_EQ(calls, 1);
  }
}

}  // namespace
}  // namespace connection_advisor::diagram
