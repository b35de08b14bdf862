#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "service/facts/binding.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;

Violations CheckedFor(const v1::AdviseRequest& request, const std::vector<platform::Platform>& platforms) {
  std::vector<std::shared_ptr<const platform::Platform>> shared;
  for (const platform::Platform& platform : platforms) {
    shared.push_back(std::make_shared<const platform::Platform>(platform));
  }
  Violations violations;
  CheckComparison(request, shared, "request.", &violations);
  return violations;
}

TEST(CheckComparison, TakesAnOwnFactThatOneOfThePlatformsDeclares) {
  const v1::AdviseRequest request = RequestWith("sample.mood", TextValue("CALM"));
  EXPECT_THAT(CheckedFor(request, {BarePlatform(), SamplePlatform()}), IsEmpty());
  EXPECT_THAT(CheckedFor(request, {BarePlatform()}),
              ElementsAre(Says("request.facts[\"sample.mood\"]", "No fact has")));
  EXPECT_THAT(CheckedFor(request, {}), ElementsAre(Says("request.facts[\"sample.mood\"]", "No fact has the id")));
}

TEST(CheckComparison, NamesTheOwnFactsOfThePlatformsThatHaveSome) {
  EXPECT_THAT(CheckedFor(RequestWith("sample.modo", NullValue()), {BarePlatform(), SamplePlatform()}),
              ElementsAre(AllOf(Says("request.facts[\"sample.modo\"]", "Did you mean \"sample.mood\"?"),
                                Says("request.facts[\"sample.modo\"]", "Own facts of \"sample\": "))));
}

TEST(CheckComparison, ExplainsTheFirstFewOfManyUnknownFacts) {
  const Violations violations = CheckedFor(RequestOfUnknownFacts(), {BarePlatform(), SamplePlatform()});
  ASSERT_EQ(violations.size(), 128u);
  EXPECT_EQ(CountOf("No fact has the id \"met_in_perso", violations), violations.size());
  for (const char* words : {"Did you mean", "A fact of the contract has", "Own facts of"}) {
    EXPECT_EQ(CountOf(words, {violations.begin(), violations.begin() + 8}), 8u) << words;
    EXPECT_EQ(CountOf(words, violations), 8u) << words;
  }
  EXPECT_EQ(CountOf("See above which facts there are.", violations), violations.size() - 8);
}

TEST(CheckComparison, RefusesABadValueOfAnOwnFact) {
  EXPECT_THAT(CheckedFor(RequestWith("sample.mood", TextValue("FURIOUS")), {BarePlatform(), SamplePlatform()}),
              ElementsAre(Says("request.facts[\"sample.mood\"]", R"(Send one of "GLOOMY", "CALM", "MERRY")")));
}

TEST(CheckComparison, RefusesOneCountForEveryPlatform) {
  EXPECT_THAT(CheckedFor(RequestWith("member.connection_count", NumberValue(5)), {SamplePlatform()}),
              ElementsAre(Says("request.facts[\"member.connection_count\"]", "member.connection_counts")));
}

TEST(CheckComparison, LeavesTheFactsOfTheContractToCheckRequest) {
  const v1::AdviseRequest request = RequestWith("relationship.met_in_person", TextValue("perhaps"));
  EXPECT_THAT(CheckedFor(request, {BarePlatform()}), IsEmpty());
}

TEST(BindForComparison, PassesOverOwnFactsOfOthersAndBindsItsOwn) {
  v1::AdviseRequest request = RequestOf("relationship { met_in_person: true }");
  SetEntry(&request, "sample.mood", TextValue("CALM"));
  const platform::Platform bare = BarePlatform();
  const platform::Platform sample = SamplePlatform();
  BoundFacts bound;
  BindForComparison(request, bare, &bound);
  EXPECT_EQ(ValueOf(bare, bound, "relationship.met_in_person"), "true");
  BindForComparison(request, sample, &bound);
  EXPECT_EQ(ValueOf(sample, bound, "relationship.met_in_person"), "true");
  EXPECT_EQ(ValueOf(sample, bound, "sample.mood"), "CALM");
}

TEST(TakesOwnEntries, IsFalseForAnOwnFactThatIsUnknownOrOfABadValue) {
  const platform::Platform platform = SamplePlatform();
  EXPECT_TRUE(TakesOwnEntries({}, platform));
  EXPECT_TRUE(TakesOwnEntries(RequestWith("sample.mood", TextValue("CALM")), platform));
  EXPECT_TRUE(TakesOwnEntries(RequestWith("sample.mood", NullValue()), platform));
  EXPECT_FALSE(TakesOwnEntries(RequestWith("sample.mood", TextValue("FURIOUS")), platform));
  EXPECT_FALSE(TakesOwnEntries(RequestWith("sample.modo", TextValue("CALM")), platform));
  EXPECT_FALSE(TakesOwnEntries(RequestWith("sample.modo", NullValue()), platform));
}

TEST(TakesOwnEntries, LeavesTheFactsOfTheContractAndOfOtherPlatforms) {
  const platform::Platform platform = SamplePlatform();
  for (const char* id : {"sample", "sample_too.mood", "samp.mood", "bare.mood", "relationship.met_in_person"}) {
    EXPECT_TRUE(TakesOwnEntries(RequestWith(id, TextValue("FURIOUS")), platform)) << id;
  }
  const platform::Platform member = PlatformOf("member", {});
  EXPECT_TRUE(TakesOwnEntries(RequestWith("member.actively_job_seeking", BoolValue(true)), member));
  EXPECT_FALSE(TakesOwnEntries(RequestWith("member.mood", BoolValue(true)), member));
}

TEST(BindForComparison, DerivesOnEachPlatform) {
  const v1::AdviseRequest request = RequestOf("relationship { connected_on: 'bare' }");
  const platform::Platform sample = SamplePlatform();
  BoundFacts bound;
  BindForComparison(request, sample, &bound);
  EXPECT_EQ(ValueOf(sample, bound, "relationship.connected_elsewhere"), "true");
}

}  // namespace
}  // namespace connection_advisor::facts
