#include "plugins/tool/review/table_markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/generated/lawful.h"
#include "tests/generated/platform.h"
#include "tests/service/analysis/every_case.h"

namespace connection_advisor::tool {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Printed(const platform::Platform& platform) {
  std::ostringstream out;
  PrintTable(platform, *analysis::TableOf(platform), out);
  return out.str();
}

// Bars that are not escaped.
size_t BarsIn(absl::string_view line) {
  size_t bars = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++bars;
    }
  }
  return bars;
}

// Every row of a table has as many cells as its head.
void ExpectWellFormed(const std::string& markdown) {
  size_t bars = 0;
  for (const absl::string_view line : absl::StrSplit(markdown, '\n')) {
    if (!absl::StartsWith(line, "|")) {
      bars = 0;
      continue;
    }
    ASSERT_TRUE(absl::EndsWith(line, " |")) << line;
    if (bars == 0) bars = BarsIn(line);
    ASSERT_EQ(BarsIn(line), bars) << line;
  }
}

TEST(TableMarkdownTest, SaysFacebookInThreeLines) {
  const std::string table = Printed(*analysis::Bundled("facebook"));
  EXPECT_THAT(table, StartsWith("# Facebook (`facebook`)\n"));
  EXPECT_THAT(table, HasSubstr("| line | connection count | personal friend | verdict | by rule | cases | share |\n"
                               "| --: | :-- | :-- | :-- | :-- | --: | --: |\n"));
  EXPECT_THAT(table, HasSubstr("| at least 5000 |  | **DECLINE** | `friend_limit_reached` | 2 | 50.0 % |\n"));
  EXPECT_THAT(table, HasSubstr("| below 5000 | yes | **CONNECT** | `personal_friend` | 1 | 25.0 % |\n"));
  EXPECT_THAT(table, HasSubstr("| below 5000 | no | **DECLINE** | `not_a_friend` | 1 | 25.0 % |\n"));
  EXPECT_THAT(table, HasSubstr("|  |  |  |  |  | **4** | **100.0 %** |\n"));
  EXPECT_THAT(table, Not(HasSubstr("What can't be")));
  ExpectWellFormed(table);
}

TEST(TableMarkdownTest, SaysWhatCanNotBeAndWhatIsAssumed) {
  const std::string table = Printed(*analysis::Bundled("linkedin"));
  EXPECT_THAT(table, AllOf(HasSubstr("What can't be is left out of account"),
                           HasSubstr("\n- You can't have worked together in person without having met in person.\n"),
                           HasSubstr("| direction | Who sends the invitation: do they invite you, or do you invite "
                                     "them? | incoming, outgoing | incoming |\n"),
                           HasSubstr("| my assessment | What would you say about their work if someone asked you? | "
                                     "nothing to say, negative, neutral, positive | asked |\n")));
  ExpectWellFormed(table);
}

TEST(TableMarkdownTest, IsWellFormedWhateverAPluginSays) {
  platform::Platform nasty = *analysis::Bundled("linkedin");
  const std::string text = "a | b \\ `c` *d*\n# e <script>&";
  nasty.display_name = nasty.purpose = text;
  for (platform::Fact& fact : nasty.facts) fact.question = text;
  for (platform::Rule& rule : nasty.rules) rule.summary = text;
  const std::string table = Printed(nasty);
  ExpectWellFormed(table);
  EXPECT_THAT(table, AllOf(Not(HasSubstr("\n# e")), Not(HasSubstr(" <script>")), Not(HasSubstr(" `c`"))));
}

TEST(TableMarkdownTest, IsWellFormedForGeneratedPlatforms) {
  const generated::Shape shape{.facts = 5, .note_facts = 1, .rules = 6, .impossible = 2, .notes = 1, .alternatives = 2};
  for (uint64_t seed = 0; seed < 30 && !HasFailure(); ++seed) {
    ExpectWellFormed(Printed(*generated::PlatformOf(generated::Lawful(generated::Draw(shape, seed)))));
  }
}

}  // namespace
}  // namespace connection_advisor::tool
