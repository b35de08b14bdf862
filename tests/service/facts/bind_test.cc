// Facts that are stated in their fields.
#include <gtest/gtest.h>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using testing::IsEmpty;

TEST(Bind, KnowsNothingOfAnEmptyRequest) {
  const platform::Platform platform = SamplePlatform();
  const Bound bound = CheckedAndBound({}, platform);
  EXPECT_THAT(bound.violations, IsEmpty());
  for (size_t i = 0; i < platform.facts.size(); ++i) {
    EXPECT_EQ(bound.facts.values[i], diagram::kUnknown);
    EXPECT_EQ(bound.facts.sources[i], Source::kUnknown);
  }
}

TEST(Bind, ForgetsTheRequestBefore) {
  const platform::Platform platform = BarePlatform();
  BoundFacts bound;
  Violations violations;
  Bind(RequestOf("relationship { met_in_person: true }"), platform, "", &bound, &violations);
  EXPECT_EQ(ValueOf(platform, bound, "relationship.met_in_person"), "true");
  Bind({}, platform, "", &bound, &violations);
  EXPECT_EQ(ValueOf(platform, bound, "relationship.met_in_person"), "unknown");
}

TEST(Bind, TakesEveryValueOfEveryField) {
  const platform::Platform platform = SamplePlatform();
  for (const advisor_contract_fact& fact : advisor_contract_facts) {
    const int64_t count = fact.kind == ADVISOR_CHOICE ? fact.value_count : 2;
    for (int64_t value = 0; value < count; ++value) {
      v1::AdviseRequest request;
      SetField(&request, fact, "sample", value);
      const Bound bound = CheckedAndBound(request, platform);
      EXPECT_THAT(bound.violations, IsEmpty());
      EXPECT_EQ(SourceOf(platform, bound.facts, fact.id), Source::kField) << fact.id;
      const std::string expected = fact.kind == ADVISOR_CHOICE    ? fact.values[value]
                                   : fact.kind == ADVISOR_BOOLEAN ? (value == 0 ? "false" : "true")
                                                                  : "below 10";
      EXPECT_EQ(ValueOf(platform, bound.facts, fact.id), expected) << fact.id;
      for (const platform::Fact& other : platform.facts) {
        EXPECT_EQ(ValueOf(platform, bound.facts, other.id) != "unknown", other.id == fact.id) << other.id;
      }
    }
  }
}

TEST(Bind, PutsANumberIntoItsPart) {
  const platform::Platform platform = SamplePlatform();
  const struct {
    int32_t number;
    const char* part;
  } rows[] = {{0, "below 10"},
              {9, "below 10"},
              {10, "at least 10 and below 500"},
              {499, "at least 10 and below 500"},
              {500, "at least 500"},
              {INT32_MAX, "at least 500"}};
  for (const auto& row : rows) {
    v1::AdviseRequest request;
    (*request.mutable_member()->mutable_connection_counts())["sample"] = row.number;
    const Bound bound = CheckedAndBound(request, platform);
    EXPECT_EQ(ValueOf(platform, bound.facts, "member.connection_count"), row.part) << row.number;
  }
}

TEST(Bind, PassesOverWhatThePlatformDoesNotUse) {
  const platform::Platform platform = BarePlatform();
  const v1::AdviseRequest request = RequestOf(
      "member { profession: 'dog trainer' connection_counts { key: 'bare' value: 7 } }"
      "candidate { profession: 'dog trainer' is_recruiter: true }"
      "relationship { met_in_person: false my_assessment: ASSESSMENT_POSITIVE connected_on: 'elsewhere' }");
  const Bound bound = CheckedAndBound(request, platform);
  EXPECT_THAT(bound.violations, IsEmpty());
  EXPECT_EQ(ValueOf(platform, bound.facts, "relationship.met_in_person"), "false");
}

TEST(Bind, LeavesAValueUnknownThatThePluginIsTooOldFor) {
  const platform::Platform old_platform =
      PlatformOf("old", {ChoiceFact("relationship.worked_together", {"IN_PERSON", "NEVER"})});
  const auto bind = [&](const std::string& request) {
    const Bound bound = CheckedAndBound(RequestOf(request), old_platform);
    EXPECT_THAT(bound.violations, IsEmpty()) << request;
    return ValueOf(old_platform, bound.facts, "relationship.worked_together") +
           (SourceOf(old_platform, bound.facts, "relationship.worked_together") == Source::kUnknown ? "" : " stated");
  };
  EXPECT_EQ(bind("relationship { worked_together: WORKED_TOGETHER_NEVER }"), "NEVER stated");
  EXPECT_EQ(bind("relationship { worked_together: WORKED_TOGETHER_IN_PERSON }"), "IN_PERSON stated");
  EXPECT_EQ(bind("relationship { worked_together: WORKED_TOGETHER_VIRTUALLY }"), "unknown");
  EXPECT_EQ(bind("facts { fields { key: 'relationship.worked_together' value { string_value: 'VIRTUALLY' } } }"),
            "unknown");
}

TEST(Bind, SurvivesFieldsThatCheckRequestReports) {
  const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request;
  for (const int32_t number : {-5, 5, INT32_MAX, INT32_MIN}) {
    request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(number));
    request.mutable_invitation()->set_direction(static_cast<v1::Direction>(number));
    (*request.mutable_member()->mutable_connection_counts())["sample"] = -1;
    BoundFacts bound;
    Violations violations;
    Bind(request, platform, "", &bound, &violations);
    EXPECT_THAT(violations, IsEmpty());
    EXPECT_EQ(ValueOf(platform, bound, "relationship.my_assessment"), "unknown");
    EXPECT_EQ(ValueOf(platform, bound, "invitation.direction"), "unknown");
    EXPECT_EQ(ValueOf(platform, bound, "member.connection_count"), "unknown");
  }
}

}  // namespace
}  // namespace connection_advisor::facts
