#include "client/advisorctl/request_file.h"

#include "connection_advisor/client/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using testing::HasSubstr;

std::string ErrorOf(const std::string& json) {
  const auto request = ParseRequest(json);
  return request.ok() ? "" : DescribeError(request.status());
}

TEST(RequestFile, ReadsARequestWithNamesOfEitherStyle) {
  const auto request = ParseRequest(R"({"platform": "linkedin", "relationship": {"met_in_person": false},
                                        "candidate": {"isRecruiter": true}, "facts": {"x.y": "at least 3"}})");
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->platform(), "linkedin");
  EXPECT_TRUE(request->relationship().has_met_in_person());
  EXPECT_TRUE(request->candidate().is_recruiter());
  EXPECT_EQ(request->facts().fields().at("x.y").string_value(), "at least 3");
}

TEST(RequestFile, NamesEveryUnknownFieldAtOnce) {
  EXPECT_EQ(ErrorOf(R"({"platfrom": "x", "relationship": {"met_in_persn": true}, "candidate": {"zzzzzzzz": 1}})"),
            "the request names what does not exist\n"
            "  candidate.zzzzzzzz: no such field\n"
            "  platfrom: no such field; did you mean platform?\n"
            "  relationship.met_in_persn: no such field; did you mean met_in_person?");
}

TEST(RequestFile, AnEnumInJsonHasItsFullName) {
  EXPECT_EQ(ErrorOf(R"({"invitation": {"direction": "INCOMING"}})"),
            "the request names what does not exist\n"
            "  invitation.direction: \"INCOMING\" is none of DIRECTION_INCOMING, DIRECTION_OUTGOING; did you mean "
            "DIRECTION_INCOMING?");
  EXPECT_EQ(ErrorOf(R"({"invitation": {"direction": "DIRECTION_INCOMING"}})"), "");
}

TEST(RequestFile, KeysOfMapsAndFactsAreTheCallersOwn) {
  EXPECT_EQ(ErrorOf(R"({"member": {"connection_counts": {"anything": 3}}, "facts": {"platfrom": true}})"), "");
}

TEST(RequestFile, WhatIsNoRequestIsInvalidToo) {
  EXPECT_EQ(ParseRequest("{").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ParseRequest("[]").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(ErrorOf(R"({"platform": {}})"), HasSubstr("is not the JSON of an AdviseRequest"));
}

}  // namespace
}  // namespace connection_advisor::client
