#include "service/diagram/forcing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>

#include "tests/service/diagram/generated_function.h"
#include "tests/service/diagram/printed_change.h"

namespace connection_advisor::diagram {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

constexpr int32_t kLeaves = 4;

uint64_t LeavesOf(const Table& table, const Assignment& values) {
  uint64_t leaves = 0;
  for (const Assignment& assignment : table.domain->assignments()) {
    if (Agrees(assignment, values)) leaves |= uint64_t{1} << table(assignment);
  }
  return leaves;
}

// How far an assignment is from one that is drawn: many changes away from some of its leaves.
Table Distance(const Domain& domain, Generator& generator) {
  const Assignment centre = domain.assignments()[generator.Below(static_cast<uint32_t>(domain.assignments().size()))];
  const uint32_t nearest = generator.Below(domain.variable_count());
  return Tabulate(domain, [&](const Assignment& assignment) {
    uint32_t distance = 0;
    for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
      distance += assignment[variable] != centre[variable] ? 1 : 0;
    }
    return static_cast<int32_t>(std::min<uint32_t>(distance - std::min(distance, nearest), kLeaves - 1));
  });
}

// A function with values of which some may be moved; the rest is fixed, or unknown.
struct Setting {
  explicit Setting(Generator& generator)
      : domain(generator.SmallDomain(2, 6)),
        table(generator.OneIn(2) ? Distance(domain, generator) : generator.Function(domain, kLeaves)),
        values(generator.OneIn(2)
                   ? domain.assignments()[generator.Below(static_cast<uint32_t>(domain.assignments().size()))]
                   : generator.PartialAssignment(domain)) {
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Table other = generator.Function(domain, kLeaves);
    frozen = Frozen(builder, {generator.Build(builder, other), generator.Build(builder, table)});
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
      if (values[variable] != kUnknown && !generator.OneIn(4)) movable.set(variable);
      if (generator.OneIn(3)) preferred.set(variable);
    }
  }

  Domain domain;
  Table table;
  Assignment values;
  FrozenFunctions frozen;
  VariableSet movable;
  VariableSet preferred;
};

// How good changes are, the better the lower.
using Rank = std::tuple<size_t, size_t, std::vector<std::pair<uint32_t, uint8_t>>>;

Rank RankOf(const std::vector<Change>& changes, const VariableSet& preferred) {
  std::vector<std::pair<uint32_t, uint8_t>> list;
  size_t unpreferred = 0;
  for (const Change& change : changes) {
    list.emplace_back(change.variable, change.value);
    unpreferred += preferred.test(change.variable) ? 0 : 1;
  }
  return {changes.size(), unpreferred, list};
}

// Calls `visit` with every list of changes, none included.
template <typename Visit>
void ForEachChange(const Setting& setting, Visit visit) {
  for (const Assignment& assignment : setting.domain.assignments()) {
    std::vector<Change> changes;
    bool may = true;
    for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
      if (setting.movable.test(variable)) {
        if (assignment[variable] != setting.values[variable]) changes.push_back({variable, assignment[variable]});
      } else {
        may = may && assignment[variable] == 0;  // once for each choice of the others
      }
    }
    if (may) visit(changes);
  }
}

TEST(FewestChangesTest, LeadWhereTheySayAndNoneIsBetter) {
  Generator generator(60);
  ForcingScratch scratch;
  std::array<uint32_t, kMostChanges + 1> by_size{};
  uint32_t with_unknown = 0;
  for (uint32_t round = 0; round < 3000; ++round) {
    const Setting setting(generator);
    const auto wanted = static_cast<int32_t>(generator.Below(kLeaves));
    const auto ignored = static_cast<int32_t>((wanted + 1) % kLeaves);
    std::optional<std::vector<Change>> expected;
    ForEachChange(setting, [&](const std::vector<Change>& changes) {
      if (changes.size() > kMostChanges) return;
      Assignment changed = setting.values;
      for (const Change& change : changes) changed[change.variable] = change.value;
      const uint64_t leaves = LeavesOf(setting.table, changed) & ~(uint64_t{1} << ignored);
      if (leaves != uint64_t{1} << wanted) return;
      if (!expected || RankOf(changes, setting.preferred) < RankOf(*expected, setting.preferred)) expected = changes;
    });
    ASSERT_EQ(FewestChanges(setting.frozen.forest, setting.frozen.roots[1], setting.values.data(), setting.movable,
                            setting.preferred, wanted, ignored, scratch),
              expected)
        << "round " << round;
    if (!expected) continue;
    ++by_size[expected->size()];
    with_unknown += std::count(setting.values.begin(), setting.values.end(), kUnknown) > 0 && !expected->empty();
  }
  EXPECT_THAT(by_size, testing::Each(testing::Gt(5u)));
  EXPECT_GT(with_unknown, 100u);
}

