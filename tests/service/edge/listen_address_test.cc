#include "service/edge/listen_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;

TEST(ListenAddress, ReadsWhatItWrites) {
  for (const char* text : {"127.0.0.1:50051", "localhost:0", "[::1]:50051", "[::]:65535", "advisor.internal:443"}) {
    const absl::StatusOr<ListenAddress> address = ListenAddress::Parse(text);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->ToString(), text);
  }
}

TEST(ListenAddress, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* cause;
  } rows[] = {
      {"", "has no port"},
      {"localhost", "has no port"},
      {":50051", "has no host"},
      {"localhost:", "has no port from 0 to 65535"},
      {"localhost:65536", "has no port from 0 to 65535"},
      {"localhost:+1", "has no port from 0 to 65535"},
      {"localhost:http", "has no port from 0 to 65535"},
      {"::1:50051", "needs brackets"},
      {"[localhost]:50051", "has no IPv6 address"},
      {"[]:50051", "has no IPv6 address"},
      {"http//x:1", "has no host name"},
  };
  for (const auto& row : rows) {
    const absl::StatusOr<ListenAddress> address = ListenAddress::Parse(row.text);
    ASSERT_FALSE(address.ok()) << row.text;
    EXPECT_THAT(std::string(address.status().message()), HasSubstr(row.cause)) << row.text;
    EXPECT_THAT(std::string(address.status().message()), HasSubstr("write HOST:PORT"));
  }
}

TEST(ListenAddress, KnowsLoopback) {
  for (const char* host : {"127.0.0.1", "127.9.9.9", "localhost", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE((ListenAddress{host, 1}.IsLoopback())) << host;
  }
  for (const char* host : {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "example.org", "localhost.example.org"}) {
    EXPECT_FALSE((ListenAddress{host, 1}.IsLoopback())) << host;
  }
}

}  // namespace
}  // namespace connection_advisor::edge
