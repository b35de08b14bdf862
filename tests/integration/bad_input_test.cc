// Bad input: everything that is wrong is named at once, each with how to put it right.
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/refusals.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class BadInputTest : public ServedTest {
 protected:
  static std::map<std::string, std::string> Violations(const v1::AdviseRequest& request) {
    return ViolationsOf(channel(), request);
  }
  static void ExpectTaken(const v1::AdviseRequest& request) {
    const Advised advised = Advise(channel(), request);
    EXPECT_TRUE(advised.status.ok()) << request.ShortDebugString() << "\n" << Described(advised.status);
  }
};

TEST_F(BadInputTest, NamesEverythingThatIsWrongAtOnce) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.set_view(static_cast<v1::AdviceView>(7));
  request.set_request_id(std::string(129, 'i'));
  request.mutable_member()->set_profession(std::string(201, 'p'));
  (*request.mutable_member()->mutable_connection_counts())["linkedin"] = -1;
  request.mutable_relationship()->set_worked_together(static_cast<v1::WorkedTogether>(4));
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(-1));
  request.mutable_relationship()->set_seen_their_work(true);
  request.mutable_invitation()->set_message(std::string(10001, 'm'));
  FactsEntry(request, "relationship.seen_their_work").set_bool_value(false);
  FactsEntry(request, "relationship.met_in_person").set_string_value("perhaps");
  FactsEntry(request, "linkedin.endorsements").set_number_value(3);
  EXPECT_THAT(
      Violations(request),
      UnorderedElementsAre(
          Pair("view", HasSubstr("ADVICE_VIEW_FULL")), Pair("request_id", HasSubstr("128")),
          Pair("member.profession", HasSubstr("200")), Pair("member.connection_counts[\"linkedin\"]", HasSubstr("0")),
          Pair("relationship.worked_together", HasSubstr("WORKED_TOGETHER_IN_PERSON")),
          Pair("relationship.my_assessment", HasSubstr("ASSESSMENT_POSITIVE")),
          Pair("invitation.message", HasSubstr("10000")), Key("facts[\"relationship.seen_their_work\"]"),
          Pair("facts[\"relationship.met_in_person\"]", HasSubstr("true")), Key("facts[\"linkedin.endorsements\"]")));
}

TEST_F(BadInputTest, IsNotFoundForAPlatformThatIsNotLoadedWhateverElseIsWrong) {
  v1::AdviseRequest request = RequestTo("orkut");
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(9));
  FactsEntry(request, "orkut.fan").set_bool_value(true);
  for (const char* id : {"orkut", "LinkedIn", "linkedin.so", " linkedin"}) {
    request.set_platform(id);
    const Advised advised = Advise(channel(), request);
    EXPECT_EQ(advised.status.error_code(), grpc::StatusCode::NOT_FOUND) << id;
    const google::rpc::ErrorInfo info = ErrorInfoOf(advised.status);
    EXPECT_FALSE(info.reason().empty());
    for (const char* loaded : {"facebook", "linkedin", "twitter"}) {
      EXPECT_THAT(info.ShortDebugString(), HasSubstr(loaded));
    }
  }
}

TEST_F(BadInputTest, TakesAnEmptyPlatformForAViolationLikeOthers) {
  v1::AdviseRequest request;
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(9));
  EXPECT_THAT(Violations(request),
              UnorderedElementsAre(Pair("platform", HasSubstr("linkedin")), Key("relationship.my_assessment")));
}

TEST_F(BadInputTest, RefusesNumbersThatNoEnumHas) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_worked_together(static_cast<v1::WorkedTogether>(99));
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(99));
  request.mutable_relationship()->set_their_assessment(static_cast<v1::Assessment>(99));
  request.mutable_invitation()->set_direction(static_cast<v1::Direction>(99));
  request.mutable_invitation()->set_meeting_response(static_cast<v1::MeetingResponse>(99));
  request.set_view(static_cast<v1::AdviceView>(99));
  const auto violations = Violations(request);
  EXPECT_THAT(violations, UnorderedElementsAre(Key("relationship.worked_together"), Key("relationship.my_assessment"),
                                               Key("relationship.their_assessment"), Key("invitation.direction"),
                                               Key("invitation.meeting_response"), Key("view")));
  for (const auto& [field, description] : violations) EXPECT_THAT(description, HasSubstr("99")) << field;
}

