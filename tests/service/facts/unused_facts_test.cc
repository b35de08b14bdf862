#include "service/facts/unused_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(UnusedFacts, AreThoseThatThePlatformDoesNotAskFor) {
  const platform::Platform bare = BarePlatform();
  EXPECT_THAT(UnusedFacts(RequestOf("relationship { met_in_person: true }"), bare), IsEmpty());
  EXPECT_THAT(
      UnusedFacts(RequestOf("relationship { met_in_person: true seen_their_work: false }"
                            "candidate { is_recruiter: true }"),
                  bare),
      ElementsAre(UnusedFact{"candidate.is_recruiter", "true"}, UnusedFact{"relationship.seen_their_work", "false"}));
  EXPECT_THAT(UnusedFacts(RequestOf("relationship { seen_their_work: true }"), SamplePlatform()), IsEmpty());
}

TEST(UnusedFacts, HaveTheValuesThatAnswersWrite) {
  v1::AdviseRequest request = RequestOf("relationship { my_assessment: ASSESSMENT_POSITIVE }");
  SetEntry(&request, "relationship.worked_together", TextValue("WORKED_TOGETHER_VIRTUALLY"));
  SetEntry(&request, "relationship.seen_their_work", BoolValue(true));
  EXPECT_THAT(UnusedFacts(request, BarePlatform()), ElementsAre(UnusedFact{"relationship.worked_together", "VIRTUALLY"},
                                                                UnusedFact{"relationship.seen_their_work", "true"},
                                                                UnusedFact{"relationship.my_assessment", "POSITIVE"}));
}

TEST(UnusedFacts, AreNamedOnceWhereTheyAreStatedTwice) {
  v1::AdviseRequest request = RequestOf("relationship { seen_their_work: true }");
  SetEntry(&request, "relationship.seen_their_work", TextValue("true"));
  EXPECT_THAT(UnusedFacts(request, BarePlatform()), ElementsAre(UnusedFact{"relationship.seen_their_work", "true"}));
}

TEST(UnusedFacts, SayThatANumberWasStatedWithoutAPart) {
  v1::AdviseRequest field = RequestOf("member { connection_counts { key: 'bare' value: 7 } }");
  EXPECT_THAT(UnusedFacts(field, BarePlatform()), ElementsAre(UnusedFact{"member.connection_count", ""}));
  v1::AdviseRequest elsewhere = RequestOf("member { connection_counts { key: 'other' value: 7 } }");
  EXPECT_THAT(UnusedFacts(elsewhere, BarePlatform()), IsEmpty());
  v1::AdviseRequest entry;
  SetEntry(&entry, "member.connection_count", NumberValue(7));
  EXPECT_THAT(UnusedFacts(entry, BarePlatform()), ElementsAre(UnusedFact{"member.connection_count", ""}));
}

TEST(UnusedFacts, DoNotIncludeWhatIsSaidToBeUnknown) {
  v1::AdviseRequest request;
  SetEntry(&request, "relationship.seen_their_work", NullValue());
  SetEntry(&request, "relationship.my_assessment", TextValue("ASSESSMENT_UNSPECIFIED"));
  SetEntry(&request, "sample.mood", NullValue());
  EXPECT_THAT(UnusedFacts(request, BarePlatform()), IsEmpty());
}

// In a comparison: the platform that declares them has checked their values.
TEST(UnusedFacts, IncludeTheOwnFactsOfOthersAfterThoseOfTheContract) {
  v1::AdviseRequest request = RequestOf("relationship { seen_their_work: true }");
  SetEntry(&request, "sample.same_server", BoolValue(false));
  SetEntry(&request, "sample.mood", TextValue("CALM"));
  SetEntry(&request, "sample.invitations_today", NumberValue(30));
  EXPECT_THAT(
      UnusedFacts(request, BarePlatform()),
      ElementsAre(UnusedFact{"relationship.seen_their_work", "true"}, UnusedFact{"sample.invitations_today", ""},
                  UnusedFact{"sample.mood", "CALM"}, UnusedFact{"sample.same_server", "false"}));
  EXPECT_THAT(UnusedFacts(request, SamplePlatform()), IsEmpty());
}

}  // namespace
}  // namespace connection_advisor::facts
