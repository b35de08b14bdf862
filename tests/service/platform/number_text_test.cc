#include "service/platform/number_text.h"

#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::platform {
namespace {

using ::testing::ElementsAre;

TEST(NumberInProseTest, SetsThousandsApart) {
  EXPECT_EQ(NumberInProse(0), "0");
  EXPECT_EQ(NumberInProse(999), "999");
  EXPECT_EQ(NumberInProse(1000), "1,000");
  EXPECT_EQ(NumberInProse(30000), "30,000");
  EXPECT_EQ(NumberInProse(1002003), "1,002,003");
  EXPECT_EQ(NumberInProse(std::numeric_limits<int32_t>::max()), "2,147,483,647");
}

TEST(PartTextsTest, CoverEveryNumberOnce) {
  EXPECT_THAT(PartTexts(std::vector<int32_t>{10}), ElementsAre("below 10", "at least 10"));
  EXPECT_THAT(PartTexts(std::vector<int32_t>{1, 20, 30000}),
              ElementsAre("below 1", "at least 1 and below 20", "at least 20 and below 30000", "at least 30000"));
}

}  // namespace
}  // namespace connection_advisor::platform
