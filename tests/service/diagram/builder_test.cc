#include "service/diagram/builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr uint32_t kRounds = 2000;

// A domain and a builder over it, in a random order.
struct Setting {
  explicit Setting(Generator& generator)
      : domain(generator.SmallDomain()), builder(domain.value_counts(), generator.Order(domain.variable_count())) {}

  Domain domain;
  Builder builder;
};

// Every path in the builder's order, no node with equal children, no two nodes equal.
void ExpectOrderedAndReduced(const Builder& builder) {
  std::vector<uint32_t> levels(builder.order().size());
  for (uint32_t level = 0; level < levels.size(); ++level) levels[builder.order()[level]] = level;
  std::set<std::pair<uint32_t, std::vector<Reference>>> seen;
  for (Reference node = 0; node < static_cast<Reference>(builder.node_count()); ++node) {
    const std::vector<Reference> children(builder.children(node).begin(), builder.children(node).end());
    EXPECT_TRUE(seen.emplace(builder.variable(node), children).second) << "two nodes are equal";
    EXPECT_GT(std::set<Reference>(children.begin(), children.end()).size(), 1u) << "all children are equal";
    for (const Reference child : children) {
      EXPECT_TRUE(IsLeaf(child) || levels[builder.variable(child)] > levels[builder.variable(node)]);
    }
  }
}

TEST(BuilderTest, CaseDistinctionsInAnyOrderGiveTheFunctionAndTheSameReference) {
  Generator generator(1);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    const Table table = generator.Function(setting.domain, 4);
    const Reference root = generator.Build(setting.builder, table);
    ASSERT_EQ(TableOf(setting.builder, root, setting.domain), table);
    ASSERT_EQ(generator.Build(setting.builder, table), root);
    const std::vector<uint32_t> order(setting.builder.order().begin(), setting.builder.order().end());
    ASSERT_EQ(Generator::Build(setting.builder, table, order), root);
    ExpectOrderedAndReduced(setting.builder);
  }
}

TEST(BuilderTest, FunctionsAreEqualExactlyWhereTheirReferencesAre) {
  Generator generator(2);
  uint32_t equal = 0;
  for (uint32_t round = 0; round < kRounds; ++round) {
    const Domain domain({2, 2});
    Builder builder(domain.value_counts(), generator.Order(2));
    const Table a = generator.Function(domain, 2);
    const Table b = generator.Function(domain, 2);
    ASSERT_EQ(generator.Build(builder, a) == generator.Build(builder, b), a == b);
    equal += a == b ? 1 : 0;
  }
  EXPECT_GT(equal, 50u);
  EXPECT_LT(equal, kRounds - 50);
}

TEST(BuilderTest, CaseTakesTheRowOfItsOwnNode) {
  Builder builder({2, 3}, {0, 1});
  const Reference below = builder.Case(1, std::array{Leaf(0), Leaf(1), Leaf(2)});
  // Enough nodes for the rows to have moved.
  for (int32_t i = 0; i < 1000; ++i) {
    const Reference node = builder.Case(1, std::array{Leaf(i), Leaf(i + 1), Leaf(i + 2)});
    ASSERT_EQ(builder.Case(1, builder.children(node)), node);
    ASSERT_EQ(builder.Case(0, std::array{node, Leaf(0)}), builder.Case(0, std::array{node, Leaf(0)}));
  }
  EXPECT_EQ(builder.Case(1, builder.children(below)), below);
}

TEST(BuilderTest, IfThenElseChoosesByTheCondition) {
  Generator generator(3);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    Builder& builder = setting.builder;
    const Table condition = generator.Function(setting.domain, 2);
    const Table then = generator.Function(setting.domain, generator.OneIn(4) ? 1 : 3);
    const Table otherwise = generator.Function(setting.domain, 3);
    const Table expected = Tabulate(setting.domain, [&](const Assignment& assignment) {
      return condition(assignment) == 1 ? then(assignment) : otherwise(assignment);
    });
    const Reference result = builder.IfThenElse(generator.Build(builder, condition), generator.Build(builder, then),
                                                generator.Build(builder, otherwise));
    ASSERT_EQ(TableOf(builder, result, setting.domain), expected);
    ASSERT_EQ(result, generator.Build(builder, expected));
  }
}

TEST(BuilderTest, IfThenElseOfTheTwoLeavesIsTheCondition) {
  Builder builder({3, 2}, {1, 0});
  const Reference condition = builder.Case(0, std::array{kTrue, kFalse, kTrue});
  EXPECT_EQ(builder.IfThenElse(condition, kTrue, kFalse), condition);
  EXPECT_EQ(builder.IfThenElse(condition, kFalse, kTrue), builder.Case(0, std::array{kFalse, kTrue, kFalse}));
  EXPECT_EQ(builder.IfThenElse(kTrue, condition, Leaf(7)), condition);
  EXPECT_EQ(builder.IfThenElse(kFalse, condition, Leaf(7)), Leaf(7));
}

