// Platforms with more states of knowledge than are tabulated, and more cases than can be looked at: against the rules
// themselves, evaluated row by row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "service/advice/decide.h"
#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/service/advice/answers.h"

namespace connection_advisor::advice {
namespace {

using generated::Outcome;
using generated::Rows;
using generated::Values;

constexpr generated::Shape kOrdered = generated::SixtyFacts(/*shuffled=*/false);
constexpr generated::Shape kWithEverything = {.facts = 60,
                                              .note_facts = 2,
                                              .rules = 100,
                                              .impossible = 4,
                                              .notes = 4,
                                              .window = 12,
                                              .assumed_of_ten = 2,
                                              .would_vouch = true};

Values DrawCase(const Rows& rows, std::mt19937_64& random) {
  Values values;
  for (const generated::Fact& fact : rows.facts) values.push_back(static_cast<uint8_t>(random() % fact.value_count));
  return values;
}

// What every case that agrees with the known values comes to, by its values of the facts that decide; nothing where it
// is impossible.
std::map<Values, std::optional<uint32_t>> DecidedBy(const Rows& rows, const Values& known) {
  std::map<Values, std::optional<uint32_t>> decided;
  Values values = known;
  const auto complete = [&](const auto& next, size_t fact) -> void {
    if (fact == values.size()) {
      decided[values] = DecidingRule(rows, values);
    } else if (known[fact] != diagram::kUnknown) {
      next(next, fact + 1);
    } else if (!rows.facts[fact].decides) {
      values[fact] = static_cast<uint8_t>(*rows.facts[fact].assumption);
      next(next, fact + 1);
    } else {
      for (values[fact] = 0; values[fact] < rows.facts[fact].value_count; ++values[fact]) next(next, fact + 1);
    }
  };
  complete(complete, 0);
  return decided;
}

// The outcome, impossible included, of each of these cases.
Outcome OutcomeOf(const Rows& rows, const std::optional<uint32_t>& rule) {
  return rule ? rows.rules[*rule].outcome : Outcome::kImpossible;
}

// The facts, unknown in `known`, of which two values lead to two different outcomes, all else being equal; outcomes
// that are impossible included, or not.
std::vector<uint32_t> FactsThatMatter(const Rows& rows, const Values& known, bool with_impossible) {
  const std::map<Values, std::optional<uint32_t>> decided = DecidedBy(rows, known);
  std::vector<uint32_t> facts;
  for (uint32_t fact = 0; fact < known.size(); ++fact) {
    if (known[fact] != diagram::kUnknown || !rows.facts[fact].decides) continue;
    std::map<Values, std::set<Outcome>> outcomes;
    for (const auto& [values, rule] : decided) {
      if (!rule && !with_impossible) continue;
      Values others = values;
      others[fact] = diagram::kUnknown;
      outcomes[others].insert(OutcomeOf(rows, rule));
    }
    if (std::any_of(outcomes.begin(), outcomes.end(), [](const auto& row) { return row.second.size() > 1; })) {
      facts.push_back(fact);
    }
  }
  return facts;
}

class LargePlatforms : public testing::TestWithParam<generated::Shape> {
 protected:
  LargePlatforms() : rows_(Lawful(Draw(GetParam(), /*seed=*/7))), asked_(rows_) {}

  const platform::Platform& platform() const { return asked_.platform(); }

