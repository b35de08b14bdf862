#include "service/diagram/forest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <numeric>
#include <set>
#include <utility>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

using ::testing::HasSubstr;

// What FromParts takes.
struct Parts {
  std::vector<uint8_t> value_counts;
  std::vector<uint32_t> order;
  std::vector<uint32_t> variables;
  std::vector<Reference> children;
  int32_t leaf_count = 0;

  absl::StatusOr<Forest> Assemble() const {
    return Forest::FromParts(value_counts, order, variables, children, leaf_count);
  }
};

Parts PartsOf(const Forest& forest, int32_t leaf_count) {
  Parts parts{{forest.value_counts().begin(), forest.value_counts().end()},
              {forest.order().begin(), forest.order().end()},
              {},
              {},
              leaf_count};
  for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
    parts.variables.push_back(forest.variable(node));
    parts.children.insert(parts.children.end(), forest.children(node).begin(), forest.children(node).end());
  }
  return parts;
}

// 0: variable 1 -> node 1, node 2, leaf 0; 1: variable 0 -> leaf 0, leaf 1; 2: variable 0 -> leaf 1, leaf 2.
Parts Good() { return {{2, 3}, {1, 0}, {1, 0, 0}, {1, 2, Leaf(0), Leaf(0), Leaf(1), Leaf(1), Leaf(2)}, 3}; }

TEST(ForestTest, TakesAnOrderedReducedDiagram) {
  const absl::StatusOr<Forest> forest = Good().Assemble();
  ASSERT_TRUE(forest.ok()) << forest.status();
  EXPECT_EQ(forest->Walk(0, Assignment{0, 1}.data()), 1);
  EXPECT_EQ(forest->Walk(0, Assignment{1, 1}.data()), 2);
  EXPECT_EQ(forest->Walk(0, Assignment{1, 2}.data()), 0);
  EXPECT_EQ(forest->Walk(1, Assignment{1, 2}.data()), 1);
  EXPECT_EQ(forest->Walk(Leaf(2), Assignment{0, 0}.data()), 2);
  EXPECT_EQ(forest->level(1), 0u);
  EXPECT_EQ(forest->level(0), 1u);
}

TEST(ForestTest, ContainsItsNodesAndTheLeavesBelowTheLimit) {
  const Forest forest = *Good().Assemble();
  EXPECT_TRUE(forest.Contains(0, 3));
  EXPECT_TRUE(forest.Contains(2, 3));
  EXPECT_FALSE(forest.Contains(3, 3));
  EXPECT_TRUE(forest.Contains(Leaf(2), 3));
  EXPECT_FALSE(forest.Contains(Leaf(3), 3));
  EXPECT_FALSE(forest.Contains(std::numeric_limits<Reference>::min(), 3));
  EXPECT_FALSE(forest.Contains(std::numeric_limits<Reference>::max(), 3));
}

TEST(ForestTest, WithoutNodesHasOnlyLeaves) {
  const Forest none;
  EXPECT_EQ(none.node_count(), 0u);
  EXPECT_FALSE(none.Contains(0, 1));
  EXPECT_TRUE(none.Contains(kFalse, 1));
  EXPECT_EQ(none.Walk(kTrue, nullptr), 1);
  EXPECT_TRUE(none.AllReachable({}));
  EXPECT_TRUE(Parts{}.Assemble().ok());
}

struct Malformation {
  const char* name;
  std::function<void(Parts&)> make;
  const char* complaint;
};

class MalformedForestTest : public testing::TestWithParam<Malformation> {};