TEST(BuilderTest, MapLeavesRelabelsAndMerges) {
  Generator generator(4);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    const Table table = generator.Function(setting.domain, 4);
    std::vector<Reference> leaves;
    for (uint32_t leaf = 0; leaf < 4; ++leaf) leaves.push_back(Leaf(static_cast<int32_t>(generator.Below(3))));
    const Table expected = Tabulate(setting.domain, [&](const Assignment& assignment) {
      return LeafNumber(leaves[static_cast<size_t>(table(assignment))]);
    });
    const Reference result = setting.builder.MapLeaves(generator.Build(setting.builder, table), leaves);
    ASSERT_EQ(result, generator.Build(setting.builder, expected));
    ASSERT_EQ(TableOf(setting.builder, result, setting.domain), expected);
  }
}

TEST(BuilderTest, RestrictFixesOneVariable) {
  Generator generator(5);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    const Table table = generator.Function(setting.domain, 3);
    const Reference root = generator.Build(setting.builder, table);
    for (uint32_t variable = 0; variable < setting.domain.variable_count(); ++variable) {
      for (uint8_t value = 0; value < setting.domain.value_counts()[variable]; ++value) {
        const Table expected = Tabulate(setting.domain, [&](Assignment assignment) {
          assignment[variable] = value;
          return table(assignment);
        });
        const Reference result = setting.builder.Restrict(root, variable, value);
        ASSERT_EQ(TableOf(setting.builder, result, setting.domain), expected);
        ASSERT_EQ(result, generator.Build(setting.builder, expected));
      }
    }
  }
}

TEST(BuilderTest, ImportBringsInAFunctionFromAnyOrderWithSomeVariablesFixed) {
  Generator generator(6);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting from(generator);
    const Table table = generator.Function(from.domain, 3);
    const FrozenFunctions frozen = Frozen(from.builder, {generator.Build(from.builder, table)});

    const std::vector<uint32_t> same_order(from.builder.order().begin(), from.builder.order().end());
    const std::vector<uint32_t> order = generator.OneIn(2) ? same_order : generator.Order(from.domain.variable_count());
    Builder builder(from.domain.value_counts(), order);
    ASSERT_EQ(builder.Import(frozen.forest, frozen.roots[0]), generator.Build(builder, table));

    const Assignment values = generator.PartialAssignment(from.domain);
    const Table expected =
        Tabulate(from.domain, [&](const Assignment& assignment) { return table(Overridden(assignment, values)); });
    ASSERT_EQ(builder.Import(frozen.forest, frozen.roots[0], values.data()), generator.Build(builder, expected));
  }
}

TEST(BuilderTest, SupportIsWhatTheFunctionDependsOn) {
  Generator generator(7);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    const Table table = generator.Function(setting.domain, 2);
    const VariableSet support = setting.builder.Support(generator.Build(setting.builder, table));
    for (uint32_t variable = 0; variable < setting.domain.variable_count(); ++variable) {
      ASSERT_EQ(support.test(variable), table.DependsOn(variable));
    }
    ASSERT_EQ(support >> setting.domain.variable_count(), VariableSet());
  }
}

TEST(BuilderTest, HoldsAsManyVariablesAndValuesAsPromised) {
  std::vector<uint32_t> order;
  for (uint32_t variable = kMaxVariables; variable-- > 0;) order.push_back(variable);
  Builder builder(std::vector<uint8_t>(kMaxVariables, kMaxValues), order);
  // Which is the last variable with value 63?
  Reference last = Leaf(kMaxVariables);
  for (uint32_t variable = 0; variable < kMaxVariables; ++variable) {
    std::vector<Reference> children(kMaxValues, last);
    children.back() = Leaf(static_cast<int32_t>(variable));
    last = builder.Case(variable, children);
  }
  EXPECT_EQ(builder.Support(last).count(), kMaxVariables);
  Assignment assignment(kMaxVariables, 0);
  EXPECT_EQ(Evaluate(builder, last, assignment), static_cast<int32_t>(kMaxVariables));
  assignment[0] = 63;
  EXPECT_EQ(Evaluate(builder, last, assignment), 0);
  assignment[122] = 63;
  EXPECT_EQ(Evaluate(builder, last, assignment), 122);
  EXPECT_EQ(Evaluate(builder, builder.Restrict(last, 122, 62), assignment), 0);
  EXPECT_EQ(Evaluate(builder, builder.Restrict(last, 127, 63), assignment), 127);
}

