#include "service/diagram/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 3;

using Leaves = std::pair<int32_t, int32_t>;

// Two generated functions, each with some variables fixed, and a domain to count over.
struct Setting {
  // `same_order`: of both forests.
  Setting(Generator& generator, uint32_t most_variables, bool same_order)
      : domain(generator.SmallDomain(2, most_variables)),
        left_table(generator.Function(domain, kLeaves)),
        right_table(generator.OneIn(3) ? left_table : generator.Function(domain, kLeaves)),
        order(generator.Order(domain.variable_count())) {
    Builder left_builder(domain.value_counts(), order);
    left_frozen = Frozen(left_builder, {generator.Build(left_builder, left_table)});
    Builder right_builder(domain.value_counts(), same_order ? order : generator.Order(domain.variable_count()));
    right_frozen = Frozen(right_builder, {generator.Build(right_builder, right_table)});
    left_values = FewFixed(generator);
    right_values = FewFixed(generator);
    counted = generator.SetAround(left_table) | generator.SetAround(right_table);
  }

  Assignment FewFixed(Generator& generator) const {
    Assignment values = generator.PartialAssignment(domain);
    for (uint8_t& value : values) {
      if (generator.OneIn(2)) value = kUnknown;
    }
    return values;
  }

  Restricted left() const { return {left_frozen.forest, left_frozen.roots[0], left_values}; }
  Restricted right() const { return {right_frozen.forest, right_frozen.roots[0], right_values}; }

  Leaves LeavesOf(const Assignment& assignment) const {
    return {left_table(Overridden(assignment, left_values)), right_table(Overridden(assignment, right_values))};
  }

  Domain domain;
  Table left_table;
  Table right_table;
  std::vector<uint32_t> order;
  FrozenFunctions left_frozen;
  FrozenFunctions right_frozen;
  Assignment left_values;
  Assignment right_values;
  VariableSet counted;
};

TEST(CompareTest, ListsEveryPairInOrderWithItsCount) {
  Generator generator(50);
  for (uint32_t round = 0; round < 3000; ++round) {
    const Setting setting(generator, 6, round % 2 == 0);
    std::map<Leaves, Count> expected;
    for (const Assignment& assignment : setting.domain.assignments()) {
      bool counts = true;
      for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
        counts = counts && (setting.counted.test(variable) || assignment[variable] == 0);
      }
      if (counts) ++expected[setting.LeavesOf(assignment)];
    }
    std::map<Leaves, Count> found;
    Leaves last = {-1, -1};
    for (const LeafPair& pair : Compare(setting.left(), setting.right(), setting.counted)) {
      ASSERT_LT(last, Leaves(pair.left, pair.right));
      last = {pair.left, pair.right};
      found[last] = pair.count;
    }
    ASSERT_TRUE(found == expected);
  }
}

// Steps on the path of `assignment` through the reduced product: the levels at which the two functions, given the
// values above, still depend on the variable.
size_t PathLength(const Setting& setting, const Assignment& assignment) {
  size_t length = 0;
  Assignment above(assignment.size(), kUnknown);
  for (const uint32_t variable : setting.order) {
    for (const Assignment& other : setting.domain.assignments()) {
      if (!Agrees(other, above)) continue;
      Assignment changed = other;
      changed[variable] = 0;
      if (setting.LeavesOf(other) != setting.LeavesOf(changed)) {
        ++length;
        break;
      }
    }
    above[variable] = assignment[variable];
  }
  return length;
}

TEST(CompareTest, WitnessesForceTheirPairAndHoldNothingThatTheyCouldDoWithout) {
  Generator generator(51);
  for (uint32_t round = 0; round < 1000; ++round) {
    const Setting setting(generator, 4, round % 2 == 0);
    std::map<Leaves, size_t> shortest;
    for (const Assignment& assignment : setting.domain.assignments()) {
      const size_t length = PathLength(setting, assignment);
      const auto [known, first] = shortest.emplace(setting.LeavesOf(assignment), length);
      if (!first) known->second = std::min(known->second, length);
    }
    const auto forces = [&](const Assignment& witness, const Leaves& leaves) {
      return std::all_of(setting.domain.assignments().begin(), setting.domain.assignments().end(),
                         [&](const Assignment& assignment) {
                           return !Agrees(assignment, witness) || setting.LeavesOf(assignment) == leaves;
                         });
    };
    for (const LeafPair& pair : Compare(setting.left(), setting.right(), setting.counted)) {
      const Leaves leaves(pair.left, pair.right);
      ASSERT_TRUE(forces(pair.witness, leaves));
      size_t set = 0;
      for (uint32_t variable = 0; variable < pair.witness.size(); ++variable) {
        if (pair.witness[variable] == kUnknown) continue;
        ++set;
        Assignment without = pair.witness;
        without[variable] = kUnknown;
        ASSERT_FALSE(forces(without, leaves));
      }
      ASSERT_LE(set, shortest.at(leaves)) << "a shorter path leads there";
    }
  }
}

TEST(CompareTest, FindsEqualFunctionsEqual) {
  Generator generator(52);
  for (uint32_t round = 0; round < 1000; ++round) {
    const Domain domain = generator.SmallDomain();
    const Table table = generator.Function(domain, kLeaves);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table)});
    const Restricted side{frozen.forest, frozen.roots[0], Assignment(domain.variable_count(), kUnknown)};
    for (const LeafPair& pair : Compare(side, side, generator.SetAround(table))) ASSERT_EQ(pair.left, pair.right);
  }
}

TEST(CompareTest, GivesUpPastItsPairs) {
  Generator generator(53);
  uint32_t given_up = 0;
  for (uint32_t round = 0; round < 1000; ++round) {
    const Setting setting(generator, 6, true);
    const std::vector<LeafPair> all = Compare(setting.left(), setting.right(), setting.counted);
    uint32_t needed = 0;
    while (!CompareWithin(setting.left(), setting.right(), setting.counted, needed)) ++needed;
    const auto within = CompareWithin(setting.left(), setting.right(), setting.counted, needed);
    ASSERT_EQ(within->size(), all.size());
    for (size_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(within->at(i).left, all[i].left);
      ASSERT_EQ(within->at(i).right, all[i].right);
      ASSERT_TRUE(within->at(i).count == all[i].count);
      ASSERT_EQ(within->at(i).witness, all[i].witness);
    }
    given_up += needed > 0 ? 1 : 0;
  }
  EXPECT_GT(given_up, 500u);
}

}  // namespace
}  // namespace connection_advisor::diagram
