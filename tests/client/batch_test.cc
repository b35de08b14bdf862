#include "client/source/batch.h"

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using testing::_;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Return;

std::vector<v1::AdviseRequest> Requests(int count) {
  std::vector<v1::AdviseRequest> requests(count);
  for (int i = 0; i < count; ++i) requests[i].set_request_id(std::to_string(i));
  return requests;
}

v1::BatchAdviseResponse Echo(const v1::BatchAdviseRequest& request) {
  v1::BatchAdviseResponse response;
  for (const auto& one : request.requests()) {
    response.add_results()->mutable_advice()->set_request_id(one.request_id());
  }
  return response;
}

class BatchTest : public testing::Test {
 protected:
  // Answers every message, and notes how many requests each had.
  void AnswerAll() {
    EXPECT_CALL(*connection_, BatchAdvise(_, _))
        .WillRepeatedly([this](const CallContext&, const v1::BatchAdviseRequest& request) {
          sizes_.push_back(request.requests_size());
          return Echo(request);
        });
  }

  std::shared_ptr<MockConnection> connection_ = std::make_shared<MockConnection>();
  std::vector<int> sizes_;
};

TEST_F(BatchTest, AnyNumberIsSplitAtAThousandAndRejoinedInOrder) {
  AnswerAll();
  const auto results = Client(connection_).BatchAdvise(Requests(2500));
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_THAT(sizes_, ElementsAre(1000, 1000, 500));
  ASSERT_EQ(results->size(), 2500u);
  for (int i = 0; i < 2500; ++i) EXPECT_EQ(results->at(i).advice().request_id(), std::to_string(i));
}

TEST_F(BatchTest, ExactlyAThousandIsOneMessage) {
  AnswerAll();
  ASSERT_TRUE(Client(connection_).BatchAdvise(Requests(1000)).ok());
  EXPECT_THAT(sizes_, ElementsAre(1000));
}

TEST_F(BatchTest, NothingToAskAsksNothing) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).Times(0);
  const auto results = Client(connection_).BatchAdvise({});
  ASSERT_TRUE(results.ok());
  EXPECT_TRUE(results->empty());
}

TEST_F(BatchTest, LargeRequestsAreSplitBeforeTheServersLimit) {
  AnswerAll();
  std::vector<v1::AdviseRequest> requests = Requests(5);
  for (auto& request : requests) request.mutable_invitation()->set_message(std::string(1 << 20, 'x'));
  ASSERT_TRUE(Client(connection_).BatchAdvise(requests).ok());
  EXPECT_THAT(sizes_, ElementsAre(2, 2, 1));
}

TEST_F(BatchTest, ARequestTooLargeForAnyMessageStillGoesByItself) {
  AnswerAll();
  std::vector<v1::AdviseRequest> requests = Requests(2);
  requests[0].mutable_invitation()->set_message(std::string(8 << 20, 'x'));
  ASSERT_TRUE(Client(connection_).BatchAdvise(requests).ok());
  EXPECT_THAT(sizes_, ElementsAre(1, 1));
}

TEST_F(BatchTest, AnErrorSaysWhichRequestsItIsAboutAndKeepsItsDetails) {
  absl::Status broken = absl::UnavailableError("gone");
  broken.SetPayload("type.example.org/x", absl::Cord("y"));
  EXPECT_CALL(*connection_, BatchAdvise(_, _))
      .WillOnce([](const CallContext&, const v1::BatchAdviseRequest& request) { return Echo(request); })
      .WillOnce(Return(broken));
  const absl::Status status = Client(connection_).BatchAdvise(Requests(1200)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(status.message(), "requests 1000 to 1199: gone");
  EXPECT_TRUE(status.GetPayload("type.example.org/x").has_value());
}

TEST_F(BatchTest, WhoCountsOtherwiseTakesTheRequestsOutOfAnError) {
  const absl::Status about = AboutRequests(1000, 1199, absl::UnavailableError("requests 3 to 4: gone"));
  EXPECT_EQ(WithoutRequests(about.message()), "requests 3 to 4: gone");
  for (const char* other : {"", "gone", "requests", "requests to nobody: gone", "requests 1 to 2"}) {
    EXPECT_EQ(WithoutRequests(other), other);
  }
}

TEST_F(BatchTest, AnAnswerOfAnotherLengthIsTheServersError) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).WillOnce(Return(v1::BatchAdviseResponse()));
  const absl::Status status = Client(connection_).BatchAdvise(Requests(3)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("0 results for 3 requests"));
}

TEST_F(BatchTest, AResultThatIsNoneIsTheServersErrorAndNoAdvice) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).WillOnce([](const CallContext&, const v1::BatchAdviseRequest& request) {
    v1::BatchAdviseResponse response = Echo(request);
    response.mutable_results(1)->Clear();
    return response;
  });
  EXPECT_EQ(Client(connection_).BatchAdvise(Requests(3)).status(),
            absl::InternalError("requests 0 to 2: the server sent a result with neither advice nor an error"));
}

TEST_F(BatchTest, OneBadRequestLeavesItsNeighbours) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).WillOnce([](const CallContext&, const v1::BatchAdviseRequest& request) {
    v1::BatchAdviseResponse response = Echo(request);
    response.mutable_results(1)->mutable_error()->set_code(3);
    return response;
  });
  const auto results = Client(connection_).BatchAdvise(Requests(3));
  ASSERT_TRUE(results.ok());
  EXPECT_TRUE(results->at(0).has_advice());
  EXPECT_EQ(results->at(1).error().code(), 3);
  EXPECT_TRUE(results->at(2).has_advice());
}

}  // namespace
}  // namespace connection_advisor::client
