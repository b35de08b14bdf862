// From a parsed request to the decision, its reasons and its questions: no allocation once the buffers have grown.
#include <gtest/gtest.h>

#include "service/advice/decide.h"
#include "service/advice/shadow.h"
#include "service/deployment/deploy.h"
#include "service/facts/binding.h"
#include "tests/service/facts/counted_allocations.h"
#include "tests/service/facts/requests.h"

namespace connection_advisor::advice {
namespace {

class BundledPlatform : public testing::TestWithParam<const char*> {
 protected:
  BundledPlatform() {
    const std::string file = std::string(CONNECTION_ADVISOR_PLUGINS) + "/" + GetParam() + ".so";
    deployment::PluginOutcome outcome = deployment::DeployFile(file, {.compiler = CONNECTION_ADVISOR_COMPILER});
    EXPECT_TRUE(!outcome.refused()) << outcome.causes.front();
    if (!outcome.refused()) platform_ = outcome.platforms.front();
  }

  bool BindAndDecide(const v1::AdviseRequest& request) {
    facts::CheckRequest(request, "", &violations_);
    facts::Bind(request, *platform_, "", &bound_, &violations_);
    return violations_.empty() && Decide(*platform_, bound_.values.data(), scratch_, &decision_);
  }

  // The second time.
  size_t AllocationsOf(const v1::AdviseRequest& request) {
    EXPECT_TRUE(BindAndDecide(request));
    const size_t before = Allocations();
    EXPECT_TRUE(BindAndDecide(request));
    return Allocations() - before;
  }

  // Every fact of the platform in its field.
  v1::AdviseRequest AllKnown() const {
    v1::AdviseRequest request;
    request.set_platform(GetParam());
    for (const advisor_contract_fact& fact : advisor_contract_facts) {
      if (platform_->fact_index.contains(fact.id)) facts::SetField(&request, fact, GetParam(), 1);
    }
    return request;
  }

  std::shared_ptr<const platform::Platform> platform_;
  facts::BoundFacts bound_;
  facts::Violations violations_;
  DecideScratch scratch_;
  Decision decision_;
};

TEST_P(BundledPlatform, DecidesWithoutAllocationWhereAllFactsAreKnown) {
  EXPECT_EQ(AllocationsOf(AllKnown()), 0u);
  EXPECT_TRUE(decision_.verdict.has_value());
  EXPECT_FALSE(decision_.reasons.empty());
}

TEST_P(BundledPlatform, DecidesWithoutAllocationWhereNothingIsKnown) {
  v1::AdviseRequest request;
  request.set_platform(GetParam());
  EXPECT_EQ(AllocationsOf(request), 0u);
  EXPECT_FALSE(decision_.questions.empty());
}

// One fact less at a time, so that all stages of an interview come by.
TEST_P(BundledPlatform, DecidesWithoutAllocationWhateverIsKnown) {
  for (const bool from_the_front : {true, false}) {
    v1::AdviseRequest request;
    request.set_platform(GetParam());
    for (size_t i = 0; i < platform_->facts.size(); ++i) {
      const platform::Fact& fact = platform_->facts[from_the_front ? i : platform_->facts.size() - 1 - i];
      facts::SetEntry(&request, fact.id, facts::TextValue(fact.values.back()));
      EXPECT_EQ(AllocationsOf(request), 0u) << request.facts().ShortDebugString();
    }
  }
}

TEST_P(BundledPlatform, AShadowIsDecidedWithoutAllocation) {
  platform::Shadow shadow(platform_, platform_);
  Workspace workspace;
  v1::AdviseRequest nothing_known;
  nothing_known.set_platform(GetParam());
  uint64_t decided = 0;
  for (const v1::AdviseRequest& request : {AllKnown(), nothing_known}) {
    ASSERT_TRUE(BindAndDecide(request));
    const auto decide = [&] {
      DecideShadow({*platform_, request, bound_, decision_}, Binding::kStrict, shadow, workspace);
      ++decided;
    };
    decide();
    const size_t before = Allocations();
    decide();
    EXPECT_EQ(Allocations() - before, 0u);
  }
  EXPECT_EQ(shadow.Read().requests, decided);
}

INSTANTIATE_TEST_SUITE_P(All, BundledPlatform, testing::Values("linkedin", "twitter", "facebook"),
                         [](const auto& platform) { return std::string(platform.param); });

}  // namespace
}  // namespace connection_advisor::advice
