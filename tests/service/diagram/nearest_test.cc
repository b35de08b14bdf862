#include "service/diagram/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "tests/service/diagram/generated_function.h"
#include "tests/service/diagram/printed_change.h"

namespace connection_advisor::diagram {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::IsEmpty;

constexpr int32_t kLeaves = 5;

// True if every assignment that agrees comes to the leaf or to the ignored one, and some does to the leaf.
bool Comes(const Table& table, const Assignment& values, int32_t leaf, int32_t ignored) {
  bool some = false;
  for (const Assignment& assignment : table.domain->assignments()) {
    if (!Agrees(assignment, values)) continue;
    if (table(assignment) != leaf && table(assignment) != ignored) return false;
    some |= table(assignment) == leaf;
  }
  return some;
}

// How good changes are, the better the lower.
std::tuple<size_t, size_t, std::vector<Change>> RankOf(const std::vector<Change>& changes,
                                                       const VariableSet& preferred) {
  size_t unpreferred = 0;
  for (const Change& change : changes) unpreferred += preferred.test(change.variable) ? 0 : 1;
  return {changes.size(), unpreferred, changes};
}

TEST(FindNearestTest, IsTheNearestOfAllAssignmentsAndSaysNoMoreThanItTakes) {
  Generator generator(70);
  NearestScratch scratch;  // one for all: forests of all sizes, in any order
  std::array<uint32_t, 5> by_changes{};
  std::array<uint32_t, 4> by_settings{};
  for (uint32_t round = 0; round < 3000; ++round) {
    const Domain domain = generator.SmallDomain();
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table noise = generator.Function(domain, kLeaves);
    // The leaf that is looked for is the rarest.
    const Table other = generator.Function(domain, kLeaves);
    const Table table = Tabulate(domain, [&](const Assignment& assignment) {
      return noise(assignment) == 0 && other(assignment) != 0 ? 1 : noise(assignment);
    });
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, other), generator.Build(builder, table)});
    const Assignment values = generator.PartialAssignment(domain);
    VariableSet preferred;
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable)
      preferred[variable] = generator.OneIn(3);
    const auto ignored = static_cast<int32_t>(1 + generator.Below(kLeaves - 1));

    std::optional<std::vector<Change>> expected;
    for (const Assignment& assignment : domain.assignments()) {
      if (table(assignment) != 0) continue;
      std::vector<Change> changes;
      for (uint32_t variable = 0; variable < values.size(); ++variable) {
        if (values[variable] != kUnknown && values[variable] != assignment[variable]) {
          changes.push_back({variable, assignment[variable]});
        }
      }
      if (!expected || RankOf(changes, preferred) < RankOf(*expected, preferred)) expected = changes;
    }
    const std::optional<Nearest> nearest =
        FindNearest(frozen.forest, frozen.roots[1], values.data(), preferred, 0, ignored, scratch);
    ASSERT_EQ(nearest.has_value(), expected.has_value()) << "round " << round;
    if (!nearest) continue;
    ASSERT_EQ(nearest->changes, *expected) << "round " << round;
    ++by_changes[std::min<size_t>(nearest->changes.size(), 4)];
    ++by_settings[std::min<size_t>(nearest->settings.size(), 3)];

    Assignment there = values;
    for (const Change& change : nearest->changes) there[change.variable] = change.value;
    for (const Change& setting : nearest->settings) {
      ASSERT_EQ(there[setting.variable], kUnknown);
      there[setting.variable] = setting.value;
    }
    ASSERT_TRUE(Comes(table, there, 0, ignored)) << "round " << round;
    ASSERT_TRUE(std::is_sorted(nearest->settings.begin(), nearest->settings.end()));
    for (const Change& setting : nearest->settings) {
      Assignment without = there;
      without[setting.variable] = kUnknown;
      ASSERT_FALSE(Comes(table, without, 0, ignored)) << "round " << round;
    }
  }
  EXPECT_THAT(std::vector(by_changes.begin(), by_changes.begin() + 3), Each(Gt(50u)));
  EXPECT_THAT(by_settings, Each(Gt(50u)));
}

TEST(FindNearestTest, ChangesAsManyAsItTakes) {
  constexpr uint32_t kVariables = 128;
  std::vector<uint32_t> order;
  for (uint32_t variable = kVariables; variable-- > 0;) order.push_back(variable);
  Builder builder(std::vector<uint8_t>(kVariables, 2), order);
  Reference all = Leaf(1);
  for (uint32_t variable = 0; variable < kVariables; ++variable) {
    all = builder.Case(variable, std::array{Leaf(0), all});
  }
  const FrozenFunctions frozen = Frozen(builder, {all});
  Assignment values(kVariables, 0);
  values[5] = kUnknown;
  values[7] = 1;
  NearestScratch scratch;
  const std::optional<Nearest> nearest = FindNearest(frozen.forest, frozen.roots[0], values.data(), {}, 1, 2, scratch);
  ASSERT_TRUE(nearest.has_value());
  EXPECT_EQ(nearest->changes.size(), kVariables - 2);
  EXPECT_TRUE(std::is_sorted(nearest->changes.begin(), nearest->changes.end()));
  EXPECT_THAT(nearest->settings, ElementsAre(Change{5, 1}));
}

TEST(FindNearestTest, TakesNothingWhereItIsThereAlready) {
  NearestScratch scratch;
  const Forest forest;
  EXPECT_THAT(FindNearest(forest, Leaf(3), nullptr, {}, 3, 0, scratch)->changes, IsEmpty());
  EXPECT_FALSE(FindNearest(forest, Leaf(3), nullptr, {}, 2, 0, scratch).has_value());
}

}  // namespace
}  // namespace connection_advisor::diagram
