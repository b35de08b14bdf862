// A difference in all the forms in which it is printed.
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "plugins/tool/review/difference_json.h"
#include "plugins/tool/review/difference_markdown.h"
#include "plugins/tool/review/difference_text.h"

namespace connection_advisor::tool {
namespace {

using analysis::CaseChange;
using analysis::CaseOutcome;
using analysis::Effect;
using analysis::PlatformDifference;
using analysis::PluginDifference;
using analysis::Subject;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

PluginDifference Sample() {
  PluginDifference difference;
  difference.before = {"linkedin", "1.0.0", std::string(64, 'a')};
  difference.after = {"linkedin", "1.1.0", std::string(64, 'b')};
  difference.removed = {"myspace"};
  difference.added = {"mastodon"};
  difference.effect = Effect::kIncompatible;
  PlatformDifference& platform = difference.platforms.emplace_back();
  platform.platform = "linkedin";
  platform.cases = diagram::Count{1} << 100;
  platform.unchanged = platform.cases - 1500;
  platform.effect = Effect::kChanged;
  CaseChange& change = platform.verdict_changes.emplace_back();
  change.before = CaseOutcome::kConnect;
  change.after = CaseOutcome::kDecline;
  change.cases = 1500;
  change.rules = {{"known", "otherwise", 1500}};
  change.lines = {{{{"relationship.met_in_person", {"true"}, {"false"}},
                    {"invitation.meeting_response", {"REFUSED", "NO_ANSWER"}, {"NOT_OFFERED", "ACCEPTED"}}},
                   1400}};
  change.cases_beyond_lines = 100;
  change.witness = {R"({"platform":"linkedin","facts":{"member.connection_count":30000}})",
                    R"({"platform":"linkedin","facts":{}})", true};
  CaseChange& other = platform.verdict_changes.emplace_back();
  other.before = CaseOutcome::kNoSuchCase;
  other.after = CaseOutcome::kConnect;
  other.cases = 2;
  other.rules = {{"", "known", 2}};
  other.lines = {{{}, 2}};
  other.witness = {R"({"platform":"linkedin","facts":{}})", R"({"platform":"linkedin","facts":{}})", false};
  platform.condition_changes = {{"known", 3, 4}, {"", 5, 0}};
  platform.declarations = {{Subject::kRule, "known", "summary", "Old | text.", "New\ntext.", Effect::kCompatible},
                           {Subject::kFact, "linkedin.mood", "", "Which mood?", std::nullopt, Effect::kIncompatible}};
  return difference;
}

template <typename Print>
std::string Printed(Print print, const PluginDifference& difference = Sample()) {
  std::ostringstream out;
  print(difference, out);
  return out.str();
}

TEST(DifferenceTextTest, SaysEverything) {
  const std::string text = Printed(PrintDifference);
  EXPECT_THAT(text, StartsWith("incompatible: from linkedin 1.0.0 to linkedin 1.1.0\n"));
  EXPECT_THAT(text, AllOf(HasSubstr("\nplatform myspace is gone\n"), HasSubstr("\nplatform mastodon is new\n"),
                          HasSubstr("\nplatform linkedin: changed\n"),
                          HasSubstr("  1,267,650,600,228,229,401,496,703,205,376 possible cases"),
                          HasSubstr("\n  CONNECT -> DECLINE: 1,500 cases (< 0.1 %)\n"),
                          HasSubstr("  by known -> otherwise\n")));
  EXPECT_THAT(text, AllOf(HasSubstr("       1,400  relationship.met_in_person = true, "
                                    "invitation.meeting_response = REFUSED | NO_ANSWER\n"),
                          HasSubstr("         100  in lines beyond these\n"), HasSubstr("           2  always\n"),
                          HasSubstr("\n  no such case -> CONNECT: 2 cases"), HasSubstr("  by no rule -> known\n")));
  EXPECT_THAT(
      text, AllOf(HasSubstr("      before  {\"platform\":\"linkedin\",\"facts\":{\"member.connection_count\":30000}}\n"
                            "      after   {\"platform\":\"linkedin\",\"facts\":{}}\n"),
                  HasSubstr("    shown by\n      {\"platform\":\"linkedin\",\"facts\":{}}\n"),
                  HasSubstr("    known: holds in 3 cases more and in 4 others no more\n"),
                  HasSubstr("    would vouch: holds in 5 cases more and in 0 others no more\n")));
  EXPECT_THAT(text,
              AllOf(HasSubstr("    compatible    rule 'known': summary\n      - Old | text.\n      + New\\ntext.\n"),
                    HasSubstr("    incompatible  fact 'linkedin.mood' is gone\n      - Which mood?\n")));
}

// Of two lines, what they have in common.
PluginDifference SharedSample() {
  PluginDifference difference = Sample();
  CaseChange& change = difference.platforms[0].verdict_changes[0];
  change.lines = {{{{"member.mood", {"GOOD"}, {"BAD"}}, {"member.age", {"below 20"}, {"at least 20"}}}, 2},
                  {{{"member.mood", {"BAD"}, {"GOOD"}}, {"member.age", {"below 20"}, {"at least 20"}}}, 1}};
  return difference;
}

TEST(DifferenceTextTest, SaysOnceWhatAllLinesHaveInCommon) {
  EXPECT_THAT(Printed(PrintDifference, SharedSample()), HasSubstr("    when member.age = below 20 and\n"
                                                                  "               2  member.mood = GOOD\n"
                                                                  "               1  member.mood = BAD\n"));
}

TEST(DifferenceMarkdownTest, SaysOnceWhatAllLinesHaveInCommon) {
  EXPECT_THAT(Printed(PrintDifferenceAsMarkdown, SharedSample()),
              HasSubstr("| cases | when `member.age` below 20 and |\n| --: | :-- |\n"
                        "| 2 | `member.mood` good |\n| 1 | `member.mood` bad |\n"));
}

TEST(DifferenceTextTest, SaysThatNothingDiffers) {
  PluginDifference same;
  same.before = same.after = {"linkedin", "1.0.0", ""};
  same.platforms.push_back({.platform = "linkedin", .cases = 37888, .unchanged = 37888});
  EXPECT_EQ(Printed(PrintDifference, same),
            "compatible: from linkedin 1.0.0 to linkedin 1.0.0\n\nplatform linkedin: no difference\n"
            "  37,888 possible cases, 37,888 decided as before\n");
}

TEST(DifferenceMarkdownTest, SaysEverything) {
  const std::string text = Printed(PrintDifferenceAsMarkdown);
  EXPECT_THAT(text, StartsWith("# linkedin 1.0.0 to linkedin 1.1.0: incompatible\n"));
  EXPECT_THAT(text, AllOf(HasSubstr("\nPlatform `myspace` is gone.\n"), HasSubstr("\nPlatform `mastodon` is new.\n"),
                          HasSubstr("\n## linkedin: changed\n"),
                          HasSubstr("\n### CONNECT -\\> DECLINE: 1,500 cases (\\< 0.1 %)\n"),
                          HasSubstr("| 1,400 | `relationship.met_in_person` yes; `invitation.meeting_response` refused "
                                    "/ no answer |\n")));
  EXPECT_THAT(text, AllOf(HasSubstr("| 100 | in lines beyond these |\n"), HasSubstr("| 2 | always |\n"),
                          HasSubstr("| `known` | 3 | 4 |\n"), HasSubstr("| would vouch | 5 | 0 |\n"),
                          HasSubstr("| rule 'known': summary | Old \\| text. | New text. | compatible |\n"),
                          HasSubstr("| fact 'linkedin.mood' is gone | Which mood? |  | incompatible |\n")));
  EXPECT_THAT(text, HasSubstr("```json\n{\"platform\":\"linkedin\",\"facts\":{\"member.connection_count\":30000}}\n"
                              "{\"platform\":\"linkedin\",\"facts\":{}}\n```\n"));
}

TEST(DifferenceJsonTest, IsOneLineOfJsonThatSaysEverything) {
  const std::string json = Printed(PrintDifferenceAsJson);
  EXPECT_EQ(json.find('\n'), json.size() - 1);
  google::protobuf::Struct parsed;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &parsed).ok()) << json;
  const auto& root = parsed.fields();
  EXPECT_EQ(root.at("effect").string_value(), "incompatible");
  EXPECT_EQ(root.at("before").struct_value().fields().at("version").string_value(), "1.0.0");
  EXPECT_EQ(root.at("removed").list_value().values(0).string_value(), "myspace");
  EXPECT_EQ(root.at("added").list_value().values(0).string_value(), "mastodon");
  const auto& platform = root.at("platforms").list_value().values(0).struct_value().fields();
  EXPECT_EQ(platform.at("cases").string_value(), "1267650600228229401496703205376");
  const auto& changes = platform.at("verdict_changes").list_value();
  const auto& change = changes.values(0).struct_value().fields();
  EXPECT_EQ(change.at("before").string_value(), "CONNECT");
  EXPECT_EQ(change.at("after").string_value(), "DECLINE");
  EXPECT_EQ(change.at("cases").string_value(), "1500");
  EXPECT_EQ(change.at("cases_beyond_lines").string_value(), "100");
  EXPECT_TRUE(change.at("fewest_facts").bool_value());
  const auto& line = change.at("lines").list_value().values(0).struct_value().fields();
  const auto& condition = line.at("conditions").list_value().values(1).struct_value().fields();
  EXPECT_EQ(condition.at("fact").string_value(), "invitation.meeting_response");
  EXPECT_EQ(condition.at("values").list_value().values(1).string_value(), "NO_ANSWER");
  const auto& request = change.at("request_to_before").struct_value().fields();
  EXPECT_EQ(request.at("facts").struct_value().fields().at("member.connection_count").number_value(), 30000);
  const auto& unknown = changes.values(1).struct_value().fields();
  EXPECT_EQ(unknown.at("before").string_value(), "NO_SUCH_CASE");
  EXPECT_TRUE(unknown.at("rules").list_value().values(0).struct_value().fields().at("before").has_null_value());
  const auto& vouch = platform.at("condition_changes").list_value().values(1).struct_value().fields();
  EXPECT_TRUE(vouch.at("rule").has_null_value());
  EXPECT_EQ(vouch.at("starts_to_hold").string_value(), "5");
  const auto& gone = platform.at("declarations").list_value().values(1).struct_value().fields();
  EXPECT_EQ(gone.at("subject").string_value(), "fact");
  EXPECT_EQ(gone.at("before").string_value(), "Which mood?");
  EXPECT_TRUE(gone.at("after").has_null_value());
  EXPECT_EQ(gone.at("effect").string_value(), "incompatible");
}

}  // namespace
}  // namespace connection_advisor::tool
