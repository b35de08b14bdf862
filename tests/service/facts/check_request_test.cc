#include <gtest/gtest.h>

#include <string>

#include "service/facts/binding.h"
#include "tests/service/facts/requests.h"

namespace connection_advisor::facts {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string Repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

using SetText = void (*)(v1::AdviseRequest&, const std::string&);
struct TextRow {
  const char* field;
  SetText set;
  int limit;
};
constexpr TextRow kTexts[] = {
    {"member.display_name", [](auto& r, auto& text) { r.mutable_member()->set_display_name(text); }, 200},
    {"member.profession", [](auto& r, auto& text) { r.mutable_member()->set_profession(text); }, 200},
    {"member.professions_of_interest[0]",
     [](auto& r, auto& text) { r.mutable_member()->add_professions_of_interest(text); }, 200},
    {"member.passions[0]", [](auto& r, auto& text) { r.mutable_member()->add_passions(text); }, 200},
    {"member.purposes[0]", [](auto& r, auto& text) { r.mutable_member()->add_purposes(text); }, 200},
    {"candidate.display_name", [](auto& r, auto& text) { r.mutable_candidate()->set_display_name(text); }, 200},
    {"candidate.profession", [](auto& r, auto& text) { r.mutable_candidate()->set_profession(text); }, 200},
    {"candidate.passions[0]", [](auto& r, auto& text) { r.mutable_candidate()->add_passions(text); }, 200},
    {"relationship.connected_on[0]", [](auto& r, auto& text) { r.mutable_relationship()->add_connected_on(text); },
     200},
    {"invitation.message", [](auto& r, auto& text) { r.mutable_invitation()->set_message(text); }, 10'000},
};

TEST(CheckRequest, FindsNothingWrongWithAnEmptyRequest) { EXPECT_THAT(Check({}), IsEmpty()); }

TEST(CheckRequest, LimitsTextsByCodePoints) {
  for (const TextRow& row : kTexts) {
    for (const char* character : {"x", "é", "🐕"}) {
      v1::AdviseRequest within, over;
      row.set(within, Repeated(character, row.limit));
      row.set(over, Repeated(character, row.limit + 1));
      EXPECT_THAT(Check(within), IsEmpty()) << row.field;
      EXPECT_THAT(Check(over), ElementsAre(Says(row.field, "at most " + std::to_string(row.limit)))) << row.field;
    }
  }
}

TEST(CheckRequest, LimitsEntriesOfLists) {
  for (const TextRow& row : kTexts) {
    const std::string field = row.field;
    if (!field.ends_with("[0]")) continue;
    v1::AdviseRequest request;
    for (int i = 0; i < 64; ++i) row.set(request, "x");
    EXPECT_THAT(Check(request), IsEmpty()) << field;
    row.set(request, "x");
    EXPECT_THAT(Check(request), ElementsAre(Says(field.substr(0, field.size() - 3), "65 entries; at most 64")));
  }
}

TEST(CheckRequest, NamesTheEntryOfAList) {
  v1::AdviseRequest request;
  for (const int length : {200, 201, 3, 500}) request.mutable_member()->add_passions(std::string(length, 'x'));
  EXPECT_THAT(Check(request), ElementsAre(Says("member.passions[1]", "201"), Says("member.passions[3]", "500")));
}

TEST(CheckRequest, ChecksEveryEntryOfTheCounts) {
  v1::AdviseRequest request;
  auto& counts = *request.mutable_member()->mutable_connection_counts();
  counts["zeta"] = -1;
  counts["linkedin"] = 0;
  counts["alpha"] = INT32_MIN;
  counts[std::string(200, 'k')] = 1;
  counts[std::string(201, 'l')] = 1;
  EXPECT_THAT(Check(request),
              ElementsAre(Says("member.connection_counts[\"alpha\"]", "-2147483648 is negative"),
                          Says("member.connection_counts[\"" + std::string(80, 'l') + "…\"]", "at most 200"),
                          Says("member.connection_counts[\"zeta\"]", "-1 is negative")));
}

TEST(CheckRequest, LimitsTheNumberOfCounts) {
  v1::AdviseRequest request;
  auto& counts = *request.mutable_member()->mutable_connection_counts();
  for (int i = 0; i < 64; ++i) counts[std::to_string(i)] = i;
  EXPECT_THAT(Check(request), IsEmpty());
  counts["one more"] = 1;
  EXPECT_THAT(Check(request), ElementsAre(Says("member.connection_counts", "65 entries; at most 64")));
}

TEST(CheckRequest, LimitsTheEntriesOfFacts) {
  v1::AdviseRequest request;
  for (int i = 0; i < 128; ++i) SetEntry(&request, "own." + std::to_string(i), NullValue());
  EXPECT_THAT(Check(request), IsEmpty());
  SetEntry(&request, "own.one_more", NullValue());
  EXPECT_THAT(Check(request), ElementsAre(Says("facts", "129 entries; at most 128")));
}

TEST(CheckRequest, LimitsTheRequestIdByBytes) {
  v1::AdviseRequest request;
  request.set_request_id(std::string(128, 'x'));
  EXPECT_THAT(Check(request), IsEmpty());
  request.set_request_id(Repeated("é", 65));
  EXPECT_THAT(Check(request), ElementsAre(Says("request_id", "130 bytes; at most 128")));
}

TEST(CheckRequest, RefusesEnumNumbersThatNobodyKnows) {
  for (const int number : {-1, 5, 77, INT32_MAX, INT32_MIN}) {
    v1::AdviseRequest request;
    request.mutable_relationship()->set_worked_together(static_cast<v1::WorkedTogether>(number));
    request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(number));
    request.mutable_relationship()->set_their_assessment(static_cast<v1::Assessment>(number));
    request.mutable_invitation()->set_direction(static_cast<v1::Direction>(number));
    request.mutable_invitation()->set_meeting_response(static_cast<v1::MeetingResponse>(number));
    request.set_view(static_cast<v1::AdviceView>(number));
    const std::string said = std::to_string(number) + " is no ";
    EXPECT_THAT(Check(request),
                ElementsAre(AllOf(Says("relationship.worked_together", said),
                                  Says("relationship.worked_together", "WORKED_TOGETHER_NEVER (1), ")),
                            Says("relationship.my_assessment", said), Says("relationship.their_assessment", said),
                            Says("invitation.direction", said),
                            AllOf(Says("invitation.meeting_response", said),
                                  Says("invitation.meeting_response", "MEETING_RESPONSE_NO_ANSWER (4)")),
                            AllOf(Says("view", said), Says("view", "ADVICE_VIEW_FULL (2)"))));
  }
}

TEST(CheckRequest, LeavesOwnFactsAndPartsToThePlatform) {
  v1::AdviseRequest request;
  SetEntry(&request, "mastodon.same_server", ListValue());
  SetEntry(&request, "member.connection_count", TextValue("at least 7"));
  EXPECT_THAT(Check(request), IsEmpty());
}

TEST(CheckRequest, FindsEverythingWrongAtOnceInTheOrderOfTheContract) {
  v1::AdviseRequest request = RequestOf(
      "relationship { personal_friend: true their_assessment: 9 } invitation { meeting_response: 9 direction: 9 }"
      "view: 9");
  request.set_request_id(std::string(129, 'x'));
  request.mutable_invitation()->set_message(std::string(10'001, 'x'));
  request.mutable_relationship()->add_connected_on(std::string(201, 'x'));
  request.mutable_member()->set_display_name(std::string(201, 'x'));
  (*request.mutable_member()->mutable_connection_counts())["a\"b"] = -1;
  request.mutable_candidate()->add_passions(std::string(201, 'x'));
  SetEntry(&request, "relationship.personal_friend", BoolValue(false));
  SetEntry(&request, "invitation.direction", TextValue("SIDEWAYS"));
  EXPECT_THAT(Fields(Check(request)),
              ElementsAre("member.display_name", "member.connection_counts[\"a\\\"b\"]", "candidate.passions[0]",
                          "relationship.their_assessment", "relationship.connected_on[0]", "invitation.direction",
                          "invitation.message", "invitation.meeting_response", "facts[\"invitation.direction\"]",
                          "facts[\"relationship.personal_friend\"]", "view", "request_id"));
  Violations prefixed;
  CheckRequest(request, "request.", &prefixed);
  for (const Violation& violation : prefixed) EXPECT_TRUE(violation.field.starts_with("request.")) << violation.field;
}

TEST(CheckRequest, SaysABoundedAmountOfAnOversizedRequest) {
  v1::AdviseRequest request;
  for (int i = 0; i < 20'000; ++i) {
    request.mutable_member()->add_passions(std::string(201, 'x'));
    (*request.mutable_member()->mutable_connection_counts())[std::to_string(i)] = -1;
    SetEntry(&request, "relationship.met_in_person" + std::to_string(i), NumberValue(1));
  }
  EXPECT_THAT(Check(request), SizeIs(1 + 64 + 1 + 64 + 1));
}

}  // namespace
}  // namespace connection_advisor::facts