TEST_P(MalformedForestTest, IsRefusedSayingWhy) {
  Parts parts = Good();
  GetParam().make(parts);
  const absl::StatusOr<Forest> forest = parts.Assemble();
  ASSERT_FALSE(forest.ok());
  EXPECT_EQ(forest.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(forest.status().message()), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    All, MalformedForestTest,
    testing::Values(
        Malformation{"Truncated", [](Parts& parts) { parts.children.pop_back(); }, "do not match in number"},
        Malformation{"WithoutChildren", [](Parts& parts) { parts.children.clear(); }, "do not match in number"},
        Malformation{"WithAChildTooMany", [](Parts& parts) { parts.children.push_back(kFalse); },
                     "do not match in number"},
        Malformation{"WithoutANodesVariable", [](Parts& parts) { parts.variables.pop_back(); },
                     "do not match in number"},
        Malformation{"ItsOwnChild", [](Parts& parts) { parts.children[2] = 0; }, "stands before its parent"},
        Malformation{"Cyclic", [](Parts& parts) { parts.children[3] = 0; }, "stands before its parent"},
        Malformation{"Unordered", [](Parts& parts) { parts.children[3] = 2; }, "not below its parent's"},
        Malformation{"AgainstTheOrder", [](Parts& parts) { std::swap(parts.order[0], parts.order[1]); },
                     "not below its parent's"},
        Malformation{"ANodeThatThereIsNot", [](Parts& parts) { parts.children[1] = 3; }, "neither a node nor a leaf"},
        Malformation{"TheLastNodeThatThereIsNot",
                     [](Parts& parts) { parts.children[1] = std::numeric_limits<Reference>::max(); },
                     "neither a node nor a leaf"},
        Malformation{"ALeafThatThereIsNot", [](Parts& parts) { parts.children[6] = Leaf(3); },
                     "neither a node nor a leaf"},
        Malformation{"TheLastLeafThatThereIsNot",
                     [](Parts& parts) { parts.children[6] = std::numeric_limits<Reference>::min(); },
                     "neither a node nor a leaf"},
        Malformation{"NoLeaves", [](Parts& parts) { parts.leaf_count = 0; }, "neither a node nor a leaf"},
        Malformation{"FewerThanNoLeaves", [](Parts& parts) { parts.leaf_count = -1; }, "neither a node nor a leaf"},
        Malformation{"Unreduced", [](Parts& parts) { parts.children[4] = Leaf(0); }, "all the same"},
        Malformation{"Duplicate",
                     [](Parts& parts) {
                       parts.children[5] = Leaf(0);
                       parts.children[6] = Leaf(1);
                     },
                     "two nodes are the same"},
        Malformation{"AVariableThatThereIsNot", [](Parts& parts) { parts.variables[2] = 2; },
                     "a node tests a variable"},
        Malformation{"AnOrderThatIsShort", [](Parts& parts) { parts.order.pop_back(); }, "every variable once"},
        Malformation{"AnOrderThatIsLong", [](Parts& parts) { parts.order.push_back(0); }, "every variable once"},
        Malformation{"AnOrderThatRepeats", [](Parts& parts) { parts.order[0] = 0; }, "every variable once"},
        Malformation{"AnOrderOfOthers", [](Parts& parts) { parts.order[0] = 2; }, "order names a variable"},
        Malformation{"AnOrderFarOff", [](Parts& parts) { parts.order[0] = 0xFFFFFFFF; }, "order names a variable"},
        Malformation{"OneValue", [](Parts& parts) { parts.value_counts[0] = 1; }, "fewer than 2 values"},
        Malformation{"NoValue", [](Parts& parts) { parts.value_counts[0] = 0; }, "fewer than 2 values"},
        Malformation{"TooManyValues", [](Parts& parts) { parts.value_counts[0] = 65; }, "more than 64"},
        Malformation{"TooManyVariables",
                     [](Parts& parts) {
                       parts.value_counts.assign(129, 2);
                       parts.order.resize(129);
                       std::iota(parts.order.begin(), parts.order.end(), 0u);
                     },
                     "too many variables"}),
    [](const auto& malformation) { return malformation.param.name; });

// By the definition, apart from the code under test.
void ExpectSound(const Forest& forest, int32_t leaf_count) {
  std::set<std::pair<uint32_t, std::vector<Reference>>> seen;
  for (Reference node = 0; node < static_cast<Reference>(forest.node_count()); ++node) {
    const std::vector<Reference> children(forest.children(node).begin(), forest.children(node).end());
    EXPECT_TRUE(seen.emplace(forest.variable(node), children).second);
    EXPECT_GT(std::set<Reference>(children.begin(), children.end()).size(), 1u);
    for (const Reference child : children) {
      if (IsLeaf(child)) {
        EXPECT_LT(LeafNumber(child), leaf_count);
      } else {
        ASSERT_LT(static_cast<size_t>(child), forest.node_count());
        EXPECT_GT(forest.level(forest.variable(child)), forest.level(forest.variable(node)));
      }
    }
  }
}

// Changes one thing, small or wild.
void Mutate(Generator& generator, Parts& parts) {
  const auto number = [&]() -> uint32_t {
    if (generator.OneIn(8)) return 0x7FFFFFFFu + generator.Below(3);
    return generator.Below(12);
  };
  const auto change = [&](auto& list) {
    using Element = typename std::remove_reference_t<decltype(list)>::value_type;
    if (list.empty()) return list.push_back(static_cast<Element>(number()));
    const size_t at = generator.Below(static_cast<uint32_t>(list.size()));
    switch (generator.Below(6)) {
      case 0:
        return list.pop_back();
      case 1:
        return list.push_back(static_cast<Element>(number()));
      case 2:
        return std::swap(list[at], list[generator.Below(static_cast<uint32_t>(list.size()))]);
      default:
        list[at] = static_cast<Element>(generator.OneIn(2) ? number() : ~number());
    }
  };
  switch (generator.Below(10)) {
    case 0:
      return change(parts.value_counts);
    case 1:
      return change(parts.order);
    case 2:
    case 3:
      return change(parts.variables);
    case 4:
      parts.leaf_count = static_cast<int32_t>(generator.OneIn(2) ? number() : ~number());
      return;
    default:
      return change(parts.children);
  }
}

TEST(ForestTest, IsNeverAssembledFromDamagedPartsUnlessTheyAreSoundAgain) {
  Generator generator(10);
  uint32_t refused = 0;
  uint32_t taken = 0;
  for (uint32_t round = 0; round < 20'000; ++round) {
    const Domain domain = generator.SmallDomain(2, 4);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, generator.Function(domain, 3)),
                                                    generator.Build(builder, generator.Function(domain, 3))});
    Parts parts = PartsOf(frozen.forest, 3);
    ASSERT_TRUE(parts.Assemble().ok());
    for (uint32_t changes = 1 + generator.Below(3); changes > 0; --changes) Mutate(generator, parts);
    const absl::StatusOr<Forest> forest = parts.Assemble();
    if (!forest.ok()) {
      ASSERT_EQ(forest.status().code(), absl::StatusCode::kInvalidArgument);
      ++refused;
      continue;
    }
    ++taken;
    ExpectSound(*forest, parts.leaf_count);
    const Assignment lowest(parts.value_counts.size(), 0);
    for (Reference node = 0; node < static_cast<Reference>(forest->node_count()); ++node) {
      EXPECT_LT(forest->Walk(node, lowest.data()), parts.leaf_count);
    }
  }
  EXPECT_GT(refused, 10'000u);
  EXPECT_GT(taken, 500u);
}

