// What cases cover is what their definitions say, found by looking at every case.
#include "plugins/tool/acceptance/coverage.h"

#include <gtest/gtest.h>

#include <set>

#include "plugins/tool/acceptance/suggest.h"
#include "tests/plugins/tool/acceptance/generated_cases.h"

namespace connection_advisor::tool {
namespace {

constexpr uint64_t kSeeds = 25;

class CoverageTest : public testing::TestWithParam<Family> {};

std::set<std::string> Texts(const GeneratedPlatform& generated, const std::vector<Goal>& goals) {
  std::set<std::string> texts;
  for (const Goal& goal : goals) EXPECT_TRUE(texts.insert(generated.Text(goal)).second) << "twice";
  return texts;
}

TEST_P(CoverageTest, OfOneCaseIsWhatItsDefinitionSays) {
  size_t boundaries = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const GeneratedPlatform generated(GetParam().shape, seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 20; ++i) {
      const Statement stated = generated.DrawStatement(i / 19.0, random);
      const Expectation expected = generated.DrawExpectation(stated, random);
      Coverage coverage(generated.platform());
      const std::vector<Goal> covered = coverage.Add(stated, expected);
      ASSERT_EQ(Texts(generated, covered), generated.CoveredByDefinition(stated, expected)) << "seed " << seed;
      for (const Goal& goal : coverage.goals()) {
        ASSERT_EQ(coverage.Covers(stated, expected, goal), coverage.IsCovered(goal));
        boundaries += std::holds_alternative<BoundaryGoal>(goal) && coverage.IsCovered(goal);
      }
    }
  }
  EXPECT_GT(boundaries, 10u);
}

TEST_P(CoverageTest, OfManyCasesIsThatOfEachOfThemTogether) {
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const GeneratedPlatform generated(GetParam().shape, seed);
    std::mt19937_64 random(seed);
    Coverage coverage(generated.platform());
    std::set<std::string> expected;
    for (int i = 0; i < 10; ++i) {
      const Statement stated = generated.DrawStatement(0.6, random);
      const std::set<std::string> before = expected;
      const Expectation said = generated.DrawExpectation(stated, random);
      expected.merge(generated.CoveredByDefinition(stated, said));
      std::set<std::string> news = Texts(generated, coverage.Add(stated, said));
      for (const std::string& text : news) EXPECT_FALSE(before.contains(text));
      news.insert(before.begin(), before.end());
      ASSERT_EQ(news, expected);
    }
    std::set<std::string> all = Texts(generated, coverage.Gaps());
    EXPECT_EQ(all.size() + expected.size(), coverage.goals().size());
    all.merge(expected);
    EXPECT_EQ(all, Texts(generated, coverage.goals()));
  }
}

// All that a platform can be asked at, and nothing else, is a goal: edges that no possible case walks are none, and
// neither are boundaries that make no difference.
TEST_P(CoverageTest, HasForGoalsWhatSomeCaseCovers) {
  for (uint64_t seed = 0; seed < kSeeds / 5; ++seed) {
    const GeneratedPlatform generated(GetParam().shape, seed);
    std::set<std::string> covered;
    for (size_t size = 0; size <= generated.platform().facts.size(); ++size) {
      generated.ForEachStatement(size, [&](const Statement& stated) {
        covered.merge(generated.CoveredByDefinition(stated, ExpectationNow(generated.platform(), stated)));
      });
    }
    EXPECT_EQ(covered, Texts(generated, GoalsOf(generated.platform()))) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Families, CoverageTest, testing::ValuesIn(kFamilies),
                         [](const auto& family) { return std::string(family.param.name); });

}  // namespace
}  // namespace connection_advisor::tool
