// Bytes that are no request: the transport's error, and a server that goes on serving.
#include <random>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {
namespace {

constexpr char kAdvise[] = "/connection_advisor.v1.ConnectionAdvisor/Advise";

class GarbageTest : public ServedTest {
 protected:
  static void ExpectServing() { EXPECT_TRUE(Advise(channel(), RequestTo("linkedin")).status.ok()); }
};

TEST_F(GarbageTest, IsTheTransportsErrorWhereItDoesNotParse) {
  const RawAnswer answer = CallRaw(channel(), kAdvise, "\xff\xff\xff");
  EXPECT_FALSE(answer.status.ok());
  EXPECT_EQ(answer.bytes, "");
  EXPECT_EQ(ViolationsIn(answer.status).size(), 0);
  ExpectServing();
}

TEST_F(GarbageTest, IsTheTransportsErrorWhereTextIsNotUtf8) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_candidate()->set_display_name("Jane");
  std::string bytes = request.SerializeAsString();
  bytes[bytes.find("Jane")] = '\xff';
  const RawAnswer answer = CallRaw(channel(), kAdvise, bytes);
  EXPECT_FALSE(answer.status.ok());
  EXPECT_EQ(answer.bytes, "");
  EXPECT_EQ(ViolationsIn(answer.status).size(), 0);
  ExpectServing();
}

TEST_F(GarbageTest, IsIgnoredInFieldsThatTheContractDoesNotHave) {
  const std::string request = RequestTo("facebook").SerializeAsString();
  const std::string unknown_field = "\xf2\x7f\x03xyz";
  EXPECT_EQ(CallRaw(channel(), kAdvise, request + unknown_field).bytes, CallRaw(channel(), kAdvise, request).bytes);
}

// Requests with a few bytes changed, put in or left out: answered or refused, and the server is none the worse for it.
TEST_F(GarbageTest, NeverBringsTheServerDown) {
  Random random(11);
  const oracle::PlatformTable table = oracle::LinkedIn();
  const std::set<grpc::StatusCode> expected = {grpc::StatusCode::OK, grpc::StatusCode::INVALID_ARGUMENT,
                                               grpc::StatusCode::NOT_FOUND, grpc::StatusCode::INTERNAL};
  std::set<grpc::StatusCode> seen;
  for (int i = 0; i < 3000 && !HasFailure(); ++i) {
    v1::AdviseRequest request = Anyhow(table, RandomKnowledge(table, random), random);
    request.mutable_invitation()->set_message("I would like to add you");
    std::string bytes = request.SerializeAsString();
    for (int changes = Below(random, 4); changes >= 0; --changes) {
      const int place = Below(random, static_cast<int>(bytes.size()));
      const char byte = static_cast<char>(Below(random, 256));
      const int kind = Below(random, 3);
      if (kind == 0) bytes[place] = byte;
      if (kind == 1) bytes.insert(bytes.begin() + place, byte);
      if (kind == 2 && bytes.size() > 1) bytes.erase(bytes.begin() + place);
    }
    const RawAnswer answer = CallRaw(channel(), kAdvise, bytes);
    seen.insert(answer.status.error_code());
    EXPECT_THAT(expected, testing::Contains(answer.status.error_code())) << answer.status.error_message();
  }
  EXPECT_THAT(seen, testing::Contains(grpc::StatusCode::OK));
  EXPECT_THAT(seen, testing::Contains(grpc::StatusCode::INVALID_ARGUMENT));
  ExpectServing();
}

}  // namespace
}  // namespace connection_advisor::integration
