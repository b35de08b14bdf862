#include "service/edge/status_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::edge {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

google::rpc::BadRequest Violations(int count, const std::string& description) {
  google::rpc::BadRequest violations;
  for (int i = 0; i < count; ++i) {
    auto* violation = violations.add_field_violations();
    violation->set_field(absl::StrCat("facts[", i, "]"));
    violation->set_description(description);
  }
  return violations;
}

TEST(StatusMapping, KeepsCodeAndMessage) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  const grpc::Status status = ToGrpcStatus(absl::NotFoundError("no such platform"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "no such platform");
  EXPECT_EQ(status.error_details(), "");
}

TEST(StatusMapping, CarriesPayloadsAsDetailsInOneOrder) {
  absl::Status status = absl::InvalidArgumentError("two things are wrong");
  google::rpc::ErrorInfo info;
  info.set_reason("CONTRADICTION");
  AddDetail(info, &status);
  AddDetail(Violations(2, "is wrong"), &status);

  const google::rpc::Status details = Details(ToGrpcStatus(status));
  EXPECT_EQ(details.code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(details.message(), "two things are wrong");
  ASSERT_THAT(details.details(), SizeIs(2));
  google::rpc::BadRequest violations;
  ASSERT_TRUE(details.details(0).UnpackTo(&violations));
  EXPECT_THAT(violations.field_violations(), SizeIs(2));
  EXPECT_TRUE(details.details(1).Is<google::rpc::ErrorInfo>());
}

TEST(StatusMapping, ShortensAMessageAtAWholeCharacter) {
  const std::string letters(kMaxMessageBytes, 'x');
  EXPECT_EQ(ToGrpcStatus(absl::InternalError(letters)).error_message(), letters);

  std::string umlauts;
  for (size_t i = 0; i < kMaxMessageBytes; ++i) umlauts += "\xC3\xA4";
  const std::string message = ToGrpcStatus(absl::InternalError(umlauts)).error_message();
  constexpr size_t kEncodedUmlaut = 6;
  EXPECT_LE(message.size() / 2 * kEncodedUmlaut, kMaxMessageBytes + kEncodedUmlaut);
  EXPECT_THAT(message, EndsWith("\xC3\xA4..."));
}

TEST(StatusMapping, SaysHowManyViolationsDidNotFit) {
  absl::Status status = absl::InvalidArgumentError("much is wrong");
  AddDetail(Violations(500, "write true or false"), &status);

  const grpc::Status mapped = ToGrpcStatus(status);
  EXPECT_LE(mapped.error_details().size(), kMaxDetailBytes);
  google::rpc::BadRequest violations;
  ASSERT_TRUE(Details(mapped).details(0).UnpackTo(&violations));
  const int kept = violations.field_violations_size() - 1;
  EXPECT_GT(kept, 50);
  EXPECT_EQ(violations.field_violations(kept - 1).field(), absl::StrCat("facts[", kept - 1, "]"));
  EXPECT_THAT(violations.field_violations(kept).description(), HasSubstr(absl::StrCat(500 - kept, " more")));
}

TEST(StatusMapping, AnErrorInAResultIsShorterStill) {
  absl::Status status = absl::InvalidArgumentError(std::string(2 * kMaxResultErrorBytes, 'x'));
  AddDetail(Violations(500, "write true or false"), &status);

  const google::rpc::Status error = ToResultError(status);
  EXPECT_EQ(error.code(), static_cast<int>(absl::StatusCode::kInvalidArgument));
  EXPECT_LE(error.ByteSizeLong(), kMaxResultErrorBytes);
  google::rpc::BadRequest violations;
  ASSERT_TRUE(error.details(0).UnpackTo(&violations));
  const int kept = violations.field_violations_size() - 1;
  EXPECT_GT(kept, 10);
  EXPECT_THAT(violations.field_violations(kept).description(), HasSubstr(absl::StrCat(500 - kept, " more")));
}

TEST(StatusMapping, SaysHowManyCausesDidNotFit) {
  absl::Status status = absl::FailedPreconditionError("much is wrong");
  google::rpc::PreconditionFailure causes;
  for (int i = 0; i < 500; ++i) causes.add_violations()->set_description("a rule never decides");
  AddDetail(causes, &status);

  const grpc::Status mapped = ToGrpcStatus(status);
  EXPECT_LE(mapped.error_details().size(), kMaxDetailBytes);
  ASSERT_TRUE(Details(mapped).details(0).UnpackTo(&causes));
  const int kept = causes.violations_size() - 1;
  EXPECT_GT(kept, 50);
  EXPECT_THAT(causes.violations(kept).description(), HasSubstr(absl::StrCat(500 - kept, " more")));
}

TEST(StatusMapping, KeepsTheReasonWhereWhatGoesWithItIsLong) {
  absl::Status status = absl::NotFoundError("no such platform");
  google::rpc::ErrorInfo info;
  info.set_reason("PLATFORM_NOT_LOADED");
  std::string platforms;
  for (int i = 0; i < 200; ++i) absl::StrAppend(&platforms, "a_platform_with_a_rather_long_name_", i, ", ");
  (*info.mutable_metadata())["loaded_platforms"] = platforms;
  (*info.mutable_metadata())["platform"] = "nowhere";
  AddDetail(info, &status);
  AddDetail(Violations(500, "write true or false"), &status);

  for (const auto& [mapped, most] : {std::pair(Details(ToGrpcStatus(status)), kMaxDetailBytes),
                                     std::pair(ToResultError(status), kMaxResultErrorBytes)}) {
    EXPECT_LE(mapped.ByteSizeLong(), most);
    ASSERT_THAT(mapped.details(), SizeIs(2));
    google::rpc::BadRequest violations;
    ASSERT_TRUE(mapped.details(0).UnpackTo(&violations));
    EXPECT_THAT(violations.field_violations(), SizeIs(::testing::Gt(10)));
    ASSERT_TRUE(mapped.details(1).UnpackTo(&info));
    EXPECT_EQ(info.reason(), "PLATFORM_NOT_LOADED");
    EXPECT_EQ(info.metadata().at("platform"), "nowhere");
    EXPECT_THAT(info.metadata().at("loaded_platforms"), StartsWith("a_platform_with_a_rather_long_name_0, "));
    EXPECT_THAT(info.metadata().at("loaded_platforms"), EndsWith("..."));
  }
  // Each time maps are laid out otherwise.
  const std::string bytes = ToResultError(status).SerializeAsString();
  for (int i = 0; i < 50; ++i) ASSERT_EQ(ToResultError(status).SerializeAsString(), bytes);
}

TEST(StatusMapping, DropsDetailsThatCannotBeAbridged) {
  absl::Status status = absl::InternalError("the code still arrives");
  google::rpc::DebugInfo info;
  info.set_detail(std::string(2 * kMaxDetailBytes, 'x'));
  AddDetail(info, &status);
  const grpc::Status mapped = ToGrpcStatus(status);
  EXPECT_EQ(mapped.error_message(), "the code still arrives");
  EXPECT_EQ(mapped.error_details(), "");
}

}  // namespace
}  // namespace connection_advisor::edge
