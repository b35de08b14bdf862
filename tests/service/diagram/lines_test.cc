#include "service/diagram/lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 4;

// A generated function, and which of its leaves are free and unlisted.
struct Setting {
  explicit Setting(Generator& generator, uint32_t most_variables = 5)
      : domain(generator.SmallDomain(2, most_variables)),
        table(generator.Function(domain, kLeaves)),
        frozen(Built(generator)),
        counted(generator.SetAround(table)) {
    if (generator.OneIn(2)) options.free_leaf = 0;
    if (generator.OneIn(2)) options.unlisted_leaf = 1;
    // Past it, whatever the builder's order gives.
    if (generator.OneIn(3)) options.max_work = generator.Below(100);
    if (generator.OneIn(3)) options.max_nodes = static_cast<uint32_t>(frozen.forest.node_count());
  }

  FrozenFunctions Built(Generator& generator) const {
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    return Frozen(builder, {generator.Build(builder, table)});
  }

  bool IsFree(const Assignment& assignment) const { return table(assignment) == options.free_leaf; }
  bool IsListed(const Assignment& assignment) const {
    return !IsFree(assignment) && table(assignment) != options.unlisted_leaf;
  }

  Domain domain;
  Table table;
  FrozenFunctions frozen;
  VariableSet counted;
  LineOptions options;
};

bool IsIn(const Line& line, const Assignment& assignment) {
  for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
    if ((line.values[variable] >> assignment[variable] & 1) == 0) return false;
  }
  return true;
}

TEST(LinesTest, HoldEveryListedAssignmentOnceAndNoOther) {
  Generator generator(100);
  for (uint32_t round = 0; round < 2000; ++round) {
    Setting setting(generator);
    const Lines lines = *FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options);
    ASSERT_TRUE(lines.beyond == 0);
    for (const Assignment& assignment : setting.domain.assignments()) {
      int in = 0;
      for (const Line& line : lines.lines) {
        if (!IsIn(line, assignment)) continue;
        ++in;
        ASSERT_TRUE(setting.IsFree(assignment) || line.leaf == setting.table(assignment));
      }
      ASSERT_LE(in, 1);
      ASSERT_TRUE(setting.IsFree(assignment) || in == (setting.IsListed(assignment) ? 1 : 0));
    }
  }
}

TEST(LinesTest, CountWhatComesToTheirLeaf) {
  Generator generator(101);
  for (uint32_t round = 0; round < 2000; ++round) {
    Setting setting(generator);
    const Lines lines = *FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options);
    for (const Line& line : lines.lines) {
      Count count = 0;
      for (const Assignment& assignment : setting.domain.assignments()) {
        bool counts = IsIn(line, assignment) && !setting.IsFree(assignment);
        for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
          counts = counts && (setting.counted.test(variable) || assignment[variable] == 0);
        }
        count += counts ? 1 : 0;
      }
      ASSERT_TRUE(line.count == count);
      ASSERT_TRUE(count > 0);
    }
  }
}

// Everything that a line may be widened to is another line's or comes to another leaf.
bool CanDoWithout(const Setting& setting, const std::vector<Line>& lines, size_t index, uint32_t variable) {
  Line wide = lines[index];
  wide.values[variable] = kAnyValue;
  for (const Assignment& assignment : setting.domain.assignments()) {
    if (!IsIn(wide, assignment)) continue;
    if (!setting.IsFree(assignment) && setting.table(assignment) != wide.leaf) return false;
    for (size_t other = 0; other < lines.size(); ++other) {
      if (other != index && IsIn(lines[other], assignment)) return false;
    }
  }
  return true;
}

TEST(LinesTest, HoldNothingThatTheyCouldDoWithout) {
  Generator generator(102);
  for (uint32_t round = 0; round < 1000; ++round) {
    Setting setting(generator, 4);
    const std::vector<Line> lines =
        FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options)->lines;
    for (size_t index = 0; index < lines.size(); ++index) {
      for (uint32_t variable = 0; variable < setting.domain.variable_count(); ++variable) {
        if (lines[index].values[variable] == kAnyValue) continue;
        ASSERT_FALSE(CanDoWithout(setting, lines, index, variable));
      }
    }
  }
}

TEST(LinesTest, AreNowhereTwoThatCouldBeOne) {
  Generator generator(103);
  for (uint32_t round = 0; round < 2000; ++round) {
    Setting setting(generator);
    const std::vector<Line> lines =
        FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options)->lines;
    for (size_t a = 0; a < lines.size(); ++a) {
      for (size_t b = a + 1; b < lines.size(); ++b) {
        if (lines[a].leaf != lines[b].leaf) continue;
        int differ = 0;
        for (uint32_t variable = 0; variable < setting.domain.variable_count(); ++variable) {
          differ += lines[a].values[variable] != lines[b].values[variable] ? 1 : 0;
        }
        ASSERT_GE(differ, 2);
      }
    }
  }
}

