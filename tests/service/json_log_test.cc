#include "service/json_log.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <spdlog/details/log_msg.h>

namespace connection_advisor {
namespace {

using ::testing::MatchesRegex;

TEST(JsonLog, WritesAnObjectALine) {
  const spdlog::details::log_msg message("advisor", spdlog::level::warn, "plugin \"x\":\nrefused");
  spdlog::memory_buf_t buffer;
  JsonLogFormatter().format(message, buffer);
  std::string line(buffer.data(), buffer.size());
  ASSERT_EQ(line.find('\n'), line.size() - 1);

  google::protobuf::Struct parsed;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(line, &parsed).ok()) << line;
  EXPECT_EQ(parsed.fields().at("level").string_value(), "warning");
  EXPECT_EQ(parsed.fields().at("message").string_value(), "plugin \"x\":\nrefused");
  EXPECT_THAT(parsed.fields().at("time").string_value(),
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z"));
}

}  // namespace
}  // namespace connection_advisor
