#include "connection_advisor/client/errors.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

google::rpc::Status TwoBadFields() {
  google::rpc::BadRequest bad_request;
  auto* first = bad_request.add_field_violations();
  first->set_field("relationship.met_in_person");
  first->set_description("contradicts relationship.worked_together");
  auto* second = bad_request.add_field_violations();
  second->set_field("request_id");
  second->set_description("is longer than 128 bytes");
  google::rpc::Status rpc;
  rpc.set_code(3);
  rpc.set_message("2 fields are wrong");
  rpc.add_details()->PackFrom(bad_request);
  return rpc;
}

google::rpc::Status WithReason() {
  google::rpc::ErrorInfo info;
  info.set_reason("PLATFORM_NOT_LOADED");
  info.set_domain("connection_advisor");
  (*info.mutable_metadata())["loaded"] = "facebook, linkedin";
  google::rpc::Status rpc;
  rpc.set_code(5);
  rpc.set_message("mastodon is not loaded");
  rpc.add_details()->PackFrom(info);
  return rpc;
}

TEST(Errors, DetailsBecomePayloadsUnderTheirTypeUrl) {
  const absl::Status status = FromRpcStatus(TwoBadFields());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "2 fields are wrong");
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  ASSERT_TRUE(payload.has_value());
  EXPECT_EQ(std::string(*payload), TwoBadFields().details(0).value());
}

TEST(Errors, AnUnknownDetailIsKeptToo) {
  google::rpc::Status rpc = TwoBadFields();
  auto* detail = rpc.add_details();
  detail->set_type_url("type.example.org/acme.Quota");
  detail->set_value("\x08\x01");
  const auto payload = FromRpcStatus(rpc).GetPayload("type.example.org/acme.Quota");
  ASSERT_TRUE(payload.has_value());
  EXPECT_EQ(std::string(*payload), "\x08\x01");
}

TEST(Errors, ThereAndBackIsTheSame) {
  const google::rpc::Status back = ToRpcStatus(FromRpcStatus(TwoBadFields()));
  EXPECT_EQ(back.SerializeAsString(), TwoBadFields().SerializeAsString());
}

TEST(Errors, ViolationsComeInTheServersOrder) {
  const auto violations = BadRequestViolations(FromRpcStatus(TwoBadFields()));
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "relationship.met_in_person");
  EXPECT_EQ(violations[0].description, "contradicts relationship.worked_together");
  EXPECT_EQ(violations[1].field, "request_id");
}

TEST(Errors, WithoutDetailsThereAreNoViolationsAndNoReason) {
  EXPECT_TRUE(BadRequestViolations(absl::InvalidArgumentError("no")).empty());
  EXPECT_FALSE(ReasonOf(absl::InvalidArgumentError("no")).has_value());
}

TEST(Errors, APayloadThatDoesNotParseIsNoDetail) {
  absl::Status status = absl::InvalidArgumentError("no");
  status.SetPayload("type.googleapis.com/google.rpc.BadRequest", absl::Cord("\xff\xff"));
  EXPECT_TRUE(BadRequestViolations(status).empty());
}

TEST(Errors, TheReasonCarriesItsMetadata) {
  const auto reason = ReasonOf(FromRpcStatus(WithReason()));
  ASSERT_TRUE(reason.has_value());
  EXPECT_EQ(reason->reason, "PLATFORM_NOT_LOADED");
  EXPECT_EQ(reason->domain, "connection_advisor");
  EXPECT_EQ(reason->metadata.at("loaded"), "facebook, linkedin");
}

TEST(Errors, AFullServerSaysWhenToTryAgain) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(2);
  retry.mutable_retry_delay()->set_nanos(500'000'000);
  google::rpc::Status rpc;
  rpc.set_code(8);
  rpc.add_details()->PackFrom(retry);
  EXPECT_EQ(RetryDelayOf(FromRpcStatus(rpc)), absl::Milliseconds(2500));
}

TEST(Errors, WithoutADelayNothingIsSaidOfTryingAgain) {
  EXPECT_EQ(RetryDelayOf(absl::ResourceExhaustedError("the message is too large")), std::nullopt);
  google::rpc::Status rpc;
  rpc.set_code(8);
  rpc.add_details()->PackFrom(google::rpc::RetryInfo());
  EXPECT_EQ(RetryDelayOf(FromRpcStatus(rpc)), std::nullopt);
}

TEST(Errors, DescribedForAPersonEachFieldHasItsLine) {
  EXPECT_EQ(DescribeError(FromRpcStatus(TwoBadFields())),
            "2 fields are wrong\n"
            "  relationship.met_in_person: contradicts relationship.worked_together\n"
            "  request_id: is longer than 128 bytes");
  EXPECT_EQ(DescribeError(FromRpcStatus(WithReason())),
            "mastodon is not loaded\n"
            "  loaded: facebook, linkedin");
  EXPECT_EQ(DescribeError(absl::UnavailableError("")), "UNAVAILABLE");
}

// In the server's words.
TEST(Errors, FieldsThatAreWrongInTheSameWayAreAllNamed) {
  google::rpc::BadRequest bad_request;
  for (const char* field : {"mastodon.same_server", "mastodon.follows_me"}) {
    auto* violation = bad_request.add_field_violations();
    violation->set_field(field);
    violation->set_description("is no fact of linkedin");
  }
  google::rpc::Status rpc;
  rpc.set_code(3);
  rpc.set_message("mastodon.same_server: is no fact of linkedin (and 1 more: see the details)");
  rpc.add_details()->PackFrom(bad_request);
  EXPECT_EQ(DescribeError(FromRpcStatus(rpc)),
            "mastodon.same_server: is no fact of linkedin (and 1 more: see the details)\n"
            "  mastodon.follows_me: is no fact of linkedin");
}

TEST(Errors, WhatTheMessageSaysIsNotSaidTwice) {
  google::rpc::Status rpc = TwoBadFields();
  rpc.set_message("request_id: is longer than 128 bytes, and another field is wrong");
  EXPECT_EQ(DescribeError(FromRpcStatus(rpc)),
            "request_id: is longer than 128 bytes, and another field is wrong\n"
            "  relationship.met_in_person: contradicts relationship.worked_together");
}

}  // namespace
}  // namespace connection_advisor::client
