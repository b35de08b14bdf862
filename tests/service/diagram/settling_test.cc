#include "service/diagram/settling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kSettlingLeaves = 3;

size_t KnownIn(const Assignment& values) {
  return values.size() - static_cast<size_t>(std::count(values.begin(), values.end(), kUnknown));
}

bool Settles(const Table& table, const Assignment& values) {
  bool some = false;
  for (const Assignment& assignment : table.domain->assignments()) {
    if (!Agrees(assignment, values)) continue;
    if (table(assignment) == kMustNotBe) return false;
    some = some || table(assignment) == kMustBe;
  }
  return some;
}

// How many values are the fewest, of all partial assignments; nothing where none settles it.
std::optional<size_t> Fewest(const Table& table) {
  std::vector<uint8_t> with_unknown;
  for (const uint8_t count : table.domain->value_counts()) with_unknown.push_back(static_cast<uint8_t>(count + 1));
  std::optional<size_t> fewest;
  const Domain partial(with_unknown);
  for (Assignment values : partial.assignments()) {
    for (uint32_t variable = 0; variable < values.size(); ++variable) {
      if (values[variable] == table.domain->value_counts()[variable]) values[variable] = kUnknown;
    }
    if ((!fewest || KnownIn(values) < *fewest) && Settles(table, values)) fewest = KnownIn(values);
  }
  return fewest;
}

// Leaves to be settled with few values, and with many.
Table Generated(Generator& generator, const Domain& domain) {
  const Table leaves = generator.Function(domain, kSettlingLeaves);
  const Table often = generator.Function(domain, 8);
  const int32_t most = generator.OneIn(2) ? kMustNotBe : kMayBe;
  return Tabulate(domain,
                  [&](const Assignment& assignment) { return often(assignment) < 6 ? most : leaves(assignment); });
}

TEST(SettlingTest, FindsTheFewestValues) {
  Generator generator(90);
  std::vector<uint32_t> found(6);
  for (uint32_t round = 0; round < 1500; ++round) {
    const Domain domain = generator.SmallDomain(2, 4);
    const Table table = Generated(generator, domain);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table)});
    const std::optional<Settling> settling = FewestSettling(frozen.forest, frozen.roots[0]);
    const std::optional<size_t> fewest = Fewest(table);
    ASSERT_EQ(settling.has_value(), fewest.has_value());
    if (!settling) continue;
    ASSERT_TRUE(settling->fewest);
    ASSERT_TRUE(Settles(table, settling->values));
    ASSERT_EQ(KnownIn(settling->values), *fewest);
    ++found[*fewest];
  }
  for (uint32_t count = 0; count <= 4; ++count) EXPECT_GT(found[count], 10u) << "few functions take " << count;
}

TEST(SettlingTest, FindsValuesThatAreAllNeededWhereItGivesUp) {
  Generator generator(91);
  uint32_t given_up = 0;
  for (uint32_t round = 0; round < 1000; ++round) {
    const Domain domain = generator.SmallDomain(2, 4);
    const Table table = Generated(generator, domain);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const FrozenFunctions frozen = Frozen(builder, {generator.Build(builder, table)});
    const std::optional<Settling> settling =
        FewestSettling(frozen.forest, frozen.roots[0], {.max_steps = generator.Below(4)});
    ASSERT_EQ(settling.has_value(), Fewest(table).has_value());
    if (!settling) continue;
    ASSERT_TRUE(Settles(table, settling->values));
    for (size_t variable = 0; variable < settling->values.size(); ++variable) {
      Assignment without = settling->values;
      if (std::exchange(without[variable], kUnknown) == kUnknown) continue;
      ASSERT_FALSE(Settles(table, without));
    }
    ASSERT_TRUE(!settling->fewest || KnownIn(settling->values) == *Fewest(table));
    given_up += settling->fewest ? 0 : 1;
  }
  EXPECT_GT(given_up, 200u);
}

}  // namespace
}  // namespace connection_advisor::diagram
