// Checking and binding allocate nothing unless a fact is derived from text or something is wrong.
#include <gtest/gtest.h>

#include "service/facts/binding.h"
#include "tests/service/facts/counted_allocations.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

size_t AllocationsOf(const v1::AdviseRequest& request, const platform::Platform& platform) {
  BoundFacts bound;
  Violations violations;
  const size_t before = Allocations();
  CheckRequest(request, "", &violations);
  Bind(request, platform, "", &bound, &violations);
  const size_t during = Allocations() - before;
  EXPECT_TRUE(violations.empty());
  return during;
}

v1::AdviseRequest AllFactsInFields() {
  v1::AdviseRequest request;
  for (const advisor_contract_fact& fact : advisor_contract_facts) SetField(&request, fact, "sample", 1);
  return request;
}

TEST(Allocations, AreCounted) {
  const size_t before = Allocations();
  operator delete(operator new(1));
  EXPECT_EQ(Allocations() - before, 1u);
}

TEST(Allocations, NoneForAnEmptyRequest) { EXPECT_EQ(AllocationsOf({}, SamplePlatform()), 0u); }

TEST(Allocations, NoneForFactsInTheirFields) { EXPECT_EQ(AllocationsOf(AllFactsInFields(), SamplePlatform()), 0u); }

TEST(Allocations, NoneForEntriesOfFacts) {
  const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request;
  for (const platform::Fact& fact : platform.facts) SetEntry(&request, fact.id, TextValue(fact.values.back()));
  EXPECT_EQ(AllocationsOf(request, platform), 0u);
}

TEST(Allocations, NoneForTextsWhoseFactsAreStatedOrUnused) {
  v1::AdviseRequest request = AllFactsInFields();
  request.mutable_member()->set_profession("Café owner and dog trainer");
  request.mutable_member()->add_passions("Café owners and dog trainers");
  request.mutable_member()->add_purposes("Café owners and dog trainers");
  request.mutable_member()->add_professions_of_interest("Café owner and dog trainer");
  request.mutable_candidate()->set_profession("Café owner and dog trainer");
  request.mutable_candidate()->add_passions("Café owners and dog trainers");
  request.mutable_invitation()->set_message("A message that is longer than any short string would be");
  request.mutable_relationship()->add_connected_on("a platform with a long name, somewhere else");
  EXPECT_EQ(AllocationsOf(request, SamplePlatform()), 0u);
  request.clear_affinity();
  request.mutable_invitation()->clear_personal_message();
  request.mutable_relationship()->clear_connected_elsewhere();
  EXPECT_EQ(AllocationsOf(request, BarePlatform()), 0u);
  EXPECT_GT(AllocationsOf(request, SamplePlatform()), 0u);  // here they are derived
}

TEST(Allocations, NoneForTextsOfOneSideOnly) {
  EXPECT_EQ(AllocationsOf(RequestOf("member { profession: 'Café owner and dog trainer' passions: 'Café owners, dogs'"
                                    " purposes: 'meet somebody who trains rescue dogs' passions: ' ' }"
                                    "candidate { display_name: 'Jane Doe of Somewhere Quite Far Away' passions: ' ' }"
                                    "relationship { connected_on: 'sample' }"),
                          SamplePlatform()),
            0u);
}

}  // namespace
}  // namespace connection_advisor::facts
