#include "service/lifecycle/version_number.h"

#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {
namespace {

VersionNumber Parsed(const char* text) { return VersionNumber::Parse(text).value(); }

TEST(VersionNumberTest, ComparesNumbersAndNotDigits) {
  EXPECT_LT(Parsed("1.9.0"), Parsed("1.10.0"));
  EXPECT_LT(Parsed("1.10.9"), Parsed("2.0.0"));
  EXPECT_EQ(Parsed("0.0.0"), VersionNumber());
  EXPECT_LT(Parsed("1.0.18446744073709551614"), Parsed("1.0.18446744073709551615"));
}

TEST(VersionNumberTest, IsWrittenAsItIsRead) { EXPECT_EQ(ToString(Parsed("12.0.345")), "12.0.345"); }

TEST(VersionNumberTest, IsThreeWholeNumbersAndNothingElse) {
  for (const char* text : {"", "1", "1.2", "1.2.", ".1.2", "1..2", "1.2.3.4", "1.2.x", "-1.2.3", "+1.2.3", " 1.2.3",
                           "1.2.3 ", "1.2.18446744073709551616", "0x1.2.3"}) {
    EXPECT_FALSE(VersionNumber::Parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace connection_advisor::lifecycle
