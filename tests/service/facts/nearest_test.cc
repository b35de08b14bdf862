#include "service/facts/nearest.h"

#include <gtest/gtest.h>

#include <string>

namespace connection_advisor::facts {
namespace {

constexpr std::string_view kNames[] = {"relationship.met_in_person", "relationship.my_assessment",
                                       "member.connection_count", "mastodon.same_server"};

TEST(EditDistance, CountsInsertionsDeletionsAndReplacements) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("abc", "acb"), 2u);
}

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(Nearest("relationship.met_in_persn", kNames), "relationship.met_in_person");
  EXPECT_EQ(Nearest("member.connection_counts", kNames), "member.connection_count");
  EXPECT_EQ(Nearest("mastodon.same_sever", kNames), "mastodon.same_server");
}

TEST(Nearest, TakesTheFirstOfEquals) {
  constexpr std::string_view names[] = {"sample.cats", "sample.bats"};
  EXPECT_EQ(Nearest("sample.rats", names), "sample.cats");
}

TEST(Nearest, TakesTheLastPartForTheWhole) {
  EXPECT_EQ(Nearest("met_in_person", kNames), "relationship.met_in_person");
}

TEST(Nearest, TakesTwoInFiveThatAreMissingOrTooMany) {
  constexpr std::string_view names[] = {"abcdefghij"};
  EXPECT_EQ(Nearest("abcdef", names), "abcdefghij");
  EXPECT_EQ(Nearest("abcde", names), "");
  EXPECT_EQ(Nearest("abcdefghijklmnop", names), "abcdefghij");
  EXPECT_EQ(Nearest("abcdefghijklmnopq", names), "");
}

TEST(Nearest, FindsNothingWhereNothingIsLike) {
  EXPECT_EQ(Nearest("favourite_colour", kNames), "");
  EXPECT_EQ(Nearest("", kNames), "");
  EXPECT_EQ(Nearest(std::string(1'000'000, 'm'), kNames), "");
}

}  // namespace
}  // namespace connection_advisor::facts