TEST(ForestTest, WalksEveryAssignmentAsTheFunctionSays) {
  Generator generator(11);
  for (uint32_t round = 0; round < 2000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table table = generator.Function(domain, 5);
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table)});
    const absl::StatusOr<Forest> assembled = PartsOf(frozen.forest, 5).Assemble();
    ASSERT_TRUE(assembled.ok()) << assembled.status();
    ASSERT_EQ(TableOf(*assembled, frozen.roots[0], domain), table);
  }
}

TEST(ForestTest, FindsNodesThatNoRootReaches) {
  const Forest forest = *Good().Assemble();
  EXPECT_TRUE(forest.AllReachable(std::vector<Reference>{0}));
  EXPECT_TRUE(forest.AllReachable(std::vector<Reference>{kTrue, 1, 0}));
  EXPECT_FALSE(forest.AllReachable(std::vector<Reference>{1, 2})) << "node 0";
  EXPECT_FALSE(forest.AllReachable({}));
  EXPECT_FALSE(forest.AllReachable(std::vector<Reference>{kTrue}));

  Parts parts = Good();
  parts.children[1] = Leaf(1);
  EXPECT_FALSE(parts.Assemble()->AllReachable(std::vector<Reference>{0})) << "node 2";
  EXPECT_TRUE(parts.Assemble()->AllReachable(std::vector<Reference>{0, 2}));
}

}  // namespace
}  // namespace connection_advisor::diagram