// Every operation on an exhausted builder, for the sanitizers: none may touch what is not there.
void UseAll(Builder& builder) {
  const Reference some = builder.Case(0, std::array{kFalse, kTrue});
  const std::vector<Reference> leaves(16, kTrue);
  EXPECT_TRUE(IsLeaf(some));
  EXPECT_TRUE(IsLeaf(builder.Case(1, std::array{some, Reference{0}})));
  EXPECT_TRUE(IsLeaf(builder.IfThenElse(Reference{0}, kTrue, kFalse)));
  EXPECT_TRUE(IsLeaf(builder.MapLeaves(Reference{0}, leaves)));
  EXPECT_TRUE(IsLeaf(builder.Restrict(Reference{0}, 0, 1)));
  Builder other({2, 2}, {0, 1});
  const FrozenFunctions frozen = Frozen(other, {other.Case(0, std::array{kTrue, kFalse})});
  EXPECT_TRUE(IsLeaf(builder.Import(frozen.forest, frozen.roots[0])));
}

TEST(BuilderTest, IsExhaustedByTheFirstNodeTooMany) {
  Builder builder({2, 2}, {0, 1}, {.max_nodes = 2});
  const Reference below = builder.Case(1, std::array{Leaf(0), Leaf(1)});
  const Reference root = builder.Case(0, std::array{below, Leaf(2)});
  EXPECT_FALSE(builder.exhausted());
  EXPECT_EQ(builder.Case(0, std::array{below, Leaf(2)}), root) << "a node that is there costs none";
  EXPECT_FALSE(builder.exhausted());
  builder.Case(0, std::array{below, Leaf(3)});
  EXPECT_TRUE(builder.exhausted());
  EXPECT_FALSE(builder.out_of_time());
  EXPECT_EQ(builder.node_count(), 3u);
  UseAll(builder);
  EXPECT_EQ(builder.node_count(), 3u);
}

TEST(BuilderTest, IsExhaustedByTimeEvenWhereNoNodeIsNew) {
  Builder builder({2, 2}, {0, 1}, {.deadline = std::chrono::steady_clock::time_point::min()});
  for (uint32_t step = 0; step < 2000 && !builder.exhausted(); ++step) builder.Case(1, std::array{kTrue, kTrue});
  EXPECT_TRUE(builder.exhausted());
  EXPECT_TRUE(builder.out_of_time());
  EXPECT_EQ(builder.node_count(), 0u);
  UseAll(builder);
}

// The product of two functions of 16 variables on disjoint variables that interleave badly passes 100 nodes at once.
TEST(BuilderTest, StopsInTheMiddleOfAnOperation) {
  std::vector<uint32_t> order;
  for (uint32_t variable = 0; variable < 32; variable += 2) order.push_back(variable);
  for (uint32_t variable = 1; variable < 32; variable += 2) order.push_back(variable);
  Builder builder(std::vector<uint8_t>(32, 2), order, {.max_nodes = 1000});
  Reference any = kFalse;
  for (uint32_t pair = 0; pair < 16; ++pair) {
    const Reference second = builder.Case(2 * pair + 1, std::array{kFalse, kTrue});
    any = builder.IfThenElse(builder.Case(2 * pair, std::array{kFalse, second}), kTrue, any);
  }
  EXPECT_TRUE(builder.exhausted());
  EXPECT_LE(builder.node_count(), 1001u);
}

TEST(FreezeTest, GivesTheSameForestWhateverWasBuiltBefore) {
  Generator generator(8);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    const std::vector<uint32_t> order(setting.builder.order().begin(), setting.builder.order().end());
    const Table first = generator.Function(setting.domain, 3);
    const Table second = generator.Function(setting.domain, 3);
    const auto build = [&] {
      Builder builder(setting.domain.value_counts(), order);
      generator.Build(builder, generator.Function(setting.domain, 2));
      const Reference root = generator.Build(builder, second);
      return Frozen(builder, {generator.Build(builder, first), root, Leaf(2)});
    };
    const FrozenFunctions a = build();
    const FrozenFunctions b = build();
    ASSERT_EQ(a.roots, b.roots);
    ASSERT_EQ(a.forest.node_count(), b.forest.node_count());
    for (Reference node = 0; node < static_cast<Reference>(a.forest.node_count()); ++node) {
      ASSERT_EQ(a.forest.variable(node), b.forest.variable(node));
      ASSERT_TRUE(std::ranges::equal(a.forest.children(node), b.forest.children(node)));
    }
    ASSERT_EQ(TableOf(a.forest, a.roots[0], setting.domain), first);
    ASSERT_EQ(TableOf(a.forest, a.roots[1], setting.domain), second);
    ASSERT_EQ(a.roots[2], Leaf(2));
  }
}

TEST(FreezeTest, TakesOnlyWhatTheRootsReach) {
  Generator generator(9);
  for (uint32_t round = 0; round < kRounds; ++round) {
    Setting setting(generator);
    generator.Build(setting.builder, generator.Function(setting.domain, 3));
    const Reference root = generator.Build(setting.builder, generator.Function(setting.domain, 3));
    const FrozenFunctions frozen = Frozen(setting.builder, {root});
    ASSERT_TRUE(frozen.forest.AllReachable(frozen.roots));
    ASSERT_LE(frozen.forest.node_count(), setting.builder.node_count());
  }
}

}  // namespace
}  // namespace connection_advisor::diagram
