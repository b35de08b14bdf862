#include "service/edge/admission.h"

#include <gtest/gtest.h>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

namespace connection_advisor::edge {
namespace {

TEST(Admission, TakesNoMoreThanItsBound) {
  Admission admission(2, std::chrono::milliseconds(500));
  EXPECT_TRUE(admission.TryEnter());
  EXPECT_TRUE(admission.TryEnter());
  EXPECT_FALSE(admission.TryEnter());
  EXPECT_EQ(admission.in_flight(), 2);

  admission.Leave();
  EXPECT_TRUE(admission.TryEnter());
}

TEST(Admission, TellsTheRefusedWhenToTryAgain) {
  const absl::Status refusal = Admission(2, std::chrono::milliseconds(1'500)).Refusal();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kResourceExhausted);

  google::rpc::RetryInfo retry;
  ASSERT_TRUE(refusal.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  ASSERT_TRUE(retry.ParseFromString(std::string(*refusal.GetPayload("type.googleapis.com/google.rpc.RetryInfo"))));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
  EXPECT_TRUE(refusal.GetPayload("type.googleapis.com/google.rpc.ErrorInfo").has_value());
}

TEST(Admission, TakesNobodyOnceClosed) {
  Admission admission(2, std::chrono::milliseconds(500));
  EXPECT_TRUE(admission.Close());
  EXPECT_FALSE(admission.Close());
  EXPECT_FALSE(admission.TryEnter());
  EXPECT_EQ(admission.Refusal().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace connection_advisor::edge
