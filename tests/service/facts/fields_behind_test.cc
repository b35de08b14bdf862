#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "service/facts/binding.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Behind(const v1::AdviseRequest& request, const std::string& id) {
  const platform::Platform platform = SamplePlatform();
  const Bound bound = CheckedAndBound(request, platform);
  EXPECT_THAT(bound.violations, IsEmpty());
  return FieldsBehind(request, platform, bound.facts, platform.fact_index.at(id));
}

TEST(FieldsBehind, IsNothingWhereNobodySays) { EXPECT_THAT(Behind({}, "relationship.met_in_person"), IsEmpty()); }

TEST(FieldsBehind, IsTheField) {
  EXPECT_THAT(Behind(RequestOf("relationship { met_in_person: false }"), "relationship.met_in_person"),
              ElementsAre("relationship.met_in_person"));
  EXPECT_THAT(Behind(RequestOf("member { connection_counts { key: 'sample' value: 1 } }"), "member.connection_count"),
              ElementsAre("member.connection_counts[\"sample\"]"));
}

TEST(FieldsBehind, IsTheEntryOrBoth) {
  EXPECT_THAT(Behind(RequestWith("sample.mood", TextValue("CALM")), "sample.mood"),
              ElementsAre("facts[\"sample.mood\"]"));
  v1::AdviseRequest request = RequestWith("relationship.met_in_person", BoolValue(true));
  EXPECT_THAT(Behind(request, "relationship.met_in_person"), ElementsAre("facts[\"relationship.met_in_person\"]"));
  request.mutable_relationship()->set_met_in_person(true);
  EXPECT_THAT(Behind(request, "relationship.met_in_person"),
              ElementsAre("relationship.met_in_person", "facts[\"relationship.met_in_person\"]"));
  SetEntry(&request, "relationship.met_in_person", NullValue());
  EXPECT_THAT(Behind(request, "relationship.met_in_person"), ElementsAre("relationship.met_in_person"));
}

TEST(FieldsBehind, IsWhatAFactWasDerivedFrom) {
  const v1::AdviseRequest request = RequestOf(
      "member { profession: 'vet' professions_of_interest: 'vet' passions: 'art' purposes: 'art' }"
      "candidate { profession: 'vet' passions: 'art' } relationship { connected_on: 'elsewhere' }"
      "invitation { message: 'I loved your talk.' }");
  EXPECT_THAT(Behind(request, "affinity.same_profession"), ElementsAre("member.profession", "candidate.profession"));
  EXPECT_THAT(Behind(request, "affinity.profession_of_interest"),
              ElementsAre("member.professions_of_interest", "candidate.profession"));
  EXPECT_THAT(Behind(request, "affinity.shared_passion"), ElementsAre("member.passions", "candidate.passions"));
  EXPECT_THAT(Behind(request, "affinity.fits_purpose"),
              ElementsAre("member.purposes", "candidate.profession", "candidate.passions"));
  EXPECT_THAT(Behind(request, "relationship.connected_elsewhere"), ElementsAre("relationship.connected_on"));
  EXPECT_THAT(Behind(request, "invitation.personal_message"), ElementsAre("invitation.message"));
}

TEST(FieldsBehind, NamesOnlyWhatIsGiven) {
  EXPECT_THAT(Behind(RequestOf("member { purposes: 'art' } candidate { passions: 'art' }"), "affinity.fits_purpose"),
              ElementsAre("member.purposes", "candidate.passions"));
}

}  // namespace
}  // namespace connection_advisor::facts