TEST_F(BadInputTest, ChecksFieldsAlsoWhereThePlatformDoesNotUseThem) {
  v1::AdviseRequest request = RequestTo("twitter");
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(99));
  (*request.mutable_member()->mutable_connection_counts())["linkedin"] = -5;
  FactsEntry(request, "invitation.direction").set_string_value("SIDEWAYS");
  EXPECT_THAT(Violations(request),
              UnorderedElementsAre(Key("relationship.my_assessment"), Key("member.connection_counts[\"linkedin\"]"),
                                   Pair("facts[\"invitation.direction\"]", HasSubstr("OUTGOING"))));
}

TEST_F(BadInputTest, RefusesIdsThatNobodyKnows) {
  for (const char* id : {"linkedin.endorsed", "twitter.lists", "relationship.met", "met_in_person", "", "candidate",
                         "member.connection_counts", "relationship.met_in_person "}) {
    v1::AdviseRequest request = RequestTo("linkedin");
    FactsEntry(request, id).set_bool_value(true);
    EXPECT_THAT(Violations(request), ElementsAre(Key("facts[\"" + std::string(id) + "\"]"))) << id;
  }
}

TEST_F(BadInputTest, RefusesIdsThatNobodyKnowsAlsoWhereTheValueSaysUnknown) {
  v1::AdviseRequest request = RequestTo("linkedin");
  FactsEntry(request, "linkedin.endorsed").set_null_value(google::protobuf::NULL_VALUE);
  EXPECT_THAT(Violations(request), ElementsAre(Key("facts[\"linkedin.endorsed\"]")));
}

google::protobuf::Value Text(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(text);
  return value;
}

google::protobuf::Value Number(double number) {
  google::protobuf::Value value;
  value.set_number_value(number);
  return value;
}

google::protobuf::Value Flag(bool flag) {
  google::protobuf::Value value;
  value.set_bool_value(flag);
  return value;
}

google::protobuf::Value List() {
  google::protobuf::Value value;
  value.mutable_list_value()->add_values()->set_bool_value(true);
  return value;
}

google::protobuf::Value Structure() {
  google::protobuf::Value value;
  value.mutable_struct_value();
  return value;
}

struct Entries {
  const char* fact_id;
  std::vector<google::protobuf::Value> bad;
  std::vector<google::protobuf::Value> good;
  const char* hint;  // what every description must say is taken
};

std::vector<Entries> AllEntries() {
  const double infinity = std::numeric_limits<double>::infinity();
  return {
      {"relationship.met_in_person",
       {Text("True"), Text("yes"), Text(""), Text("1"), Text(" true"), Number(1), Number(0), List(), Structure()},
       {Text("true"), Text("false"), Flag(true), Flag(false)},
       "true"},
      {"relationship.worked_together",
       {Text("virtually"), Text("Virtually"), Text("WORKED_TOGETHER_OFTEN"), Text("ASSESSMENT_POSITIVE"),
        Text("UNSPECIFIED"), Text("WORKED_TOGETHER"), Text(""), Text("2"), Number(2), Flag(true), List(), Structure()},
       {Text("NEVER"), Text("VIRTUALLY"), Text("WORKED_TOGETHER_VIRTUALLY"), Text("WORKED_TOGETHER_UNSPECIFIED")},
       "VIRTUALLY"},
      {"member.connection_count",
       {Number(-1), Number(2.5), Number(2147483648.0), Number(1e300), Number(infinity), Number(-infinity),
        Number(std::numeric_limits<double>::quiet_NaN()), Text("30000"), Text("below 5000"), Text("Below 30000"),
        Text("at least 30000 "), Text("at least 29999"), Text(""), Flag(true), List(), Structure()},
       {Number(0), Number(29999), Number(30000), Number(2147483647.0), Text("below 30000"), Text("at least 30000")},
       "null"},
  };
}

