// The ways to a generated platform agree.
#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "service/deployment/bounded_parse.h"
#include "service/deployment/compiler_process.h"
#include "service/deployment/plugin_file.h"
#include "tests/generated/lawful.h"
#include "tests/generated/named.h"
#include "tests/generated/oracle.h"
#include "tests/generated/platform.h"
#include "tests/oracle/case_table.h"

namespace connection_advisor::generated {
namespace {

using ::testing::IsEmpty;

class BuiltPlugin : public testing::TestWithParam<const char*> {};

TEST_P(BuiltPlugin, CompilesToTheImageOfItsRows) {
  const std::string path = std::string(CONNECTION_ADVISOR_GENERATED) + "/" + GetParam() + ".so";
  const absl::StatusOr<deployment::PluginFile> file =
      deployment::PluginFile::Copy(path, deployment::Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  const absl::StatusOr<image::v1::PluginImage> compiled =
      deployment::CompileInChild(CONNECTION_ADVISOR_COMPILER, *file, {}, {.timeout = std::chrono::seconds(60)}).image;
  ASSERT_TRUE(compiled.ok()) << compiled.status();

  absl::StatusOr<image::v1::PluginImage> expected = ImageOf(Named(GetParam()));
  ASSERT_TRUE(expected.ok()) << expected.status();
  expected->set_sha256(file->sha256());
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(*expected, *compiled)) << difference.substr(0, 2000);
}

INSTANTIATE_TEST_SUITE_P(Named, BuiltPlugin, testing::Values("small", "ordered", "a", "e_changed"));

TEST(ImageOfTheFigures, TakesAFractionOfTheMemoryThatAnImageMay) {
  for (const char* name : {"ordered", "shuffled", "shuffled_b", "shuffled_c"}) {
    const absl::StatusOr<image::v1::PluginImage> image = ImageOf(Named(name));
    ASSERT_TRUE(image.ok()) << image.status();
    image::v1::PluginImage parsed;
    EXPECT_EQ(deployment::ParseBounded(image->SerializeAsString(), parsed, deployment::kMaxMessageMemory / 64),
              deployment::Parsed::kWhole);
  }
}

constexpr Shape kEverything = {.facts = 6,
                               .note_facts = 1,
                               .rules = 8,
                               .impossible = 3,
                               .notes = 2,
                               .alternatives = 2,
                               .assumed_of_ten = 3,
                               .would_vouch = true};

TEST(Lawful, KeepsTheLawsAndSaysWhichFactsDecide) {
  size_t rules = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Rows rows = Lawful(Draw(kEverything, seed));
    const absl::StatusOr<image::v1::PluginImage> image = ImageOf(rows);
    ASSERT_TRUE(image.ok()) << image.status();
    const deployment::PluginOutcome outcome = Verified(*image);
    ASSERT_THAT(outcome.causes, IsEmpty()) << "seed " << seed;
    for (size_t fact = 0; fact < rows.facts.size(); ++fact) {
      EXPECT_EQ(outcome.platforms[0]->facts[fact].notes_only, !rows.facts[fact].decides) << seed << ' ' << fact;
    }
    rules += rows.rules.size();
  }
  EXPECT_GT(rules, 200 * 8u) << "most rules stay";
}

TEST(Draw, GivesTheSameForTheSameSeedOnly) {
  EXPECT_EQ(Draw(kEverything, 1).rules, Draw(kEverything, 1).rules);
  EXPECT_NE(Draw(kEverything, 1).rules, Draw(kEverything, 2).rules);
}

TEST(Draw, LetsRulesReadFactsOfTheirWindow) {
  const Rows rows = Draw(SixtyFacts(/*shuffled=*/false), 1);
  ASSERT_EQ(rows.facts.size(), 60u);
  ASSERT_EQ(rows.rules.size(), 101u);
  for (size_t rule = 0; rule < 100; ++rule) {
    const std::vector<Literal>& literals = rows.rules[rule].condition->front();
    EXPECT_GE(literals.size(), 2u);
    EXPECT_LE(literals.size(), 4u);
    for (const Literal& literal : literals) {
      EXPECT_GE(literal.fact, rule * 48 / 99);
      EXPECT_LT(literal.fact, rule * 48 / 99 + 12);
    }
  }
}

TEST(Draw, ShufflesTheRulesAmongTheWindows) {
  const Rows rows = Draw(SixtyFacts(/*shuffled=*/true), 1);
  size_t outside = 0;
  for (size_t rule = 0; rule < 100; ++rule) {
    const uint32_t fact = rows.rules[rule].condition->front().front().fact;
    outside += fact < rule * 48 / 99 || fact >= rule * 48 / 99 + 12;
  }
  EXPECT_GT(outside, 50u);
}

// Two statements of the same: the rows' own and the oracle's.
TEST(DecidingRule, IsTheOraclesRule) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Rows rows = Lawful(Draw(kEverything, seed));
    const oracle::PlatformTable table = TableOf(rows);
    const oracle::CaseTable cases(table);
    oracle::ForEachAssignment(table, oracle::Knowledge(rows.facts.size(), oracle::kUnknown),
                              [&](const oracle::Case& one_case) {
                                const Values values(one_case.begin(), one_case.end());
                                const std::optional<uint32_t> rule = DecidingRule(rows, values);
                                const std::optional<int> expected = cases.DecidingRule(one_case);
                                ASSERT_EQ(rule.has_value(), expected.has_value());
                                ASSERT_TRUE(!rule || rows.rules[*rule].id == table.rules[*expected].id);
                              });
  }
}

}  // namespace
}  // namespace connection_advisor::generated
