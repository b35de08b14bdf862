#include "service/setting_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using ::testing::HasSubstr;

std::string Message(const absl::Status& status) { return std::string(status.message()); }

TEST(SettingValues, DurationsHaveUnits) {
  EXPECT_EQ(*ParseDuration("250ms", milliseconds(0), hours(1)), milliseconds(250));
  EXPECT_EQ(*ParseDuration("5s", milliseconds(0), hours(1)), milliseconds(5'000));
  EXPECT_EQ(*ParseDuration("1h", milliseconds(0), hours(1)), hours(1));
  EXPECT_EQ(*ParseDuration("0s", milliseconds(0), hours(1)), milliseconds(0));
  for (const char* text : {"", "5", "s", "-5s", "+5s", " 5s", "5 s", "5s ", "1.5s", "5S", "99999999999999999999s"}) {
    EXPECT_FALSE(ParseDuration(text, milliseconds(0), hours(1)).ok()) << text;
  }
}

TEST(SettingValues, DurationsKeepTheirRange) {
  const absl::Status status = ParseDuration("2h", milliseconds(10), hours(1)).status();
  EXPECT_THAT(Message(status), HasSubstr("'2h' is not from 10ms to 1h"));
  EXPECT_FALSE(ParseDuration("9ms", milliseconds(10), hours(1)).ok());
}

TEST(SettingValues, SizesHaveBinaryUnits) {
  EXPECT_EQ(*ParseBytes("4096", 0, 1 << 30), 4096u);
  EXPECT_EQ(*ParseBytes("64MiB", 0, 1 << 30), uint64_t{64} << 20);
  for (const char* text : {"", "64MB", "64 MiB", "MiB", "-1MiB", "1e3"}) {
    EXPECT_FALSE(ParseBytes(text, 0, 1 << 30).ok()) << text;
  }
}

TEST(SettingValues, SizesKeepTheirRange) {
  EXPECT_THAT(Message(ParseBytes("2GiB", 1024, 1 << 30).status()), HasSubstr("is not from 1KiB to 1GiB"));
  // More bytes than there are numbers.
  EXPECT_FALSE(ParseBytes("17179869184GiB", 0, UINT64_MAX - 1).ok());
}

TEST(SettingValues, SwitchesAreTrueOrFalse) {
  EXPECT_TRUE(*ParseSwitch("true"));
  EXPECT_FALSE(*ParseSwitch("false"));
  for (const char* text : {"", "True", "yes", "1"}) EXPECT_FALSE(ParseSwitch(text).ok()) << text;
}

TEST(SettingValues, WholeNumbersAreDigits) {
  EXPECT_EQ(*ParseWholeNumber("7", 1, 10), 7);
  for (const char* text : {"", "0", "11", "7.0", "-7", "seven"}) EXPECT_FALSE(ParseWholeNumber(text, 1, 10).ok());
}

}  // namespace
}  // namespace connection_advisor
