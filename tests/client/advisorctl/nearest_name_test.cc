#include "client/advisorctl/nearest_name.h"

#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

TEST(NearestName, DistanceCountsSingleMistakes) {
  EXPECT_EQ(EditDistance("", ""), 0);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("abc", "abc"), 0);
  EXPECT_EQ(EditDistance("abc", "abd"), 1);
  EXPECT_EQ(EditDistance("abc", "ab"), 1);
  EXPECT_EQ(EditDistance("abc", "xabc"), 1);
  EXPECT_EQ(EditDistance("platfrom", "platform"), 1);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
}

TEST(NearestName, TheNearestWinsWhateverTheCase) {
  EXPECT_EQ(NearestName("virtualy", {"NEVER", "VIRTUALLY", "IN_PERSON"}), "VIRTUALLY");
}

TEST(NearestName, NothingNearIsNothing) {
  EXPECT_EQ(NearestName("xyzzy", {"platform", "member"}), "");
  EXPECT_EQ(NearestName("ab", {"cd"}), "");
  EXPECT_EQ(NearestName("", {"platform"}), "");
}

TEST(NearestName, TheQuestionIsAskedOnlyWithAnAnswer) {
  EXPECT_EQ(DidYouMean("platfrom", {"platform"}), "; did you mean platform?");
  EXPECT_EQ(DidYouMean("xyzzy", {"platform"}), "");
}

}  // namespace
}  // namespace connection_advisor::client
