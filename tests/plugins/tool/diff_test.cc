// `advisor-plugin diff`, as an author runs it.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <set>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/review/difference_json.h"
#include "service/analysis/difference.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/plugins/tool/generated_plugins.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

google::protobuf::Struct Parsed(const std::string& json) {
  google::protobuf::Struct parsed;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &parsed).ok()) << json;
  return parsed;
}

std::string PlatformsIn(const std::string& json) { return Parsed(json).fields().at("platforms").ShortDebugString(); }

int StatusOf(analysis::Effect effect) {
  return effect == analysis::Effect::kCompatible ? 0 : effect == analysis::Effect::kChanged ? 3 : 4;
}

// The rows are held against enumeration elsewhere, and the plugins against the rows.
TEST(DiffTest, SaysOfGeneratedPluginsWhatIsSaidOfTheirRows) {
  std::set<analysis::Effect> effects;
  for (const std::string name : kGeneratedPlugins) {
    SCOPED_TRACE(name);
    const auto expected =
        analysis::Difference(std::vector{PlatformOf(name)}, std::vector{PlatformOf(ChangedVersion(name))});
    ASSERT_TRUE(expected.ok()) << expected.status();
    std::ostringstream json;
    tool::PrintDifferenceAsJson(*expected, json);
    const Outcome outcome = AdvisorPlugin("diff --json " + FileOf(name) + " " + FileOf(ChangedVersion(name)));
    EXPECT_EQ(outcome.status, StatusOf(expected->effect));
    EXPECT_EQ(PlatformsIn(outcome.out), PlatformsIn(json.str()));
    EXPECT_FALSE(expected->empty());
    effects.insert(expected->effect);
  }
  EXPECT_EQ(effects.size(), 3u) << "compatible, changed, incompatible";
}

TEST(DiffTest, FindsNothingBetweenAPluginAndItself) {
  for (const char* file : {LINKEDIN_PLUGIN, TWO_PLATFORMS_PLUGIN}) {
    const Outcome outcome = AdvisorPlugin(std::string("diff ") + file + " " + file);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, AllOf(StartsWith("compatible: "), HasSubstr(": no difference\n"),
                                   Not(HasSubstr("declared otherwise"))));
  }
}

TEST(DiffTest, SaysWhatAParameterOfTheNewOneChanges) {
  const std::string words = " --new-parameter linkedin.connection_limit=20000 " LINKEDIN_PLUGIN " " LINKEDIN_PLUGIN;
  const Outcome text = AdvisorPlugin("diff" + words);
  EXPECT_EQ(text.status, 3);
  EXPECT_THAT(text.out, AllOf(StartsWith("changed: "), HasSubstr("CONNECT -> DECLINE: "),
                              HasSubstr("when member.connection_count = at least 20000 and below 30000 and\n"),
                              HasSubstr("\"member.connection_count\":20000"),
                              HasSubstr("parameter 'connection_limit': value\n      - 30000\n      + 20000\n")));
  const Outcome markdown = AdvisorPlugin("diff --markdown" + words);
  EXPECT_EQ(markdown.status, 3);
  EXPECT_THAT(markdown.out, HasSubstr("### CONNECT -\\> DECLINE: "));
  const Outcome json = AdvisorPlugin("diff --json" + words);
  EXPECT_EQ(json.status, 3);
  EXPECT_EQ(Parsed(json.out).fields().at("effect").string_value(), "changed");
}

TEST(DiffTest, FindsItIncompatibleWherePlatformsGo) {
  const Outcome outcome = AdvisorPlugin("diff " LINKEDIN_PLUGIN " " TWO_PLATFORMS_PLUGIN);
  EXPECT_EQ(outcome.status, 4);
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("incompatible: "), HasSubstr("platform linkedin is gone"), HasSubstr(" is new\n")));
}

TEST(DiffTest, SaysWhyAPluginIsRefused) {
  for (const char* words : {DEAD_RULE_PLUGIN " " LINKEDIN_PLUGIN, LINKEDIN_PLUGIN " " DEAD_RULE_PLUGIN}) {
    const Outcome outcome = AdvisorPlugin(std::string("diff ") + words + " 2>&1");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out, HasSubstr("DeadRule.so is refused:"));
  }
}

TEST(DiffTest, IsToldWhereTheCommandLineIsWrong) {
  for (const char* words :
       {"diff", "diff " LINKEDIN_PLUGIN, "diff --json --markdown " LINKEDIN_PLUGIN " " LINKEDIN_PLUGIN,
        "diff --new-parameter x " LINKEDIN_PLUGIN " " LINKEDIN_PLUGIN}) {
    EXPECT_EQ(AdvisorPlugin(std::string(words) + " 2>&1").status, 2) << words;
  }
}

TEST(DiffTest, TeachesItsExitStatuses) {
  EXPECT_THAT(AdvisorPlugin("diff --help").out,
              AllOf(HasSubstr("0 compatible"), HasSubstr("3 changed"), HasSubstr("4 incompatible")));
}

}  // namespace
}  // namespace connection_advisor