TEST(FewestToKeepTest, ForceAndNoFewerDo) {
  Generator generator(61);
  ForcingScratch scratch;
  std::array<uint32_t, 7> by_size{};
  for (uint32_t round = 0; round < 3000; ++round) {
    const Setting setting(generator);
    const uint64_t allowed = LeavesOf(setting.table, setting.values) | uint64_t{1} << generator.Below(kLeaves);
    std::optional<std::vector<uint32_t>> expected;
    for (uint32_t subset = 0; subset < 1u << setting.domain.variable_count(); ++subset) {
      if ((subset & ~setting.movable.to_ulong()) != 0) continue;
      Assignment kept = setting.values;
      std::vector<uint32_t> variables;
      for (uint32_t variable = 0; variable < kept.size(); ++variable) {
        if ((subset >> variable & 1) != 0) {
          variables.push_back(variable);
        } else if (setting.movable.test(variable)) {
          kept[variable] = kUnknown;
        }
      }
      if ((LeavesOf(setting.table, kept) & ~allowed) != 0) continue;
      if (!expected || std::pair(variables.size(), variables) < std::pair(expected->size(), *expected)) {
        expected = variables;
      }
    }
    ASSERT_EQ(FewestToKeep(setting.frozen.forest, setting.frozen.roots[1], setting.values.data(), setting.movable,
                           allowed, scratch),
              expected)
        << "round " << round;
    ++by_size[expected->size()];
  }
  EXPECT_THAT(std::vector(by_size.begin(), by_size.begin() + 6), testing::Each(testing::Gt(10u)));
}

// True where at least `least` of the variables, all of two values, are true.
Reference AtLeast(Builder& builder, uint32_t least) {
  const auto variables = static_cast<uint32_t>(builder.value_counts().size());
  std::vector<Reference> from(variables + 2, kFalse);  // by how many are true above
  for (uint32_t count = least; count < from.size(); ++count) from[count] = kTrue;
  for (uint32_t variable = variables; variable-- > 0;) {
    for (uint32_t count = 0; count <= variable; ++count) {
      from[count] = builder.Case(variable, std::array{from[count], from[count + 1]});
    }
  }
  return from[0];
}

std::vector<uint32_t> UpTo(uint32_t count) {
  std::vector<uint32_t> numbers(count);
  for (uint32_t i = 0; i < count; ++i) numbers[i] = i;
  return numbers;
}

struct Counting {
  Counting(uint32_t variables, uint32_t least)
      : builder(std::vector<uint8_t>(variables, 2), UpTo(variables)),
        frozen(Frozen(builder, {AtLeast(builder, least)})) {
    for (uint32_t variable = 0; variable < variables; ++variable) all.set(variable);
  }
  std::optional<std::vector<Change>> Changes(const Assignment& values, const VariableSet& preferred = {}) {
    VariableSet known;
    for (uint32_t variable = 0; variable < values.size(); ++variable) known[variable] = values[variable] != kUnknown;
    return FewestChanges(frozen.forest, frozen.roots[0], values.data(), known, preferred, 1, 2, scratch);
  }

  Builder builder;
  FrozenFunctions frozen;
  VariableSet all;
  ForcingScratch scratch;
};

// Any four of 128 would do, in 10,334,625 ways, and what is unknown must not help.
TEST(FewestChangesTest, AreFoundAmongMillionsOfTheSameSize) {
  Counting counting(128, 34);
  Assignment values(128, 0);
  std::fill(values.begin() + 50, values.begin() + 80, 1);
  const auto expected = ElementsAre(Change{0, 1}, Change{1, 1}, Change{2, 1}, Change{3, 1});
  EXPECT_THAT(counting.Changes(values), Optional(expected));
  for (const size_t unknown : {20, 49, 100, 127}) values[unknown] = kUnknown;
  EXPECT_THAT(counting.Changes(values), Optional(expected));
  VariableSet preferred;
  preferred.set(90).set(3).set(126);
  EXPECT_THAT(counting.Changes(values, preferred),
              Optional(ElementsAre(Change{0, 1}, Change{3, 1}, Change{90, 1}, Change{126, 1})));
}

TEST(FewestChangesTest, AreAtMostFour) {
  Counting counting(20, 5);
  Assignment values(20, 0);
  EXPECT_EQ(counting.Changes(values), std::nullopt);
  values[7] = 1;
  EXPECT_THAT(counting.Changes(values), Optional(testing::SizeIs(4)));
}

TEST(FewestToKeepTest, AreFoundAmongThousandsOfTheSameSize) {
  Counting counting(16, 8);
  const Assignment values(16, 1);
  EXPECT_EQ(FewestToKeep(counting.frozen.forest, counting.frozen.roots[0], values.data(), counting.all,
                         uint64_t{1} << 1, counting.scratch),
            UpTo(8));
}

// One by one, the last dropped first: irreducible, whatever the size.
TEST(FewestToKeepTest, AreIrreducibleWhereThereAreMany) {
  Counting counting(60, 30);
  Assignment values(60, 1);
  values[3] = 0;
  const std::vector<uint32_t> kept = FewestToKeep(counting.frozen.forest, counting.frozen.roots[0], values.data(),
                                                  counting.all, uint64_t{1} << 1, counting.scratch);
  std::vector<uint32_t> expected = UpTo(31);
  expected.erase(expected.begin() + 3);
  EXPECT_EQ(kept, expected);
}

TEST(ForcingTest, GivesUpAfterItsSteps) {
  Counting counting(16, 8);
  Assignment values(16, 1);
  EXPECT_EQ(FewestToKeep(counting.frozen.forest, counting.frozen.roots[0], values.data(), counting.all,
                         uint64_t{1} << 1, counting.scratch, /*max_steps=*/10)
                .size(),
            8u)
      << "irreducible all the same";
  std::fill_n(values.begin(), 9, 0);
  EXPECT_THAT(counting.Changes(values), Optional(testing::SizeIs(1)));
  EXPECT_EQ(FewestChanges(counting.frozen.forest, counting.frozen.roots[0], values.data(), counting.all, {}, 1, 2,
                          counting.scratch, /*max_steps=*/10),
            std::nullopt);
}

}  // namespace
}  // namespace connection_advisor::diagram
