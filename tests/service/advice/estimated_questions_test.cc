// Questions that are searched for rather than looked up, on platforms that are small enough to know the best ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/untabulated.h"

namespace connection_advisor::advice {
namespace {

using generated::Rows;
using oracle::Knowledge;
using ::testing::IsSupersetOf;

constexpr generated::Shape kFree = {.facts = 6, .rules = 8, .assumed_of_ten = 1};
constexpr generated::Shape kTied = {.facts = 6, .rules = 5, .impossible = 3, .assumed_of_ten = 1};
constexpr generated::Shape kContradictory = {.facts = 6, .rules = 4, .impossible = 8};

constexpr uint64_t kSeeds = 80;
constexpr int kRequests = 8;

class EstimatedQuestions : public testing::TestWithParam<generated::Shape> {
 protected:
  // Calls `look(platform, oracle, stated, decision)` where something is undecided.
  template <typename Look>
  void ForEachUndecided(Look look) {
    int undecided = 0;
    for (uint64_t seed = 0; seed < kSeeds && !HasFailure(); ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      const Rows rows = Lawful(Draw(GetParam(), seed));
      const oracle::Oracle oracle(TableOf(rows));
      const Asked asked(rows);
      Untabulated untabulated(asked.platform());
      std::mt19937_64 random(seed);
      for (int request = 0; request < kRequests; ++request) {
        const Knowledge stated = DrawKnowledge(rows, request / double{2 * kRequests}, random);
        if (!oracle.Possible(stated)) continue;
        if (oracle.knowledge().Decided(oracle.WithAssumptions(stated)) != oracle::Verdict::kNeedsInformation) continue;
        look(asked.platform(), oracle, oracle.WithAssumptions(stated), untabulated.On(stated));
        ++undecided;
      }
    }
    EXPECT_GT(undecided, 100);
  }
};

// The facts that the verdict's diagram still tests.
diagram::VariableSet Tested(const platform::Platform& platform, const Knowledge& known) {
  platform::Knowledge::State state = platform.knowledge->Initial();
  for (uint32_t fact = 0; fact < known.size(); ++fact) {
    if (known[fact] != oracle::kUnknown) {
      state = platform.knowledge->Learn(state, fact, static_cast<uint8_t>(known[fact]));
    }
  }
  return platform.knowledge->Support(state);
}

TEST_P(EstimatedQuestions, HoldEveryFactThatHelpsAndNoneThatCannot) {
  int tested_in_vain = 0;
  ForEachUndecided([&](const platform::Platform& platform, const oracle::Oracle& oracle, const Knowledge& in_force,
                       const Decision& decision) {
    const std::vector<uint32_t> helpful = FactsThatHelp(oracle, in_force);
    ASSERT_FALSE(decision.questions.empty());
    ASSERT_THAT(decision.questions, IsSupersetOf(helpful));
    for (const uint32_t fact : decision.questions) {
      EXPECT_TRUE(std::count(helpful.begin(), helpful.end(), fact) == 1 || platform.impossible_reads.test(fact))
          << fact << " is tied to nothing, and cannot help";
    }
    tested_in_vain += Tested(platform, in_force).count() > decision.questions.size();
  });
  EXPECT_TRUE(tested_in_vain > 5 || GetParam().impossible == 0) << tested_in_vain;
}

TEST_P(EstimatedQuestions, BeginWithOneThatIsAsGoodAsTheBest) {
  uint64_t left = 0;
  uint64_t least = 0;
  ForEachUndecided([&](const platform::Platform&, const oracle::Oracle& oracle, const Knowledge& in_force,
                       const Decision& decision) {
    left += oracle.knowledge().EffortAfterAsking(in_force, static_cast<int>(decision.questions.front()));
    least += oracle.knowledge().Effort(in_force) - oracle.knowledge().OpenCases(in_force);
  });
  EXPECT_LE(left, least + least / 200) << "half a percent";
}

constexpr const char* kShapeNames[] = {"Free", "Tied", "Contradictory"};
INSTANTIATE_TEST_SUITE_P(Shapes, EstimatedQuestions, testing::Values(kFree, kTied, kContradictory),
                         [](const auto& shape) { return kShapeNames[shape.index]; });

}  // namespace
}  // namespace connection_advisor::advice
