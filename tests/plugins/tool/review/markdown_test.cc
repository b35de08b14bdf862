#include "plugins/tool/review/markdown.h"

#include <gtest/gtest.h>

#include <sstream>

namespace connection_advisor::tool {
namespace {

TEST(MarkdownTextTest, LeavesNothingThatWouldBeMarkup) {
  EXPECT_EQ(MarkdownText("plain words, and (more)."), "plain words, and (more).");
  EXPECT_EQ(MarkdownText("*a* _b_ `c` [d](e) <f> g|h i\\j ~k~ &amp; $l$"),
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> g\\|h i\\\\j \\~k\\~ \\&amp; \\$l\\$");
}

TEST(MarkdownTextTest, StaysOnOneLine) { EXPECT_EQ(MarkdownText("one\ntwo\r\nthree"), "one two  three"); }

TEST(MarkdownCodeTest, FencesWhatHoldsBackticks) {
  EXPECT_EQ(MarkdownCode("known"), "`known`");
  EXPECT_EQ(MarkdownCode("a`b"), "`` a`b ``");
  EXPECT_EQ(MarkdownCode("a``b`"), "``` a``b` ```");
  EXPECT_EQ(MarkdownCode("a|b"), "`a\\|b`");
}

TEST(MarkdownTableTest, HasAHeadARuleAndARowEach) {
  MarkdownTable table({"what", "cases>"});
  table.Add({"one", "1"});
  table.Add({"", "20"});
  std::ostringstream out;
  table.Print(out);
  EXPECT_EQ(out.str(), "| what | cases |\n| :-- | --: |\n| one | 1 |\n|  | 20 |\n");
}

}  // namespace
}  // namespace connection_advisor::tool
