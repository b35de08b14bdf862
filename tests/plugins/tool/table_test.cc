// `advisor-plugin table`, as an author runs it.
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/review/table_markdown.h"
#include "service/analysis/decision_table.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/plugins/tool/generated_plugins.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(TableTest, PrintsMarkdown) {
  const Outcome outcome = AdvisorPlugin("table " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(StartsWith("# LinkedIn (`linkedin`)\n"), HasSubstr("| **37,888** | **100.0 %** |")));
}

// The rows' tables are held against enumeration elsewhere.
TEST(TableTest, SaysOfGeneratedPluginsWhatIsSaidOfTheirRows) {
  ForEachGeneratedPlugin([](const std::string& file, const platform::Platform& platform) {
    std::ostringstream expected;
    tool::PrintTable(platform, *analysis::TableOf(platform), expected);
    EXPECT_EQ(AdvisorPlugin("table " + file).out, expected.str());
  });
}

TEST(TableTest, TakesThePlatformThatIsNamed) {
  const Outcome several = AdvisorPlugin("table " TWO_PLATFORMS_PLUGIN " 2>&1");
  EXPECT_EQ(several.status, 2);
  EXPECT_THAT(several.out, HasSubstr("has several platforms; choose with --platform one of "));
  const Outcome unknown = AdvisorPlugin("table --platform nowhere " TWO_PLATFORMS_PLUGIN " 2>&1");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.out, HasSubstr("has no platform 'nowhere'; choose with --platform one of "));
  const std::string last = several.out.substr(several.out.rfind(' ') + 1);
  EXPECT_EQ(AdvisorPlugin("table " TWO_PLATFORMS_PLUGIN " --platform " + last).status, 0);
}

TEST(TableTest, ChangesWithTheParametersOfTheOperator) {
  const Outcome outcome = AdvisorPlugin("table --parameter linkedin.connection_limit=20000 " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("| at least 20000 |"));
}

TEST(TableTest, SaysWhyAPluginIsRefused) {
  const Outcome outcome = AdvisorPlugin("table " DEAD_RULE_PLUGIN " 2>&1");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("is refused:"));
}

TEST(TableTest, FailsWhereItCannotBeWritten) {
  const Outcome outcome = AdvisorPlugin("table " LINKEDIN_PLUGIN " 2>&1 >/dev/full");
  EXPECT_EQ(outcome.status, 10);
  EXPECT_THAT(outcome.out, StartsWith("advisor-plugin: the output could not be written"));
  EXPECT_EQ(AdvisorPlugin("__complete tab 2>&1 >/dev/full").out,
            "advisor-plugin: the output could not be written: No space left on device\n");
}

TEST(TableTest, TeachesItsExitStatuses) {
  EXPECT_THAT(AdvisorPlugin("table --help").out, HasSubstr("3 the table would be too long"));
}

}  // namespace
}  // namespace connection_advisor
