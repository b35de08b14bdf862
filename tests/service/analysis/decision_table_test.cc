// The decision tables of the bundled platforms and of hundreds of generated ones, held against every case.
#include "service/analysis/decision_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "service/deployment/deploy.h"
#include "tests/generated/lawful.h"
#include "tests/generated/named.h"
#include "tests/generated/platform.h"
#include "tests/service/analysis/every_case.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Count;
using platform::Platform;

// Each line as sets of values by fact, read back from its texts.
std::vector<std::vector<bool>> ValuesOf(const Platform& platform, const ConditionLine& line) {
  std::vector<std::vector<bool>> values;
  for (const platform::Fact& fact : platform.facts) values.emplace_back(fact.values.size(), true);
  for (const Condition& condition : line.conditions) {
    const uint32_t fact = platform.fact_index.at(condition.fact_id);
    for (size_t value = 0; value < values[fact].size(); ++value) {
      values[fact][value] = Covers(condition.values, platform.facts[fact], value);
      EXPECT_NE(values[fact][value], Covers(condition.other_values, platform.facts[fact], value));
    }
  }
  return values;
}

bool IsIn(const std::vector<std::vector<bool>>& line, const std::vector<uint8_t>& values) {
  for (size_t fact = 0; fact < values.size(); ++fact) {
    if (!line[fact][values[fact]]) return false;
  }
  return true;
}

// What the table promises.
void Check(const Platform& platform, const DecisionTable& table) {
  std::vector<std::vector<std::vector<bool>>> lines;
  for (const DecisionLine& line : table.lines) lines.push_back(ValuesOf(platform, line.when));
  std::vector<Count> cases(lines.size());
  std::vector<std::set<uint32_t>> rules(lines.size());
  ForEachCase(platform, [&](const std::vector<uint8_t>& values) {
    const int32_t leaf = platform.forest.Walk(platform.decision, values.data());
    int in = 0;
    for (size_t line = 0; line < lines.size(); ++line) {
      if (!IsIn(lines[line], values)) continue;
      ++in;
      if (leaf == 0) continue;
      const auto rule = static_cast<uint32_t>(leaf) - 1;
      ASSERT_EQ(table.lines[line].verdict, platform.rules[rule].outcome);
      ++cases[line];
      rules[line].insert(rule);
    }
    ASSERT_LE(in, 1);
    ASSERT_TRUE(leaf == 0 || in == 1);
  });
  Count sum = 0;
  for (size_t line = 0; line < lines.size(); ++line) {
    ASSERT_TRUE(table.lines[line].when.cases == cases[line]);
    ASSERT_TRUE(cases[line] > 0);
    ASSERT_EQ(table.lines[line].rules, std::vector<uint32_t>(rules[line].begin(), rules[line].end()));
    sum += cases[line];
  }
  ASSERT_TRUE(sum == platform.possible_cases);
  std::set<std::string> used;
  for (const DecisionLine& line : table.lines) {
    for (const Condition& condition : line.when.conditions) used.insert(condition.fact_id);
  }
  std::vector<uint32_t> facts;
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (used.contains(platform.facts[fact].id)) facts.push_back(fact);
  }
  ASSERT_EQ(table.facts, facts);
}

TEST(DecisionTableTest, SaysOfEveryCaseOfTheBundledPlatformsWhatIsDecided) {
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    SCOPED_TRACE(name);
    const std::shared_ptr<const Platform> platform = Bundled(name);
    const auto table = TableOf(*platform);
    ASSERT_TRUE(table.ok()) << table.status();
    Check(*platform, *table);
  }
}

TEST(DecisionTableTest, IsShortEnoughToReview) {
  EXPECT_LE(TableOf(*Bundled("linkedin"))->lines.size(), 40u);
  EXPECT_EQ(TableOf(*Bundled("twitter"))->lines.size(), 6u);
  EXPECT_EQ(TableOf(*Bundled("facebook"))->lines.size(), 3u);
}

TEST(DecisionTableTest, SaysOfEveryCaseOfGeneratedPlatformsWhatIsDecided) {
  constexpr generated::Shape kShapes[] = {
      {.facts = 5, .rules = 6},
      {.facts = 6, .note_facts = 1, .rules = 7, .impossible = 3, .notes = 1, .alternatives = 2, .assumed_of_ten = 3},
      {.facts = 4, .min_values = 4, .max_values = 6, .rules = 6, .impossible = 2, .alternatives = 2},
  };
  for (const generated::Shape& shape : kShapes) {
    for (uint64_t seed = 0; seed < 180 && !HasFailure(); ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      const auto platform = generated::PlatformOf(generated::Lawful(generated::Draw(shape, seed)));
      const auto table = TableOf(*platform);
      ASSERT_TRUE(table.ok()) << table.status();
      Check(*platform, *table);
    }
  }
}

TEST(DecisionTableTest, IsRefusedWhereItWouldBeTooLong) {
  const auto table = TableOf(*Bundled("linkedin"), {.max_lines = 3});
  EXPECT_EQ(table.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(table.status().message(), "platform 'linkedin': its table has more than 3 lines, which nobody can review");
}

TEST(DecisionTableTest, IsRefusedSoonWhereNobodyCouldCountItsLines) {
  const auto table = TableOf(*generated::PlatformOf(generated::Named("ordered")), {.max_work = 100'000});
  EXPECT_EQ(table.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(table.status().message(),
            "platform 'ordered': its table has more than 1000 lines, which nobody can review");
}

TEST(DecisionTableTest, IsRefusedWhereTimeIsUp) {
  generated::Shape shape = generated::SixtyFacts(true);
  shape.facts = 24;
  shape.rules = 40;
  const auto platform = generated::PlatformOf(generated::Lawful(generated::Draw(shape, 1)));
  const auto table = TableOf(*platform, {.deadline = std::chrono::steady_clock::now()});
  EXPECT_EQ(table.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(table.status().message(), "platform 'generated': time was up while its table was made");
}

}  // namespace
}  // namespace connection_advisor::analysis
