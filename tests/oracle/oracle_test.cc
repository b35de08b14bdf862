// The oracle itself, on platforms small enough to work out by hand.
#include "tests/oracle/oracle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor::oracle {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Three booleans a, b, c. The first two rules connect on a and on b; c contradicts a.
PlatformTable Small() {
  PlatformTable t;
  t.id = "small";
  t.facts = {Boolean("small.a"), Boolean("small.b"), Boolean("small.c")};
  t.impossible = {{"i1", "never_a_and_c", [](const Case& c) { return c[0] && c[2]; }}};
  t.rules = {
      {"1", "a", Verdict::kConnect, [](const Case& c) { return c[0] != 0; }},
      {"2", "b", Verdict::kConnect, [](const Case& c) { return c[1] != 0; }},
      {"3", "c", Verdict::kMeetFirst, [](const Case& c) { return c[2] != 0; }},
      {"4", "otherwise", Verdict::kDecline, nullptr},
  };
  t.notes = {{"n1", "not_c", [](const Case& c) { return !c[2]; }}};
  t.would_vouch = [](const Case& c) { return c[0] || c[1]; };
  return t;
}

TEST(OracleTest, CountsTheOpenCasesWithoutTheImpossible) {
  const Oracle oracle(Small());
  // Six cases are possible: a and not c (2 by b) connect; of the four without a, b connects two.
  const Answer answer = oracle.Decide(oracle.NothingKnown());
  EXPECT_EQ(answer.verdict, Verdict::kNeedsInformation);
  EXPECT_THAT(answer.possible_verdicts, ElementsAre(PossibleVerdict{Verdict::kConnect, 4.0 / 6.0, {"a", "b"}},
                                                    PossibleVerdict{Verdict::kDecline, 1.0 / 6.0, {"otherwise"}},
                                                    PossibleVerdict{Verdict::kMeetFirst, 1.0 / 6.0, {"c"}}));
  EXPECT_THAT(answer.reasons, IsEmpty());
  EXPECT_THAT(answer.notes, IsEmpty());
  EXPECT_EQ(answer.would_vouch, std::nullopt);
}

// By hand: T(b unknown, c unknown | a false) asks b (4), then c where b is false (2): 6. A(a) = 0 + 6 = 6.
// A(b) = T(b true) + T(b false) = 0 + T(a,c | b false: connect, meet, decline): 3 + min(A(a) = 2, A(c) = 2 + 0) = 5.
// A(c) = T(c true: a is false, b decides: 2) + T(c false: a, b: 4 + 2 = 6) = 8. T = 6 + 5 = 11.
TEST(OracleTest, OrdersTheQuestionsByWhatIsLeftToAsk) {
  const Oracle oracle(Small());
  EXPECT_EQ(oracle.knowledge().Effort(oracle.NothingKnown()), 11u);
  EXPECT_EQ(oracle.knowledge().EffortAfterAsking(oracle.NothingKnown(), 0), 6u);
  EXPECT_EQ(oracle.knowledge().EffortAfterAsking(oracle.NothingKnown(), 1), 5u);
  EXPECT_EQ(oracle.knowledge().EffortAfterAsking(oracle.NothingKnown(), 2), 8u);
  EXPECT_THAT(oracle.Decide(oracle.NothingKnown()).questions,
              ElementsAre(Question{"small.b", {"false", "true"}}, Question{"small.a", {"false", "true"}},
                          Question{"small.c", {"false", "true"}}));
}

TEST(OracleTest, AsksNothingThatHasOneAnswerLeft) {
  const Oracle oracle(Small());
  EXPECT_THAT(oracle.Decide({kUnknown, kUnknown, 1}).questions, ElementsAre(Question{"small.b", {"false", "true"}}));
}

TEST(OracleTest, GivesAllTheRulesThatHoldThroughoutAsReasons) {
  const Oracle oracle(Small());
  const Answer answer = oracle.Decide({1, 1, kUnknown});
  EXPECT_EQ(answer.verdict, Verdict::kConnect);
  EXPECT_THAT(answer.reasons, ElementsAre(Speaks{"a", false}, Speaks{"b", false}));
  EXPECT_THAT(answer.notes, ElementsAre(Speaks{"not_c", false})) << "a rules c out";
  EXPECT_EQ(answer.would_vouch, true);
}

TEST(OracleTest, CallsReasonsTentativeWhereNoneHoldsThroughout) {
  PlatformTable t = Small();
  t.rules[2] = {"3", "not_a", Verdict::kConnect, [](const Case& c) { return !c[0]; }};
  const Oracle oracle(t);
  const Answer answer = oracle.Decide({kUnknown, 0, 0});
  EXPECT_EQ(answer.verdict, Verdict::kConnect);
  EXPECT_THAT(answer.reasons, ElementsAre(Speaks{"a", true}, Speaks{"not_a", true}));
}

TEST(OracleTest, TakesTheOtherwiseForSureWhereItAloneDecides) {
  const Oracle oracle(Small());
  EXPECT_THAT(oracle.Decide({0, 0, 0}).reasons, ElementsAre(Speaks{"otherwise", false}));
}

TEST(OracleTest, KnowsContradictions) {
  const Oracle oracle(Small());
  EXPECT_FALSE(oracle.Possible({1, kUnknown, 1}));
  EXPECT_TRUE(oracle.Possible({1, kUnknown, kUnknown}));
}

TEST(OracleTest, DropsAnAssumptionThatCannotStand) {
  PlatformTable t = Small();
  t.facts[0].assumption = 1;
  t.facts[2].assumption = 1;
  const Oracle oracle(t);
  // The first stands, so the second can't; what is stated comes before both.
  EXPECT_EQ(oracle.WithAssumptions(oracle.NothingKnown()), (Knowledge{1, kUnknown, kUnknown}));
  EXPECT_EQ(oracle.WithAssumptions({0, kUnknown, kUnknown}), (Knowledge{0, kUnknown, 1}));
  EXPECT_EQ(oracle.WithAssumptions({kUnknown, kUnknown, 1}), (Knowledge{kUnknown, kUnknown, 1}));
}

TEST(OracleTest, ListsTheAssumptionsThatMatterWithWhatIsStated) {
  PlatformTable t = Small();
  t.facts[1].assumption = 0;
  const Oracle oracle(t);
  EXPECT_THAT(oracle.Decide({0, kUnknown, 0}).assumptions, ElementsAre(FactValue{"small.b", "false"}));
  EXPECT_THAT(oracle.Decide({1, kUnknown, 0}).assumptions, IsEmpty());
}

TEST(OracleTest, ListsAnAssumptionOfWhichAnotherValueIsImpossible) {
  PlatformTable t = Small();
  t.facts[2].assumption = 0;
  const Oracle oracle(t);
  EXPECT_THAT(oracle.Decide({1, 1, kUnknown}).assumptions, ElementsAre(FactValue{"small.c", "false"}));
}

TEST(OracleTest, WritesPartsOfIntegersAsAnswersDo) {
  EXPECT_THAT(Integer("small.n", {10, 20}).values, ElementsAre("below 10", "at least 10 and below 20", "at least 20"));
}

}  // namespace
}  // namespace connection_advisor::oracle
