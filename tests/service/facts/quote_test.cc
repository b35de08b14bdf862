#include "service/facts/quote.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace connection_advisor::facts {
namespace {

TEST(Quoted, EscapesWhatWouldConfuse) {
  EXPECT_EQ(Quoted("née"), "\"née\"");
  EXPECT_EQ(Quoted("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\"");
}

TEST(Quoted, CutsByCodePoints) {
  std::string long_text, shown;
  for (int i = 0; i < 1'000; ++i) long_text += "é";
  for (size_t i = 0; i < kQuotedCodePoints; ++i) shown += "é";
  EXPECT_EQ(Quoted(shown), "\"" + shown + "\"");
  EXPECT_EQ(Quoted(long_text), "\"" + shown + "…\"");
}

TEST(EntryPath, IsTheMapAndTheQuotedKey) { EXPECT_EQ(EntryPath("facts", "a.b"), "facts[\"a.b\"]"); }

TEST(QuotedList, NamesAll) {
  EXPECT_EQ(QuotedList(std::vector<std::string>{"a", "b"}), "\"a\", \"b\"");
  EXPECT_EQ(QuotedList(std::vector<std::string>{}), "");
}

}  // namespace
}  // namespace connection_advisor::facts
