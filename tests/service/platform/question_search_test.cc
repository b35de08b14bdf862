#include "service/platform/question_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/service/platform/direct_knowledge.h"

namespace connection_advisor::platform {
namespace {

using diagram::Builder;
using diagram::Domain;
using diagram::Generator;
using diagram::kUnknown;
using diagram::Reference;
using ::testing::ElementsAre;

constexpr uint32_t kAsManyAsItTakes = 100'000'000;
constexpr uint32_t kNone = 0;

// A verdict and what is known, as Decide hands it over.
struct Setting {
  explicit Setting(Generator& generator)
      : domain(generator.SmallDomain(2, 5)),
        verdict(GeneratedVerdict(generator, domain)),
        known(generator.OneIn(3) ? Assignment(domain.variable_count(), kUnknown) : generator.PartialAssignment(domain)),
        frozen(FrozenVerdict(generator, verdict)),
        builder(domain.value_counts(), {frozen.forest.order().begin(), frozen.forest.order().end()}),
        restricted(builder.Import(frozen.forest, frozen.roots.front(), known.data())) {}

  std::vector<uint32_t> Search(QuestionSearchScratch& scratch, uint32_t max_steps) {
    return SearchQuestions(builder, restricted, builder.Support(restricted), scratch, max_steps);
  }

  Domain domain;
  Table verdict;
  Assignment known;
  diagram::FrozenFunctions frozen;
  Builder builder;
  Reference restricted;
};

// Calls `look(setting, direct)` with what is undecided.
template <typename Look>
void ForEachUndecided(Look look) {
  Generator generator(90);
  int undecided = 0;
  for (uint32_t round = 0; round < 600 && !testing::Test::HasFailure(); ++round) {
    Setting setting(generator);
    DirectKnowledge direct(setting.verdict);
    if (std::popcount(direct.Outcomes(setting.known)) < 2) continue;
    SCOPED_TRACE(testing::Message() << "round " << round);
    look(setting, direct);
    ++undecided;
  }
  EXPECT_GT(undecided, 200);
}

TEST(SearchQuestionsTest, AsksTheBestQuestionFirstWhereItMayLookAsFarAsItTakes) {
  QuestionSearchScratch scratch;
  ForEachUndecided([&](Setting& setting, DirectKnowledge& direct) {
    const auto first = static_cast<uint8_t>(setting.Search(scratch, kAsManyAsItTakes).front());
    const auto best = direct.Questions(setting.known).front();
    EXPECT_EQ(direct.EffortAfterAsking(setting.known, first), direct.EffortAfterAsking(setting.known, best));
  });
}

TEST(SearchQuestionsTest, AsksForAllThatTheVerdictDependsOnAndNothingElse) {
  QuestionSearchScratch scratch;
  ForEachUndecided([&](Setting& setting, DirectKnowledge& direct) {
    std::vector<uint32_t> expected;
    for (uint32_t fact = 0; fact < setting.domain.variable_count(); ++fact) {
      if (setting.known[fact] == kUnknown && direct.DependsOn(setting.known, fact)) expected.push_back(fact);
    }
    for (const uint32_t steps : {kNone, 30u, kMaxQuestionSteps}) {
      EXPECT_THAT(setting.Search(scratch, steps), testing::UnorderedElementsAreArray(expected)) << steps << " steps";
    }
  });
}

TEST(SearchQuestionsTest, GivesTheSameWhateverWasSearchedBefore) {
  QuestionSearchScratch used;
  ForEachUndecided([&](Setting& setting, DirectKnowledge&) {
    QuestionSearchScratch fresh;
    for (const uint32_t steps : {kNone, 30u, kMaxQuestionSteps}) {
      EXPECT_EQ(setting.Search(used, steps), setting.Search(fresh, steps));
    }
  });
}

// Each of the first two halves what is open; the third settles a quarter of it.
TEST(SearchQuestionsTest, GoesByTheEntropyThatIsLeftWhereItMayNotLookAhead) {
  const Domain domain({2, 2, 2});
  const Table verdict = diagram::Tabulate(domain, [](const Assignment& values) {
    if (values[2] == 1) return values[0] == 1 && values[1] == 1 ? 3 : 1;
    return values[0] == 1 ? 3 : 1;
  });
  Generator generator(91);
  Builder builder(domain.value_counts(), {2, 1, 0});
  const Reference root = Generator::Build(builder, verdict, {0, 1, 2});
  QuestionSearchScratch scratch;
  EXPECT_THAT(SearchQuestions(builder, root, builder.Support(root), scratch, kNone), ElementsAre(0, 1, 2));
}

// Two facts tell nothing alone, and together all: the entropy sees that only one step ahead.
TEST(SearchQuestionsTest, FindsFactsThatHelpOnlyTogetherByLookingAhead) {
  const Domain domain({2, 2, 3, 2});
  const Table verdict = diagram::Tabulate(domain, [](const Assignment& values) {
    if (values[1] != values[3]) return 1;
    return values[2] == 2 && values[0] == 1 ? 2 : 3;
  });
  Builder builder(domain.value_counts(), {0, 1, 2, 3});
  const Reference root = Generator::Build(builder, verdict, {0, 1, 2, 3});
  QuestionSearchScratch scratch;
  EXPECT_EQ(SearchQuestions(builder, root, builder.Support(root), scratch, kNone).front(), 2u);
  EXPECT_EQ(SearchQuestions(builder, root, builder.Support(root), scratch, kMaxQuestionSteps).front(), 1u);
}

}  // namespace
}  // namespace connection_advisor::platform
