#include "service/edge/admin_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;

std::string Fault(const std::string& text) { return std::string(AdminAddress::Parse(text).status().message()); }

TEST(AdminAddress, IsASocketOrATcpAddressOrNowhere) {
  for (const char* text :
       {"unix:/run/connection-advisor/admin.sock", "unix:admin.sock", "127.0.0.1:0", "[::1]:50052", "none"}) {
    const absl::StatusOr<AdminAddress> address = AdminAddress::Parse(text);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->ToString(), text);
    EXPECT_EQ(address->IsNowhere(), std::string(text) == "none");
  }
  EXPECT_EQ(AdminAddress::Parse("unix:/run/admin.sock")->socket, "/run/admin.sock");
  EXPECT_EQ(AdminAddress::Parse("localhost:1")->tcp->port, 1);
}

TEST(AdminAddress, FaultsSayHowToPutThemRight) {
  EXPECT_THAT(Fault(""), HasSubstr("unix:PATH"));
  EXPECT_THAT(Fault("50052"), HasSubstr("HOST:PORT"));
  EXPECT_THAT(Fault("unix:"), HasSubstr("write unix:PATH"));
  EXPECT_THAT(Fault("/run/admin.sock"), HasSubstr("write unix:/run/admin.sock"));
  EXPECT_THAT(Fault("unix:/" + std::string(107, 'x')), HasSubstr("has 108 bytes, and 107 are the most"));
}

TEST(AdminAddress, OtherMachinesReachItOnlyWithAKnownCertificate) {
  for (const char* text : {"unix:/run/admin.sock", "none", "127.0.0.1:1", "[::1]:1", "localhost:1"}) {
    EXPECT_TRUE(CheckReach(*AdminAddress::Parse(text), false).ok()) << text;
  }
  for (const char* text : {"0.0.0.0:1", "[::]:1", "192.0.2.1:1", "advisor.internal:1"}) {
    const AdminAddress address = *AdminAddress::Parse(text);
    EXPECT_TRUE(CheckReach(address, true).ok()) << text;
    const absl::Status status = CheckReach(address, false);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("--tls-client-ca"));
  }
}

}  // namespace
}  // namespace connection_advisor::edge
