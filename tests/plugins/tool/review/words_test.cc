#include "plugins/tool/review/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor::tool {
namespace {

using ::testing::ElementsAre;

TEST(ShortNamesTest, AreTheLastPartUnlessTwoWouldBeTheSame) {
  const std::vector<platform::Fact> facts = {
      {.id = "relationship.met_in_person"}, {.id = "member.mood"}, {.id = "candidate.mood"}};
  EXPECT_THAT(ShortNames(facts), ElementsAre("met in person", "member.mood", "candidate.mood"));
}

TEST(ValueInWordsTest, ReadsAsPeopleSayIt) {
  EXPECT_EQ(ValueInWords("true"), "yes");
  EXPECT_EQ(ValueInWords("false"), "no");
  EXPECT_EQ(ValueInWords("NOTHING_TO_SAY"), "nothing to say");
  EXPECT_EQ(ValueInWords("at least 10 and below 20"), "at least 10 and below 20");
}

TEST(ValuesInWordsTest, NamesTheFewerOfMany) {
  EXPECT_EQ(ValuesInWords({"true"}, {"false"}), "yes");
  EXPECT_EQ(ValuesInWords({"NOT_OFFERED", "ACCEPTED"}, {"REFUSED", "NO_ANSWER"}), "not offered / accepted");
  EXPECT_EQ(ValuesInWords({"A", "B", "C"}, {"D", "E", "F"}), "a / b / c");
  EXPECT_EQ(ValuesInWords({"A", "B"}, {"C"}), "a / b");
  EXPECT_EQ(ValuesInWords({"A", "B", "C"}, {"D"}), "any but d");
  EXPECT_EQ(ValuesInWords({"A", "B", "C"}, {"D", "E"}), "any but d / e");
  EXPECT_EQ(ValuesInWords({"A"}, {}), "a");
}

TEST(ValuesInWordsTest, NeverDeniesRanges) {
  EXPECT_EQ(ValuesInWords({"below 10", "at least 20", "at least 15 and below 16"}, {"at least 10 and below 15"}),
            "below 10 / at least 20 / at least 15 and below 16");
}

TEST(CountInProseTest, SetsThousandsApart) {
  EXPECT_EQ(CountInProse(0), "0");
  EXPECT_EQ(CountInProse(999), "999");
  EXPECT_EQ(CountInProse(37888), "37,888");
  EXPECT_EQ(CountInProse(diagram::Count{1} << 100), "1,267,650,600,228,229,401,496,703,205,376");
}

TEST(ShareInProseTest, NeverSaysNothingOfSomething) {
  EXPECT_EQ(ShareInProse(0, 1000), "0.0 %");
  EXPECT_EQ(ShareInProse(1, 8), "12.5 %");
  EXPECT_EQ(ShareInProse(1, 1'000'000), "< 0.1 %");
  EXPECT_EQ(ShareInProse(1000, 1000), "100.0 %");
}

}  // namespace
}  // namespace connection_advisor::tool
