// Suggested cases close every gap, are true, and are no larger than they have to be.
#include "plugins/tool/acceptance/suggest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "plugins/tool/acceptance/answer.h"
#include "plugins/tool/acceptance/case_binding.h"
#include "plugins/tool/acceptance/case_file.h"
#include "plugins/tool/acceptance/case_writer.h"
#include "plugins/tool/acceptance/result.h"
#include "tests/generated/named.h"
#include "tests/generated/platform.h"
#include "tests/plugins/tool/acceptance/generated_cases.h"

namespace connection_advisor::tool {
namespace {

constexpr uint64_t kSeeds = 20;

size_t Size(const Statement& stated) {
  return static_cast<size_t>(std::count_if(stated.values.begin(), stated.values.end(),
                                           [](uint8_t value) { return value != diagram::kUnknown; }));
}

bool Closes(const platform::Platform& platform, const Statement& stated, const Goal& goal) {
  return Coverage(platform).Covers(stated, ExpectationNow(platform, stated), goal);
}

// By the search for small cases, and without it.
struct Way {
  const char* name;
  SuggestLimits limits;
};
constexpr Way kWays[] = {{"small", {}}, {"from_diagrams", {.max_steps = 0}}};

class SuggestTest : public testing::TestWithParam<std::tuple<Family, Way>> {
 public:
  static std::string Name(const testing::TestParamInfo<std::tuple<Family, Way>>& info) {
    return std::string(std::get<0>(info.param).name) + "_" + std::get<1>(info.param).name;
  }

 protected:
  template <typename Look>
  void ForEachPlatform(Look look) {
    for (uint64_t seed = 0; seed < kSeeds && !HasFailure(); ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      const GeneratedPlatform generated(std::get<0>(GetParam()).shape, seed);
      std::mt19937_64 random(seed);
      Coverage coverage(generated.platform());
      // Every other platform has some cases already.
      for (uint64_t i = 0; i < 3 * (seed % 2); ++i) {
        const Statement stated = generated.DrawStatement(0.5, random);
        coverage.Add(stated, ExpectationNow(generated.platform(), stated));
      }
      const std::vector<Goal> gaps = coverage.Gaps();
      const std::vector<Suggestion> suggestions =
          Suggest(generated.platform(), &coverage, std::get<1>(GetParam()).limits);
      EXPECT_TRUE(coverage.complete());
      look(generated, gaps, suggestions);
    }
  }
};

TEST_P(SuggestTest, ClosesEveryGapWhenTheCasesAreWrittenReadAndAdded) {
  ForEachPlatform([](const GeneratedPlatform& generated, const std::vector<Goal>& gaps,
                     const std::vector<Suggestion>& suggestions) {
    std::ostringstream text;
    const PlatformSuggestions platforms[] = {{generated.pointer(), suggestions}};
    WriteCaseFile("generated.so", platforms, text);
    Problems problems;
    const std::vector<WrittenCase> written = ParseCases("suggested.yaml", text.str(), &problems);
    const std::vector<Case> cases = BindCases(written, {&generated.pointer(), 1}, &problems);
    ASSERT_EQ(problems, Problems()) << text.str();
    ASSERT_EQ(cases.size(), suggestions.size());

    Coverage coverage(generated.platform());
    for (const Result& result : Judge(cases)) {
      EXPECT_TRUE(result.passed()) << result.judged.name << ": " << result.differences.front();
      coverage.Add(result.judged.stated, result.judged.expected);
    }
    for (const Goal& gap : gaps) EXPECT_TRUE(coverage.IsCovered(gap)) << Describe(generated.platform(), gap);
  });
}

TEST_P(SuggestTest, SaysWhichGapsEachCaseCloses) {
  ForEachPlatform([](const GeneratedPlatform& generated, const std::vector<Goal>& gaps,
                     const std::vector<Suggestion>& suggestions) {
    size_t closed = 0;
    for (const Suggestion& suggestion : suggestions) {
      EXPECT_FALSE(suggestion.closes.empty());
      for (const Goal& goal : suggestion.closes) {
        EXPECT_TRUE(Closes(generated.platform(), suggestion.stated, goal));
        EXPECT_NE(std::find(gaps.begin(), gaps.end(), goal), gaps.end());
      }
      closed += suggestion.closes.size();
    }
    EXPECT_EQ(closed, gaps.size()) << "each by one";
  });
}

TEST_P(SuggestTest, StatesNothingImpossibleUnlessThatIsWhatTheGapIsAbout) {
  ForEachPlatform(
      [](const GeneratedPlatform& generated, const std::vector<Goal>&, const std::vector<Suggestion>& suggestions) {
        for (const Suggestion& suggestion : suggestions) {
          if (suggestion.expected.verdict != Verdict::kImpossible) continue;
          for (const Goal& goal : suggestion.closes) {
            const auto* rule = std::get_if<RuleGoal>(&goal);
            EXPECT_TRUE(
                std::holds_alternative<BoundaryGoal>(goal) ||
                (rule != nullptr && generated.platform().rules[rule->rule].outcome == platform::Outcome::kImpossible));
          }
        }
      });
}

// No case of fewer facts closes what made it worth suggesting; from the diagrams, none that leaves out one of its
// facts.
TEST_P(SuggestTest, StatesNoFactThatItCanDoWithout) {
  const bool smallest = std::get<1>(GetParam()).limits.max_steps > 0;
  ForEachPlatform(
      [&](const GeneratedPlatform& generated, const std::vector<Goal>&, const std::vector<Suggestion>& suggestions) {
        for (const Suggestion& suggestion : suggestions) {
          const auto needs_all = [&](const Goal& goal) {
            for (size_t fact = 0; fact < suggestion.stated.values.size(); ++fact) {
              Statement less = suggestion.stated;
              less.values[fact] = diagram::kUnknown;
              less.numbers[fact].reset();
              if (Size(less) < Size(suggestion.stated) && Closes(generated.platform(), less, goal)) return false;
            }
            return true;
          };
          EXPECT_TRUE(std::any_of(suggestion.closes.begin(), suggestion.closes.end(), needs_all));
          if (!smallest || suggestion.expected.verdict == Verdict::kImpossible || Size(suggestion.stated) > 4) continue;
          for (size_t size = 0; size < Size(suggestion.stated); ++size) {
            generated.ForEachStatement(size, [&](const Statement& fewer) {
              const Expectation expected = ExpectationNow(generated.platform(), fewer);
              if (expected.verdict == Verdict::kImpossible) return;
              for (const Goal& goal : suggestion.closes) {
                EXPECT_FALSE(Coverage(generated.platform()).Covers(fewer, expected, goal))
                    << Describe(generated.platform(), goal);
              }
            });
          }
        }
      });
}

INSTANTIATE_TEST_SUITE_P(Families, SuggestTest,
                         testing::Combine(testing::ValuesIn(kFamilies), testing::ValuesIn(kWays)), SuggestTest::Name);

TEST(SuggestLimitsTest, StopAtSoManyCasesAndGoOnWhenAskedAgain) {
  const GeneratedPlatform generated(kFamilies[1].shape, 1);
  Coverage coverage(generated.platform());
  const SuggestLimits limits{.max_suggestions = 3};
  size_t rounds = 0;
  for (; !coverage.complete(); ++rounds) {
    ASSERT_LE(rounds, coverage.goals().size());
    EXPECT_LE(Suggest(generated.platform(), &coverage, limits).size(), 3u);
  }
  EXPECT_GT(rounds, 2u);
  EXPECT_TRUE(Suggest(generated.platform(), &coverage, limits).empty());
}

}  // namespace
}  // namespace connection_advisor::tool
