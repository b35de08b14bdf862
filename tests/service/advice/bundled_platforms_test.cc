// The full view of the bundled platforms is what the oracle says: in every possible case, and on random partial
// requests. In every possible case its bytes are the same, whatever was asked before and on which thread.
#include "tests/oracle/bundled_platforms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "service/deployment/deploy.h"
#include "tests/integration/guild/guild_table.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/same_bytes.h"
#include "tests/service/advice/untabulated.h"

namespace connection_advisor::advice {
namespace {

using oracle::Case;
using oracle::Knowledge;

constexpr int kPartialRequests = 3000;

struct Bundled {
  const char* file;
  oracle::PlatformTable (*table)();
};

void PrintTo(const Bundled& bundled, std::ostream* out) { *out << bundled.file; }

class BundledPlatforms : public testing::TestWithParam<Bundled> {
 protected:
  BundledPlatforms() : oracle_(GetParam().table()) {
    deployment::PluginOutcome outcome =
        deployment::DeployFile(GetParam().file, {.compiler = CONNECTION_ADVISOR_COMPILER});
    EXPECT_FALSE(outcome.refused()) << outcome.causes.front();
    platforms_ = platform::PlatformSet(outcome.platforms);
  }

  // With facts that only notes read, or without.
  std::vector<Knowledge> EveryPossibleCase() {
    std::vector<Knowledge> cases;
    oracle::ForEachAssignment(oracle_.platform(), oracle_.NothingKnown(), [&](const Case& one_case) {
      if (!oracle_.cases().Decided(one_case)) return;
      Knowledge& stated = cases.emplace_back(one_case);
      for (size_t i = 0; i < stated.size(); ++i) {
        const oracle::Fact& fact = oracle_.platform().facts[i];
        if (!fact.decides) stated[i] = static_cast<int>(random_() % (fact.values.size() + 1)) - 1;
      }
    });
    EXPECT_EQ(cases.size(), oracle_.cases().possible_cases());
    return cases;
  }

  void ExpectTheOraclesExplanation(const Knowledge& stated) {
    const v1::AdviseRequest request = RequestOf(oracle_.platform(), stated);
    v1::Advice advice;
    const absl::Status status = Advise(platforms_, request, workspace_, &advice);
    ASSERT_TRUE(status.ok()) << status;
    ASSERT_EQ(ExplanationOf(advice), oracle::Explain(oracle_, stated, oracle_.Decide(stated)))
        << request.facts().ShortDebugString();
  }

  const oracle::Oracle oracle_;
  platform::PlatformSet platforms_;
  Workspace workspace_;
  std::mt19937_64 random_{1};
};

TEST_P(BundledPlatforms, AreExplainedInEveryPossibleCase) {
  for (const Knowledge& stated : EveryPossibleCase()) {
    ExpectTheOraclesExplanation(stated);
    if (HasFatalFailure()) return;
  }
}

TEST_P(BundledPlatforms, GiveTheSameBytesInEveryPossibleCase) {
  const std::vector<Knowledge> cases = EveryPossibleCase();
  ExpectTheSameBytesAgain(platforms_, cases.size(), [&](size_t i) { return RequestOf(oracle_.platform(), cases[i]); });
}

TEST_P(BundledPlatforms, AreExplainedWhateverIsKnown) {
  int possible = 0;
  for (int i = 0; i < kPartialRequests && !HasFatalFailure(); ++i) {
    Knowledge stated = oracle_.NothingKnown();
    for (size_t fact = 0; fact < stated.size(); ++fact) {
      if (static_cast<int>(random_() % kPartialRequests) > i) continue;
      stated[fact] = static_cast<int>(random_() % oracle_.platform().facts[fact].values.size());
    }
    if (!oracle_.Possible(stated)) continue;
    ++possible;
    ExpectTheOraclesExplanation(stated);
  }
  EXPECT_GT(possible, kPartialRequests / 2);
}

TEST_P(BundledPlatforms, SayWhatItWouldTakeForEachRuleToDecide) {
  for (int i = 0; i < 60; ++i) {
    Knowledge stated = oracle_.NothingKnown();
    for (size_t fact = 0; fact < stated.size(); ++fact) {
      if (static_cast<int>(random_() % 60) > i) continue;
      stated[fact] = static_cast<int>(random_() % oracle_.platform().facts[fact].values.size());
    }
    if (!oracle_.Possible(stated)) continue;
    v1::AdviseRequest request = RequestOf(oracle_.platform(), stated);
    for (size_t rule = 0; rule < oracle_.platform().rules.size(); ++rule) {
      request.set_why_not_rule(oracle_.platform().rules[rule].id);
      v1::Advice advice;
      const absl::Status status = Advise(platforms_, request, workspace_, &advice);
      ASSERT_TRUE(status.ok()) << status;
      SCOPED_TRACE(request.ShortDebugString());
      ExpectWhyNot(oracle_, stated, static_cast<int>(rule), advice);
    }
  }
}

// The search that larger platforms are asked by comes to a best question on these.
TEST_P(BundledPlatforms, WouldBeAskedAsWellWithoutATable) {
  Untabulated untabulated(*platforms_.platforms().front());
  int undecided = 0;
  for (int i = 0; i < 400; ++i) {
    Knowledge stated = oracle_.NothingKnown();
    for (size_t fact = 0; fact < stated.size(); ++fact) {
      if (static_cast<int>(random_() % 800) > i) continue;
      stated[fact] = static_cast<int>(random_() % oracle_.platform().facts[fact].values.size());
    }
    if (!oracle_.Possible(stated)) continue;
    const Knowledge in_force = oracle_.WithAssumptions(stated);
    if (oracle_.knowledge().Decided(in_force) != oracle::Verdict::kNeedsInformation) continue;
    ++undecided;
    const std::vector<uint32_t>& questions = untabulated.On(stated).questions;
    ASSERT_THAT(questions, testing::IsSupersetOf(FactsThatHelp(oracle_, in_force)));
    EXPECT_EQ(oracle_.knowledge().EffortAfterAsking(in_force, static_cast<int>(questions.front())),
              oracle_.knowledge().Effort(in_force) - oracle_.knowledge().OpenCases(in_force));
  }
  EXPECT_GT(undecided, 20);
}

INSTANTIATE_TEST_SUITE_P(Plugins, BundledPlatforms,
                         testing::Values(Bundled{CONNECTION_ADVISOR_PLUGINS "/linkedin.so", oracle::LinkedIn},
                                         Bundled{CONNECTION_ADVISOR_PLUGINS "/twitter.so", oracle::Twitter},
                                         Bundled{CONNECTION_ADVISOR_PLUGINS "/facebook.so", oracle::Facebook},
                                         Bundled{CONNECTION_ADVISOR_GUILD_PLUGIN, integration::Guild}),
                         [](const auto& bundled) { return bundled.param.table().id; });

}  // namespace
}  // namespace connection_advisor::advice
