#include "client/advisorctl/statement.h"

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

// The request after the statements, as JSON with the contract's names; or the first error.
std::string After(const std::vector<std::string>& statements) {
  v1::AdviseRequest request;
  for (const std::string& statement : statements) {
    const absl::Status stated = State(statement, &request);
    if (!stated.ok()) return std::string(stated.message());
  }
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(request, &json, options).ok());
  return json;
}

TEST(Statement, ATextGoesToItsField) {
  EXPECT_EQ(After({"platform=linkedin"}), R"({"platform":"linkedin"})");
  EXPECT_EQ(After({"candidate.display_name=Jane Doe"}), R"({"candidate":{"display_name":"Jane Doe"}})");
  EXPECT_EQ(After({"invitation.message=a=b, c"}), R"({"invitation":{"message":"a=b, c"}})");
  EXPECT_EQ(After({"invitation.message="}), R"({"invitation":{"message":""}})");
}

TEST(Statement, ABooleanIsTrueOrFalseAndBothAreStated) {
  EXPECT_EQ(After({"relationship.met_in_person=false"}), R"({"relationship":{"met_in_person":false}})");
  EXPECT_EQ(After({"relationship.met_in_person=true"}), R"({"relationship":{"met_in_person":true}})");
  EXPECT_EQ(After({"relationship.met_in_person=yes"}),
            "relationship.met_in_person: \"yes\" is neither true nor false (null says unknown)");
}

TEST(Statement, AnEnumTakesItsShortAndItsFullName) {
  const std::string expected = R"({"relationship":{"worked_together":"WORKED_TOGETHER_VIRTUALLY"}})";
  EXPECT_EQ(After({"relationship.worked_together=VIRTUALLY"}), expected);
  EXPECT_EQ(After({"relationship.worked_together=WORKED_TOGETHER_VIRTUALLY"}), expected);
  EXPECT_EQ(After({"view=FULL"}), R"({"view":"ADVICE_VIEW_FULL"})");
  EXPECT_EQ(
      After({"relationship.worked_together=virtualy"}),
      "relationship.worked_together: \"virtualy\" is none of NEVER, VIRTUALLY, IN_PERSON; did you mean VIRTUALLY?");
}

TEST(Statement, AListGrowsByOneEntryEachTime) {
  EXPECT_EQ(After({"member.passions=dogs", "member.passions=jazz, and blues"}),
            R"({"member":{"passions":["dogs","jazz, and blues"]}})");
}

TEST(Statement, AMapTakesItsKeyAsTheLastName) {
  EXPECT_EQ(After({"member.connection_counts.linkedin=150"}), R"({"member":{"connection_counts":{"linkedin":150}}})");
  EXPECT_EQ(After({"member.connection_counts.linkedin=150", "member.connection_counts.linkedin=151"}),
            R"({"member":{"connection_counts":{"linkedin":151}}})");
  EXPECT_EQ(After({"member.connection_counts.linkedin=many"}),
            "member.connection_counts.linkedin: \"many\" is not a whole number from 0 to 2147483647");
  EXPECT_EQ(After({"member.connection_counts=150"}),
            "member.connection_counts: name the entry: member.connection_counts.PLATFORM=NUMBER");
}

TEST(Statement, APlatformsOwnFactGoesToFacts) {
  EXPECT_EQ(After({"mastodon.same_server=true"}), R"({"facts":{"mastodon.same_server":true}})");
  EXPECT_EQ(After({"facts.anything=VIRTUALLY"}), R"({"facts":{"anything":"VIRTUALLY"}})");
  EXPECT_EQ(After({"facts.relationship.met_in_person=true"}), R"({"facts":{"relationship.met_in_person":true}})");
}

TEST(Statement, TheOneContractFactWithoutAFieldGoesToFacts) {
  EXPECT_EQ(After({"member.connection_count=30000"}), R"({"facts":{"member.connection_count":30000}})");
  EXPECT_EQ(After({"member.connection_count=at least 30000"}),
            R"({"facts":{"member.connection_count":"at least 30000"}})");
}

TEST(Statement, AFactsValueIsJsonWhereItReadsAsJson) {
  EXPECT_EQ(After({"a.b=null"}), R"({"facts":{"a.b":null}})");
  EXPECT_EQ(After({"a.b=12"}), R"({"facts":{"a.b":12}})");
  EXPECT_EQ(After({"a.b=\"12\""}), R"({"facts":{"a.b":"12"}})");
  EXPECT_EQ(After({"a.b=inf"}), R"({"facts":{"a.b":"inf"}})");
  EXPECT_EQ(After({"a.b=[1]"}), R"({"facts":{"a.b":"[1]"}})");
}