TEST_F(BadInputTest, TakesFactsInTheirFormsAndInNoOther) {
  for (const Entries& entries : AllEntries()) {
    const std::string field = "facts[\"" + std::string(entries.fact_id) + "\"]";
    for (const google::protobuf::Value& value : entries.bad) {
      v1::AdviseRequest request = RequestTo("linkedin");
      FactsEntry(request, entries.fact_id) = value;
      SCOPED_TRACE(value.ShortDebugString());
      EXPECT_THAT(Violations(request), ElementsAre(Pair(field, HasSubstr(entries.hint))));
    }
    for (const google::protobuf::Value& value : entries.good) {
      v1::AdviseRequest request = RequestTo("linkedin");
      FactsEntry(request, entries.fact_id) = value;
      ExpectTaken(request);
    }
    v1::AdviseRequest request = RequestTo("linkedin");
    FactsEntry(request, entries.fact_id).set_null_value(google::protobuf::NULL_VALUE);
    ExpectTaken(request);
  }
}

TEST_F(BadInputTest, TellsThePartsOfAnIntegerToWhoeverMissesThem) {
  v1::AdviseRequest request = RequestTo("linkedin");
  FactsEntry(request, "member.connection_count").set_string_value("at most 30000");
  EXPECT_THAT(Violations(request),
              ElementsAre(Pair("facts[\"member.connection_count\"]",
                               testing::AllOf(HasSubstr("below 30000"), HasSubstr("at least 30000")))));
}

TEST_F(BadInputTest, RefusesAFactThatIsStatedTwiceDifferently) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_met_in_person(true);
  request.mutable_relationship()->set_my_assessment(v1::ASSESSMENT_POSITIVE);
  (*request.mutable_member()->mutable_connection_counts())["linkedin"] = 12;
  FactsEntry(request, "relationship.met_in_person").set_bool_value(false);
  FactsEntry(request, "relationship.my_assessment").set_string_value("NEUTRAL");
  FactsEntry(request, "member.connection_count").set_string_value("at least 30000");
  EXPECT_THAT(Violations(request), UnorderedElementsAre(Key("facts[\"relationship.met_in_person\"]"),
                                                        Key("facts[\"relationship.my_assessment\"]"),
                                                        Key("facts[\"member.connection_count\"]")));
}

TEST_F(BadInputTest, TakesAFactThatIsStatedTwiceAlike) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_met_in_person(true);
  request.mutable_relationship()->set_my_assessment(v1::ASSESSMENT_POSITIVE);
  (*request.mutable_member()->mutable_connection_counts())["linkedin"] = 12;
  FactsEntry(request, "relationship.met_in_person").set_string_value("true");
  FactsEntry(request, "relationship.my_assessment").set_string_value("ASSESSMENT_POSITIVE");
  FactsEntry(request, "member.connection_count").set_string_value("below 30000");
  ExpectTaken(request);
}

TEST_F(BadInputTest, TakesUnknownInFactsBesideAStatedField) {
  v1::AdviseRequest request = RequestTo("facebook");
  request.mutable_relationship()->set_personal_friend(true);
  FactsEntry(request, "relationship.personal_friend").set_null_value(google::protobuf::NULL_VALUE);
  EXPECT_EQ(Advise(channel(), request).response.advice().verdict(), v1::VERDICT_CONNECT);
}

// Two ways to contradict oneself on linkedin; the fields are named as they were used.
TEST_F(BadInputTest, NamesTheFieldsThatContradictEachOtherAndTheRuleBehindIt) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_met_in_person(false);
  request.mutable_relationship()->set_their_assessment(v1::ASSESSMENT_POSITIVE);
  FactsEntry(request, "relationship.worked_together").set_string_value("IN_PERSON");
  const auto violations = Violations(request);
  EXPECT_THAT(violations,
              UnorderedElementsAre(Key("relationship.met_in_person"), Key("facts[\"relationship.worked_together\"]")));
  JudgeOf("linkedin")
      .ExpectContradiction({oracle::kUnknown, 3, 0, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
                           Advise(channel(), request).status);
}

TEST_F(BadInputTest, LooksForContradictionsOnceEveryFieldIsValid) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_met_in_person(false);
  request.mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_IN_PERSON);
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(5));
  EXPECT_THAT(Violations(request), ElementsAre(Key("relationship.my_assessment")));
}

TEST_F(BadInputTest, TakesWhatThePlatformDoesNotUse) {
  v1::AdviseRequest request = RequestTo("twitter");
  request.mutable_relationship()->set_met_in_person(false);
  request.mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_IN_PERSON);
  FactsEntry(request, "invitation.asks_for_referral").set_bool_value(true);
  ExpectTaken(request);
}

}  // namespace
}  // namespace connection_advisor::integration
