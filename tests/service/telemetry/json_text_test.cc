#include "service/telemetry/json_text.h"

#include <gtest/gtest.h>

namespace connection_advisor::telemetry {
namespace {

TEST(JsonText, EscapesWhatJsonDoesNotTake) {
  EXPECT_EQ(JsonString("a \"b\" \\ c"), R"("a \"b\" \\ c")");
  EXPECT_EQ(JsonString(std::string_view("\n\t\0", 3)), R"("\u000a\u0009\u0000")");
  EXPECT_EQ(JsonString("\xC3\xA4"), "\"\xC3\xA4\"");
  EXPECT_EQ(JsonString("\xC3(\xFF"), "\"\xEF\xBF\xBD(\xEF\xBF\xBD\"");
}

TEST(JsonText, WritesTimesInUtcToTheMillisecond) {
  using std::chrono::milliseconds;
  using std::chrono::system_clock;
  EXPECT_EQ(UtcTime(system_clock::time_point(milliseconds(0))), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(UtcTime(system_clock::time_point(milliseconds(1'764'000'000'042))), "2025-11-24T16:00:00.042Z");
  EXPECT_EQ(UtcTime(system_clock::time_point(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace connection_advisor::telemetry