  const Rows rows_;
  Asked asked_;
  DecideScratch scratch_;
  Decision decision_;
  std::mt19937_64 random_{1};
};

TEST_P(LargePlatforms, HaveMoreStatesThanAreTabulated) {
  EXPECT_GT(rows_.rules.size(), 80u) << "few of the rules are dead";
  EXPECT_FALSE(platform().knowledge.has_value());
}

TEST_P(LargePlatforms, DecideEveryCaseByTheRuleThatTheRowsSay) {
  for (int i = 0; i < 50'000; ++i) {
    const Values values = DrawCase(rows_, random_);
    const std::optional<uint32_t> rule = DecidingRule(rows_, values);
    const int32_t leaf = rule ? platform::DecisionLeaf(*rule) : 0;
    ASSERT_EQ(platform().forest.Walk(platform().decision, values.data()), leaf) << i;
    if (i % 10 != 0) continue;
    ASSERT_EQ(Decide(platform(), values.data(), scratch_, &decision_), rule.has_value());
    ASSERT_TRUE(!rule || decision_.deciding == RuleSet().set(*rule));
  }
}

TEST_P(LargePlatforms, DecideByEachRuleSomewhere) {
  for (const generated::Example& example : rows_.examples) {
    ASSERT_TRUE(Decide(platform(), example.values.data(), scratch_, &decision_));
    EXPECT_TRUE(decision_.deciding.test(*DecidingRule(rows_, example.values)));
    EXPECT_TRUE(!Decides(rows_.rules[example.rule]) || decision_.deciding.test(example.rule));
  }
}

TEST_P(LargePlatforms, CountAndNameWhatTheOpenCasesDecide) {
  for (int i = 0; i < 60; ++i) {
    Values known = DrawCase(rows_, random_);
    for (int open = 0; open < 6; ++open) known[random_() % 60] = diagram::kUnknown;
    const bool possible = Decide(platform(), known.data(), scratch_, &decision_);
    Values in_force(decision_.values.begin(), decision_.values.begin() + static_cast<std::ptrdiff_t>(known.size()));
    if (!possible) in_force = known;

    std::map<Outcome, diagram::Count> cases;
    RuleSet deciding;
    for (const auto& [values, rule] : DecidedBy(rows_, in_force)) {
      if (!rule) continue;
      ++cases[rows_.rules[*rule].outcome];
      deciding.set(*rule);
    }
    ASSERT_EQ(possible, deciding.any());
    if (!possible) continue;
    EXPECT_EQ(decision_.deciding, deciding);
    EXPECT_EQ(decision_.verdict.has_value(), cases.size() == 1);
    std::vector<PossibleVerdict> verdicts;
    CountPossibleVerdicts(platform(), decision_, scratch_, &verdicts);
    ASSERT_EQ(verdicts.size(), cases.size());
    for (const PossibleVerdict& verdict : verdicts) {
      EXPECT_TRUE(verdict.cases == cases[static_cast<Outcome>(verdict.verdict)]);
    }
  }
}

TEST_P(LargePlatforms, AskForTheFactsThatMatter) {
  int undecided = 0;
  for (int i = 0; i < 100; ++i) {
    Values known = DrawCase(rows_, random_);
    for (int open = 0; open < 8; ++open) known[random_() % 60] = diagram::kUnknown;
    if (!Decide(platform(), known.data(), scratch_, &decision_)) continue;
    std::vector<uint32_t> reported;
    for (uint32_t fact = 0; fact < known.size(); ++fact) {
      if (decision_.assumptions_to_report.test(fact)) reported.push_back(fact);
    }
    std::vector<uint32_t> matter = FactsThatMatter(rows_, known, /*with_impossible=*/true);
    std::erase_if(matter, [&](uint32_t fact) { return !decision_.assumed.test(fact); });
    EXPECT_EQ(reported, matter);

    const Values in_force(decision_.values.begin(),
                          decision_.values.begin() + static_cast<std::ptrdiff_t>(known.size()));
    if (decision_.verdict) {
      EXPECT_THAT(decision_.questions, testing::IsEmpty());
      continue;
    }
    EXPECT_THAT(decision_.questions,
                testing::IsSupersetOf(FactsThatMatter(rows_, in_force, /*with_impossible=*/false)));
    EXPECT_THAT(decision_.questions, testing::IsSubsetOf(FactsThatMatter(rows_, in_force, /*with_impossible=*/true)));
    EXPECT_THAT(decision_.questions, testing::Not(testing::IsEmpty()));
    ++undecided;
  }
  EXPECT_GT(undecided, 10);
}

TEST_P(LargePlatforms, SayThatTheOrderOfQuestionsIsEstimated) {
  v1::GetPlatformRequest request;
  request.set_platform(platform().id);
  v1::GetPlatformResponse response;
  const platform::PlatformSet set({std::make_shared<platform::Platform>(platform())});
  ASSERT_TRUE(GetPlatform(set, request, &response).ok());
  EXPECT_EQ(response.platform().question_order(), v1::QUESTION_ORDER_ESTIMATED);
}

INSTANTIATE_TEST_SUITE_P(SixtyFacts, LargePlatforms, testing::Values(kOrdered, kWithEverything),
                         [](const auto& shape) { return shape.index == 0 ? "Ordered" : "WithEverything"; });

}  // namespace
}  // namespace connection_advisor::advice