TEST(Statement, TheLaterStatementWins) {
  EXPECT_EQ(After({"relationship.met_in_person=true", "relationship.met_in_person=false"}),
            R"({"relationship":{"met_in_person":false}})");
}

TEST(Statement, NullTakesAFieldBackToUnknown) {
  EXPECT_EQ(After({"candidate.is_recruiter=true", "candidate.is_recruiter=null"}), R"({"candidate":{}})");
  EXPECT_EQ(After({"invitation.direction=OUTGOING", "invitation.direction=null"}), R"({"invitation":{}})");
}

TEST(Statement, AMisspeltPathNamesTheNearest) {
  EXPECT_EQ(After({"relationship.met_in_persn=true"}),
            "relationship.met_in_persn: no such field; did you mean relationship.met_in_person?");
  EXPECT_EQ(After({"relatonship.met_in_person=true"}),
            "relatonship.met_in_person: no such field; did you mean relationship.met_in_person?");
  EXPECT_EQ(After({"met_in_person=true"}), "met_in_person: no such field; did you mean relationship.met_in_person?");
  EXPECT_EQ(After({"candidate.passion=dogs"}), "candidate.passion: no such field; did you mean candidate.passions?");
  EXPECT_EQ(After({"candidate.met_in_person=true"}),
            "candidate.met_in_person: no such field; did you mean relationship.met_in_person?");
}

TEST(Statement, APlatformWhoseNameIsNearAFieldsHasFactsOfItsOwn) {
  EXPECT_EQ(After({"viber.close=true"}), R"({"facts":{"viber.close":true}})");
  EXPECT_EQ(After({"video.follows_me=true"}), R"({"facts":{"video.follows_me":true}})");
  EXPECT_EQ(After({"amber.close=true"}), R"({"facts":{"amber.close":true}})");
  EXPECT_TRUE(CheckStatable("vine.close").ok());
}

TEST(Statement, AMisspeltGroupIsOneWhereItsFieldIsNear) {
  EXPECT_EQ(After({"relationshp.seen_their_wrk=true"}),
            "relationshp.seen_their_wrk: no such field; did you mean relationship.seen_their_work?");
  EXPECT_EQ(After({"membr.connection_counts.linkedin=150"}),
            "membr.connection_counts.linkedin: no such field; did you mean member.connection_counts.KEY?");
  EXPECT_EQ(After({"fact.mastodon.close=true"}).rfind("fact.mastodon.close: no such field", 0), 0u);
  EXPECT_EQ(CheckStatable("fact.close"), absl::OkStatus()) << "of a platform called so";
}

TEST(Statement, TextThatIsNotUtf8NamesItsFieldAndIsNotEchoed) {
  const std::string remedy = ": is not UTF-8; save the file as UTF-8, or set the terminal to it";
  EXPECT_EQ(After({"candidate.display_name=Jos\xE9"}), "candidate.display_name" + remedy);
  EXPECT_EQ(After({"view=Jos\xE9"}), "view" + remedy);
  EXPECT_EQ(After({"mastodon.name=Jos\xE9"}), "mastodon.name" + remedy);
  EXPECT_EQ(After({"jos\xE9.close=true"}), "jos\xEF\xBF\xBD.close" + remedy);
  EXPECT_EQ(CheckStatable("jos\xE9.close").code(), absl::StatusCode::kInvalidArgument);
}

TEST(Statement, WhatIsNearNothingSaysHowFactsAreWritten) {
  EXPECT_EQ(After({"zzzzzzzz=true"}),
            "zzzzzzzz: no such field; facts of a platform are written PLATFORM.NAME, any other facts.ID");
}

TEST(Statement, AGroupOfFieldsIsNoPlaceForAValue) {
  EXPECT_EQ(After({"affinity=true"}),
            "affinity: has fields of its own; state one of them: same_profession, profession_of_interest, "
            "shared_passion, fits_purpose");
  EXPECT_EQ(After({"platform.linkedin=true"}).substr(0, 32), "platform.linkedin: no such field");
}

TEST(Statement, WithoutAValueOrAFactItSaysSo) {
  EXPECT_EQ(After({"relationship.met_in_person"}), "relationship.met_in_person: has no value; write FACT=VALUE");
  EXPECT_EQ(After({"facts=x"}), "facts: name the fact: facts.ID=VALUE");
}

}  // namespace
}  // namespace connection_advisor::client
