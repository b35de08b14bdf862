#include "service/lifecycle/change_limit.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::HasSubstr;

std::string Mistake(const std::string& text) { return std::string(ChangeLimit::Parse(text).status().message()); }

TEST(ChangeLimitTest, IsSoManyChangesInSoManyRequests) {
  EXPECT_EQ(*ChangeLimit::Parse("5/10000"), (ChangeLimit{5, 10'000}));
  EXPECT_EQ(*ChangeLimit::Parse("0/1"), (ChangeLimit{0, 1}));
  EXPECT_EQ(*ChangeLimit::Parse("1000000000/1000000000"), (ChangeLimit{1'000'000'000, 1'000'000'000}));
  EXPECT_EQ((ChangeLimit{5, 10'000}.ToString()), "5/10000");
}

TEST(ChangeLimitTest, AnythingElseIsSaidToBeWrong) {
  for (const char* text : {"", "5", "/", "5/", "/5", "-1/5", "+1/5", "1 / 5", " 1/5", "1/5 ", "1/5/5", "a/b", "1.5/10",
                           "1/99999999999999999999"}) {
    EXPECT_THAT(Mistake(text), HasSubstr("is not CHANGED/REQUESTS; write 5/10000")) << text;
  }
  EXPECT_THAT(Mistake("0/0"), HasSubstr("name from 1 to 1000000000"));
  EXPECT_THAT(Mistake("0/1000000001"), HasSubstr("name from 1 to 1000000000"));
  EXPECT_THAT(Mistake("6/5"), HasSubstr("write the lesser number first"));
}

TEST(ChangeLimitTest, TakesAtLeastSoManyRequestsAndAProportionOfMore) {
  const ChangeLimit limit{2, 100};
  EXPECT_FALSE(limit.IsMetBy(0, 99));
  EXPECT_TRUE(limit.IsMetBy(0, 100));
  EXPECT_TRUE(limit.IsMetBy(2, 100));
  EXPECT_FALSE(limit.IsMetBy(3, 100));
  EXPECT_FALSE(limit.IsMetBy(3, 149));
  EXPECT_TRUE(limit.IsMetBy(3, 150));
  EXPECT_FALSE((ChangeLimit{0, 1}.IsMetBy(1, std::numeric_limits<uint64_t>::max())));
}

TEST(ChangeLimitTest, CountsAsFarAsCountersGo) {
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
  EXPECT_TRUE((ChangeLimit{999'999'999, 1'000'000'000}.IsMetBy(kMost / 2, kMost)));
  EXPECT_FALSE((ChangeLimit{999'999'999, 1'000'000'000}.IsMetBy(kMost, kMost)));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