// The number of lines of the best tree of questions, where each answer to a question leaves a line of its own.
uint32_t BestTree(const Setting& setting, const Assignment& known) {
  std::optional<int32_t> leaf;
  bool settled = true;
  for (const Assignment& assignment : setting.domain.assignments()) {
    if (!Agrees(assignment, known) || setting.IsFree(assignment)) continue;
    settled = settled && (!leaf || *leaf == setting.table(assignment));
    leaf = setting.table(assignment);
  }
  if (settled) return leaf && leaf != setting.options.unlisted_leaf ? 1 : 0;
  uint32_t best = ~uint32_t{0};
  for (uint32_t variable = 0; variable < known.size(); ++variable) {
    if (known[variable] != kUnknown) continue;
    uint32_t lines = 0;
    Assignment more = known;
    for (uint8_t value = 0; value < setting.domain.value_counts()[variable]; ++value) {
      more[variable] = value;
      lines += BestTree(setting, more);
    }
    best = std::min(best, lines);
  }
  return best;
}

TEST(LinesTest, AreNoMoreThanTheBestQuestionsLeave) {
  Generator generator(104);
  for (uint32_t round = 0; round < 300; ++round) {
    Setting setting(generator, 3);
    setting.options.max_work = LineOptions().max_work;
    setting.options.max_nodes = LineOptions().max_nodes;
    const std::vector<Line> lines =
        FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options)->lines;
    ASSERT_LE(lines.size(), BestTree(setting, Assignment(setting.domain.variable_count(), kUnknown)));
  }
}

TEST(LinesTest, LeaveOutPastTheirLimitAndSayHowMuch) {
  Generator generator(105);
  uint32_t cut = 0;
  for (uint32_t round = 0; round < 500; ++round) {
    Setting setting(generator);
    setting.options.max_lines = generator.Below(6);
    const Lines lines = *FewestLines(setting.frozen.forest, setting.frozen.roots[0], setting.counted, setting.options);
    ASSERT_LE(lines.lines.size(), setting.options.max_lines);
    Count counted = lines.beyond;
    for (const Line& line : lines.lines) counted += line.count;
    Count listed = 0;
    for (const Assignment& assignment : setting.domain.assignments()) {
      bool counts = setting.IsListed(assignment);
      for (uint32_t variable = 0; variable < assignment.size(); ++variable) {
        counts = counts && (setting.counted.test(variable) || assignment[variable] == 0);
      }
      listed += counts ? 1 : 0;
    }
    ASSERT_TRUE(counted == listed);
    cut += lines.beyond > 0 ? 1 : 0;
  }
  EXPECT_GT(cut, 100u);
}

// Whether an odd number of variables is set: there is a line for each of half the assignments, and no better order.
TEST(LinesTest, EndAtTheirLimitHoweverManyThereAre) {
  constexpr uint32_t kVariables = 60;
  std::vector<uint32_t> order(kVariables);
  std::iota(order.begin(), order.end(), 0u);
  Builder builder(std::vector<uint8_t>(kVariables, 2), order);
  Reference odd = kFalse;
  Reference even = kTrue;
  for (uint32_t variable = kVariables; variable-- > 0;) {
    const std::array flipped = {odd, even};
    const std::array same = {even, odd};
    odd = builder.Case(variable, flipped);
    even = builder.Case(variable, same);
  }
  const FrozenFunctions frozen = Frozen(builder, {odd});
  VariableSet all;
  for (const uint32_t variable : order) all.set(variable);
  const Lines lines = *FewestLines(frozen.forest, frozen.roots[0], all,
                                   {.unlisted_leaf = LeafNumber(kFalse), .max_lines = 10, .max_work = 100'000});
  EXPECT_EQ(lines.lines.size(), 10u);
  EXPECT_TRUE(lines.beyond == (Count{1} << (kVariables - 1)) - 10);
}

TEST(LeavesWithinTest, AreThoseOfTheAssignmentsWithin) {
  Generator generator(106);
  for (uint32_t round = 0; round < 1000; ++round) {
    const Setting setting(generator);
    Line within;
    for (const uint8_t count : setting.domain.value_counts())
      within.values.push_back(1 + generator.Below((1u << count) - 1));
    std::set<int32_t> expected;
    for (const Assignment& assignment : setting.domain.assignments()) {
      if (IsIn(within, assignment)) expected.insert(setting.table(assignment));
    }
    ASSERT_EQ(LeavesWithin(setting.frozen.forest, setting.frozen.roots[0], within.values),
              std::vector<int32_t>(expected.begin(), expected.end()));
  }
}

}  // namespace
}  // namespace connection_advisor::diagram
