// The limits of a request: what is at its limit is taken, what is past it is refused by its field and the limit.
#include <functional>
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
using ::testing::Pair;

// Characters are code points: this one takes three bytes, and is one character after normalisation too.
std::string Characters(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "\xe6\x84\x9b";
  return text;
}

using Fill = std::function<void(v1::AdviseRequest& request, int size)>;

struct Limit {
  const char* name;
  int limit;
  std::string field;  // past the limit
  Fill fill;
};

template <typename List>
void FillList(List* list, int size) {
  for (int i = 0; i < size; ++i) list->Add("entry " + std::to_string(i));
}

std::vector<Limit> Texts() {
  return {
      {"MemberName", 200, "member.display_name",
       [](auto& request, int size) { request.mutable_member()->set_display_name(Characters(size)); }},
      {"MemberProfession", 200, "member.profession",
       [](auto& request, int size) { request.mutable_member()->set_profession(Characters(size)); }},
      {"ProfessionOfInterest", 200, "member.professions_of_interest[1]",
       [](auto& request, int size) {
         request.mutable_member()->add_professions_of_interest("nurse");
         request.mutable_member()->add_professions_of_interest(Characters(size));
       }},
      {"MemberPassion", 200, "member.passions[0]",
       [](auto& request, int size) { request.mutable_member()->add_passions(Characters(size)); }},
      {"Purpose", 200, "member.purposes[0]",
       [](auto& request, int size) { request.mutable_member()->add_purposes(Characters(size)); }},
      {"CandidateName", 200, "candidate.display_name",
       [](auto& request, int size) { request.mutable_candidate()->set_display_name(Characters(size)); }},
      {"CandidateProfession", 200, "candidate.profession",
       [](auto& request, int size) { request.mutable_candidate()->set_profession(Characters(size)); }},
      {"CandidatePassion", 200, "candidate.passions[0]",
       [](auto& request, int size) { request.mutable_candidate()->add_passions(Characters(size)); }},
      {"ConnectedOn", 200, "relationship.connected_on[0]",
       [](auto& request, int size) { request.mutable_relationship()->add_connected_on(Characters(size)); }},
      {"Message", 10000, "invitation.message",
       [](auto& request, int size) { request.mutable_invitation()->set_message(Characters(size)); }},
      {"RequestIdInBytes", 128, "request_id",
       [](auto& request, int size) { request.set_request_id(std::string(size, 'r')); }},
  };
}

std::vector<Limit> Entries() {
  return {
      {"ProfessionsOfInterest", 64, "member.professions_of_interest",
       [](auto& request, int size) { FillList(request.mutable_member()->mutable_professions_of_interest(), size); }},
      {"MemberPassions", 64, "member.passions",
       [](auto& request, int size) { FillList(request.mutable_member()->mutable_passions(), size); }},
      {"Purposes", 64, "member.purposes",
       [](auto& request, int size) { FillList(request.mutable_member()->mutable_purposes(), size); }},
      {"CandidatePassions", 64, "candidate.passions",
       [](auto& request, int size) { FillList(request.mutable_candidate()->mutable_passions(), size); }},
      {"ConnectedOnList", 64, "relationship.connected_on",
       [](auto& request, int size) { FillList(request.mutable_relationship()->mutable_connected_on(), size); }},
      {"ConnectionCounts", 64, "member.connection_counts",
       [](auto& request, int size) {
         for (int i = 0; i < size; ++i) {
           (*request.mutable_member()->mutable_connection_counts())["platform" + std::to_string(i)] = i;
         }
       }},
  };
}

std::vector<Limit> AllLimits() {
  std::vector<Limit> limits = Texts();
  for (Limit& limit : Entries()) limits.push_back(std::move(limit));
  return limits;
}

class LimitsTest : public ServedTest, public testing::WithParamInterface<Limit> {};

TEST_P(LimitsTest, TakesWhatIsAtItsLimit) {
  v1::AdviseRequest request = RequestTo("linkedin");
  GetParam().fill(request, GetParam().limit);
  const Advised advised = Advise(channel(), request);
  EXPECT_TRUE(advised.status.ok()) << Described(advised.status);
}

TEST_P(LimitsTest, RefusesWhatIsPastIt) {
  v1::AdviseRequest request = RequestTo("linkedin");
  GetParam().fill(request, GetParam().limit + 1);
  EXPECT_THAT(ViolationsOf(channel(), request),
              ElementsAre(Pair(GetParam().field, HasSubstr(std::to_string(GetParam().limit)))));
}

std::string NameOf(const testing::TestParamInfo<Limit>& limit) { return limit.param.name; }

INSTANTIATE_TEST_SUITE_P(All, LimitsTest, testing::ValuesIn(AllLimits()), NameOf);

class LimitTest : public ServedTest {};

TEST_F(LimitTest, IsInBytesForTheRequestId) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.set_request_id(Characters(43));  // 129 bytes
  EXPECT_THAT(ViolationsOf(channel(), request), ElementsAre(Pair("request_id", HasSubstr("128"))));
}

TEST_F(LimitTest, HoldsForAPlatformsNameInConnectionCounts) {
  v1::AdviseRequest request = RequestTo("linkedin");
  (*request.mutable_member()->mutable_connection_counts())[Characters(200)] = 1;
  EXPECT_TRUE(Advise(channel(), request).status.ok());
  (*request.mutable_member()->mutable_connection_counts())[Characters(201)] = 1;
  const auto violations = ViolationsOf(channel(), request);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_THAT(violations.begin()->first, testing::StartsWith("member.connection_counts"));
  EXPECT_THAT(violations.begin()->second, HasSubstr("200"));
}

TEST_F(LimitTest, IsOneHundredAndTwentyEightEntriesInFacts) {
  v1::AdviseRequest request = RequestTo("linkedin");
  for (int i = 0; i < 129; ++i) FactsEntry(request, "linkedin.fact" + std::to_string(i)).set_bool_value(true);
  EXPECT_THAT(ViolationsOf(channel(), request), testing::Contains(Pair("facts", HasSubstr("128"))));
  request.mutable_facts()->mutable_fields()->erase("linkedin.fact128");
  EXPECT_THAT(ViolationsOf(channel(), request), testing::Not(testing::Contains(testing::Key("facts"))));
}

TEST_F(LimitTest, HoldsForEveryFieldAtOnce) {
  v1::AdviseRequest request = RequestTo("linkedin");
  std::vector<std::string> fields;
  for (const Limit& limit : Texts()) {
    limit.fill(request, limit.limit + 1);
    fields.push_back(limit.field);
  }
  std::vector<std::string> named;
  for (const auto& [field, description] : ViolationsOf(channel(), request)) named.push_back(field);
  EXPECT_THAT(named, testing::UnorderedElementsAreArray(fields));
}

}  // namespace
}  // namespace connection_advisor::integration
