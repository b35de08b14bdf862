// The server over real connections, with no platform at all: what the transport owes whatever the rules say.
#include "service/edge/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/service/edge/server_fixture.h"
#include "tests/service/edge/standard_services.h"

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

using ServerTest = ServerFixture;

TEST_F(ServerTest, ListsNoPlatformsWhereThereAreNone) {
  grpc::ClientContext context;
  SetPatience(context);
  v1::ListPlatformsResponse response;
  const grpc::Status status = stub_->ListPlatforms(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.platforms_size(), 0);
}

TEST_F(ServerTest, PassesOnErrors) {
  EXPECT_EQ(Advise(RequestTo("nowhere")).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Advise(RequestTo("")).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ServerTest, AMessageThatDoesNotParseIsAnErrorOnEveryMethod) {
  constexpr char kNoMessage[] = "\xFF";
  constexpr char kNoUtf8[] = "\x0A\x01\xFF";  // field 1, one byte
  for (const char* method : {"Advise", "GetPlatform", "ComparePlatforms", "BatchAdvise", "StreamAdvise"}) {
    for (const char* bytes : {kNoMessage, kNoUtf8}) {
      const std::string path = std::string("/connection_advisor.v1.ConnectionAdvisor/") + method;
      std::string response;
      EXPECT_EQ(CallRaw(*channel_, path, bytes, &response).error_code(), grpc::StatusCode::INTERNAL) << method;
    }
  }
  EXPECT_EQ(Advise(RequestTo("nowhere")).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServerTest, RefusesAMessageThatIsTooLarge) {
  v1::AdviseRequest request;
  request.mutable_invitation()->set_message(std::string(ServerOptions().max_receive_bytes + 1, 'x'));
  const grpc::Status status = Advise(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("larger than max"));
}

TEST_F(ServerTest, ReusesItsCallsForThousandsOfAnswers) {
  const v1::AdviseRequest request = RequestTo("nowhere");
  for (int i = 0; i < 2'000; ++i) ASSERT_EQ(Advise(request).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServerTest, HealthFollowsWhatItIsTold) {
  EXPECT_EQ(CheckHealth(*channel_, ""), Health::kNotServing);
  EXPECT_EQ(CheckHealth(*channel_, "linkedin"), Health::kUnknownName);

  server_->SetHealth({{"", true}, {"linkedin", true}, {"broken", false}});
  EXPECT_EQ(CheckHealth(*channel_, ""), Health::kServing);
  EXPECT_EQ(CheckHealth(*channel_, "linkedin"), Health::kServing);
  EXPECT_EQ(CheckHealth(*channel_, "broken"), Health::kNotServing);
}

TEST_F(ServerTest, ReflectionListsTheServices) {
  EXPECT_THAT(ReflectedServices(*channel_),
              UnorderedElementsAre("connection_advisor.v1.ConnectionAdvisor", "grpc.health.v1.Health",
                                   "grpc.reflection.v1alpha.ServerReflection"));
}

TEST_F(ServerTest, ReflectionDescribesTheServices) {
  for (const std::string& service : ReflectedServices(*channel_)) {
    EXPECT_TRUE(ReflectionDescribes(*channel_, service)) << service;
  }
  EXPECT_FALSE(ReflectionDescribes(*channel_, "connection_advisor.v1.NoSuchService"));
}

TEST_F(ServerTest, ReportsAPortThatIsTaken) {
  ServerOptions options;
  options.address = server_->address();
  const absl::StatusOr<std::unique_ptr<Server>> second = Server::Start(options, platforms_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(server_->address().ToString()));
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("Address already in use"));
}

// Else those who take that one would reach whatever listens there. Proves something only where localhost is two
// addresses.
TEST_F(ServerTest, ReportsAPortThatIsTakenOnOneOfItsAddresses) {
  ServerOptions options;
  options.address = {"localhost", server_->address().port};
  const absl::StatusOr<std::unique_ptr<Server>> second = Server::Start(options, platforms_);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("Address already in use"));
}

TEST_F(ServerTest, ReportsAnAddressOfAnotherMachine) {
  ServerOptions options;
  options.address = {"192.0.2.1", 0};
  const absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options, platforms_);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("Cannot assign requested address"));
}

TEST_F(ServerTest, ListensOnIpv6) {
  ServerOptions options;
  options.address = {"::1", 0};
  const absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options, platforms_);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_NE((*server)->address().port, 0);
  EXPECT_THAT((*server)->address().ToString(), HasSubstr("[::1]:"));
}

TEST_F(ServerTest, StopsUnderLoadAndAnswersOrRefusesEveryCall) {
  std::atomic<int> answered = 0;
  std::atomic<int> lost = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      const v1::AdviseRequest request = RequestTo("nowhere");
      while (true) {
        const grpc::StatusCode code = Advise(request).error_code();
        if (code == grpc::StatusCode::UNAVAILABLE) return;
        code == grpc::StatusCode::NOT_FOUND ? ++answered : ++lost;
      }
    });
  }
  while (answered < 500) std::this_thread::yield();
  server_->Stop(kPatience);
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(lost, 0);
}

TEST_F(ServerTest, StopsTwice) {
  server_->Stop(kPatience);
  server_->Stop(kPatience);
}

}  // namespace
}  // namespace connection_advisor::edge
