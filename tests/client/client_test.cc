#include "connection_advisor/client/client.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using testing::_;
using testing::Return;

class ClientTest : public testing::Test {
 protected:
  // The deadline that the connection was handed for a call with these options.
  absl::Time DeadlineOf(const ClientOptions& options, const CallOptions& call) {
    absl::Time deadline;
    EXPECT_CALL(*connection_, ListPlatforms(_, _)).WillOnce([&](const CallContext& context, const auto&) {
      deadline = context.deadline;
      return v1::ListPlatformsResponse();
    });
    EXPECT_TRUE(Client(connection_, options).ListPlatforms(call).ok());
    return deadline;
  }

  std::shared_ptr<MockConnection> connection_ = std::make_shared<MockConnection>();
};

TEST_F(ClientTest, AdviseHandsOverTheRequestAndReturnsTheAdvice) {
  v1::AdviseResponse response;
  response.mutable_advice()->set_verdict(v1::VERDICT_MEET_FIRST);
  v1::AdviseRequest sent;
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce([&](const CallContext&, const v1::AdviseRequest& request) {
    sent = request;
    return response;
  });

  v1::AdviseRequest request;
  request.set_platform("linkedin");
  const absl::StatusOr<v1::Advice> advice = Client(connection_).Advise(request);

  ASSERT_TRUE(advice.ok());
  EXPECT_EQ(advice->verdict(), v1::VERDICT_MEET_FIRST);
  EXPECT_EQ(sent.platform(), "linkedin");
}

TEST_F(ClientTest, ComparePlatformsReturnsTheWholeResponse) {
  v1::ComparePlatformsResponse response;
  response.set_best_platform("twitter");
  EXPECT_CALL(*connection_, ComparePlatforms(_, _)).WillOnce(Return(response));

  const auto compared = Client(connection_).ComparePlatforms({});

  ASSERT_TRUE(compared.ok());
  EXPECT_EQ(compared->best_platform(), "twitter");
}

TEST_F(ClientTest, ListPlatformsReturnsThemInTheServersOrder) {
  v1::ListPlatformsResponse response;
  response.add_platforms()->set_id("facebook");
  response.add_platforms()->set_id("linkedin");
  EXPECT_CALL(*connection_, ListPlatforms(_, _)).WillOnce(Return(response));

  const auto platforms = Client(connection_).ListPlatforms();

  ASSERT_TRUE(platforms.ok());
  ASSERT_EQ(platforms->size(), 2u);
  EXPECT_EQ(platforms->at(0).id(), "facebook");
  EXPECT_EQ(platforms->at(1).id(), "linkedin");
}

TEST_F(ClientTest, GetPlatformAsksForTheOneNamed) {
  EXPECT_CALL(*connection_, GetPlatform(_, _)).WillOnce([](const CallContext&, const v1::GetPlatformRequest& request) {
    v1::GetPlatformResponse response;
    response.mutable_platform()->set_id(request.platform());
    return response;
  });

  const auto platform = Client(connection_).GetPlatform("mastodon");

  ASSERT_TRUE(platform.ok());
  EXPECT_EQ(platform->id(), "mastodon");
}

TEST_F(ClientTest, AnErrorComesBackAsItIs) {
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce(Return(absl::NotFoundError("no such platform")));
  EXPECT_EQ(Client(connection_).Advise({}).status(), absl::NotFoundError("no such platform"));
}

// Else what reads the verdict would take none for one that lets through.
TEST_F(ClientTest, AnAnswerWithoutWhatWasAskedForIsTheServersError) {
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce(Return(v1::AdviseResponse()));
  EXPECT_EQ(Client(connection_).Advise({}).status(), absl::InternalError("the server sent no advice"));
  EXPECT_CALL(*connection_, GetPlatform(_, _)).WillOnce(Return(v1::GetPlatformResponse()));
  EXPECT_EQ(Client(connection_).GetPlatform("x").status(), absl::InternalError("the server sent no platform"));
  v1::ComparePlatformsResponse compared;
  compared.add_results()->set_platform("x");
  EXPECT_CALL(*connection_, ComparePlatforms(_, _)).WillOnce(Return(compared));
  EXPECT_EQ(Client(connection_).ComparePlatforms({}).status(),
            absl::InternalError("the server sent a result with neither advice nor an error"));
}

TEST_F(ClientTest, EveryCallHasTheDefaultDeadline) {
  ClientOptions options;
  options.timeout = absl::Minutes(2);
  const absl::Time before = absl::Now();
  const absl::Time deadline = DeadlineOf(options, {});
  EXPECT_GE(deadline, before + absl::Minutes(2));
  EXPECT_LE(deadline, absl::Now() + absl::Minutes(2));
}

TEST_F(ClientTest, OneCallCanHaveADeadlineOfItsOwn) {
  CallOptions call;
  call.timeout = absl::Hours(3);
  const absl::Time before = absl::Now();
  const absl::Time deadline = DeadlineOf({}, call);
  EXPECT_GE(deadline, before + absl::Hours(3));
  EXPECT_LE(deadline, absl::Now() + absl::Hours(3));
}

TEST_F(ClientTest, TheCancellationIsHandedOver) {
  const Cancellation cancellation;
  CallOptions call;
  call.cancellation = cancellation;
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce([](const CallContext& context, const auto&) {
    context.cancellation.value().Cancel();
    v1::AdviseResponse response;
    response.mutable_advice();
    return response;
  });
  EXPECT_TRUE(Client(connection_).Advise({}, call).ok());
  EXPECT_TRUE(cancellation.IsCancelled());
}

TEST_F(ClientTest, ACallWithoutAnEndIsRefusedBeforeItIsSent) {
  EXPECT_CALL(*connection_, Advise(_, _)).Times(0);
  CallOptions call;
  call.timeout = absl::InfiniteDuration();
  EXPECT_EQ(Client(connection_).Advise({}, call).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ClientTest, CopiesShareTheConnection) {
  EXPECT_CALL(*connection_, ListPlatforms(_, _)).Times(2).WillRepeatedly(Return(v1::ListPlatformsResponse()));
  const Client original(connection_);
  const Client copy = original;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_TRUE(original.ListPlatforms().ok());
  EXPECT_TRUE(copy.ListPlatforms().ok());
}

TEST(Connection, AMethodThatIsNotOverriddenIsUnimplemented) {
  class Bare final : public Connection {};
  const Client client(std::make_shared<Bare>());
  EXPECT_EQ(client.Advise({}).status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(client.ComparePlatforms({}).status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(client.ListPlatforms().status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(client.GetPlatform("x").status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(client.BatchAdvise({v1::AdviseRequest()}).status().code(), absl::StatusCode::kUnimplemented);
  const auto no_source = [](v1::StreamAdviseRequest*) { return false; };
  const auto no_sink = [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); };
  EXPECT_EQ(client.StreamAdvise(no_source, no_sink).code(), absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace connection_advisor::client
