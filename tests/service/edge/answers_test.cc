// Batches and messages of streams, without a connection.
#include "service/edge/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "service/edge/server_options.h"
#include "tests/service/edge/read_results.h"

namespace connection_advisor::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RecordingObserver final : public telemetry::CallObserver {
 public:
  void RequestAnswered(const telemetry::AnsweredRequest& request) override {
    codes.push_back(request.code);
    if (after_each) after_each();
  }
  void CallAnswered(telemetry::Method, absl::StatusCode, std::chrono::nanoseconds) override {}

  std::vector<absl::StatusCode> codes;
  std::function<void()> after_each;
};

struct CallerWhoLeaves final : Caller {
  bool HasLeft(std::chrono::system_clock::time_point) override { return left; }

  bool left = false;
};

class AnswersTest : public ::testing::Test {
 protected:
  platform::PlatformSet platforms_;
  advice::Workspace workspace_;
  RecordingObserver observer_;
  AnswerContext context_{platforms_, workspace_, &observer_, telemetry::Method::kBatchAdvise,
                         std::chrono::system_clock::time_point::max()};
  WrittenResults written_;
};

v1::BatchAdviseRequest Batch(int size) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < size; ++i) batch.add_requests()->set_platform(absl::StrCat("platform", i));
  return batch;
}

std::string ViolatedField(const absl::Status& status) {
  google::rpc::BadRequest bad_request;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (!payload.has_value() || !bad_request.ParseFromString(std::string(*payload))) return "";
  return bad_request.field_violations(0).field();
}

TEST_F(AnswersTest, AnswersEachRequestOfABatchInOrder) {
  ASSERT_TRUE(AnswerBatchAdvise(Batch(3), context_, &written_).ok());
  const auto response = Read<v1::BatchAdviseResponse>(written_);
  ASSERT_THAT(response.results(), SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(response.results(i).error().message(), HasSubstr(absl::StrCat("platform", i)));
  }
}

TEST_F(AnswersTest, TakesABatchOfTheLargestSize) {
  EXPECT_TRUE(AnswerBatchAdvise(Batch(kMaxItems), context_, &written_).ok());
  EXPECT_THAT(Read<v1::BatchAdviseResponse>(written_).results(), SizeIs(kMaxItems));
}

TEST_F(AnswersTest, RefusesABatchThatIsEmptyOrTooLarge) {
  for (const int size : {0, kMaxItems + 1}) {
    const absl::Status status = AnswerBatchAdvise(Batch(size), context_, &written_);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ViolatedField(status), "requests");
    EXPECT_THAT(std::string(status.message()), HasSubstr("1000"));
  }
  EXPECT_THAT(observer_.codes, IsEmpty());
}

TEST_F(AnswersTest, StopsABatchInTheMiddleOnceItsDeadlineHasPassed) {
  observer_.after_each = [this] { context_.deadline = std::chrono::system_clock::now(); };
  EXPECT_EQ(AnswerBatchAdvise(Batch(3), context_, &written_).code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(observer_.codes, SizeIs(1));
}

TEST_F(AnswersTest, StopsABatchInTheMiddleOnceItsCallerHasLeft) {
  CallerWhoLeaves caller;
  context_.caller = &caller;
  observer_.after_each = [&] { caller.left = true; };
  EXPECT_EQ(AnswerBatchAdvise(Batch(3), context_, &written_).code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(observer_.codes, SizeIs(1));
}

TEST_F(AnswersTest, AnswersAnEmptyMessageOfAStreamWithAnEmptyOne) {
  EXPECT_TRUE(AnswerStreamAdvise({}, context_, &written_).ok());
  EXPECT_THAT(Read<v1::StreamAdviseResponse>(written_).results(), IsEmpty());
}

TEST_F(AnswersTest, BoundsAMessageOfAStream) {
  v1::StreamAdviseRequest request;
  for (int i = 0; i <= kMaxItems; ++i) request.add_requests();
  EXPECT_EQ(AnswerStreamAdvise(request, context_, &written_).code(), absl::StatusCode::kInvalidArgument);
}

// A thousand requests with much that is wrong are answered in a message that a gRPC client takes by default.
TEST_F(AnswersTest, ErrorsLeaveRoomForTheirNeighbours) {
  constexpr size_t kTakenByDefault = 4 << 20;
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < kMaxItems; ++i) {
    v1::AdviseRequest& request = *batch.add_requests();
    for (int wrong = 0; wrong < 100; ++wrong) {
      (*request.mutable_member()->mutable_connection_counts())[absl::StrCat("platform", wrong)] = -1;
    }
  }
  ASSERT_TRUE(AnswerBatchAdvise(batch, context_, &written_).ok());
  const auto response = Read<v1::BatchAdviseResponse>(written_);
  EXPECT_THAT(response.results(), SizeIs(kMaxItems));
  EXPECT_LT(response.ByteSizeLong(), kTakenByDefault);
}

TEST_F(AnswersTest, TellsTheObserverOfEachRequest) {
  v1::BatchAdviseRequest batch = Batch(1);
  batch.add_requests();  // no platform
  ASSERT_TRUE(AnswerBatchAdvise(batch, context_, &written_).ok());
  EXPECT_THAT(observer_.codes, ElementsAre(absl::StatusCode::kNotFound, absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace connection_advisor::edge
