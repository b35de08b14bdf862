// Explanations by the oracle, on platforms small enough to work out by hand.
#include "tests/oracle/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor::oracle {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Connects on a, meets first on b (assumed false), and declines otherwise; c contradicts a.
PlatformTable Small() {
  PlatformTable t;
  t.id = "small";
  t.facts = {Boolean("small.a"), Boolean("small.b", false), Boolean("small.c")};
  t.impossible = {{"i1", "never_a_and_c", [](const Case& c) { return c[0] && c[2]; }}};
  t.rules = {
      {"1", "a", Verdict::kConnect, [](const Case& c) { return c[0] != 0; }},
      {"2", "b", Verdict::kMeetFirst, [](const Case& c) { return c[1] != 0; }},
      {"3", "otherwise", Verdict::kDecline, nullptr},
  };
  t.notes = {{"n1", "not_c", [](const Case& c) { return !c[2]; }},
             {"n2", "b", [](const Case& c) { return c[1] != 0; }}};
  return t;
}

Explanation ExplanationOf(const PlatformTable& table, const Knowledge& stated) {
  const Oracle oracle(table);
  return Explain(oracle, stated, oracle.Decide(stated));
}

TEST(ExplanationTest, SaysWhereEachFactComesFrom) {
  EXPECT_THAT(
      ExplanationOf(Small(), {1, kUnknown, kUnknown}).facts,
      ElementsAre(FactInForce{"small.a", "true", Source::kStated}, FactInForce{"small.b", "false", Source::kAssumed},
                  FactInForce{"small.c", "false", Source::kImplied}));
  EXPECT_EQ(ExplanationOf(Small(), {0, kUnknown, kUnknown}).facts[2], (FactInForce{"small.c", "", Source::kOpen}));
}

TEST(ExplanationTest, CallsNotesTentativeThatHoldInSomeCases) {
  EXPECT_THAT(ExplanationOf(Small(), {0, kUnknown, kUnknown}).notes, ElementsAre(Speaks{"not_c", true}));
  EXPECT_THAT(ExplanationOf(Small(), {1, 1, kUnknown}).notes, ElementsAre(Speaks{"not_c", false}, Speaks{"b", false}));
  EXPECT_THAT(ExplanationOf(Small(), {0, kUnknown, 1}).notes, IsEmpty());
}

TEST(ExplanationTest, CallsAnAssumptionPivotalThatTheVerdictHangsOn) {
  EXPECT_THAT(ExplanationOf(Small(), {0, kUnknown, kUnknown}).pivotal, ElementsAre("small.b"));
  EXPECT_THAT(ExplanationOf(Small(), {1, kUnknown, kUnknown}).pivotal, IsEmpty());
  // Undecided between a and not a, whatever b is.
  EXPECT_THAT(ExplanationOf(Small(), {kUnknown, kUnknown, kUnknown}).pivotal, IsEmpty());
}

// Stating that c holds rules out a, so that b decides.
TEST(ExplanationTest, AppliesTheAssumptionsAnewWhereAnotherValueIsStated) {
  PlatformTable t = Small();
  t.facts[0].assumption = 1;
  t.facts[2].assumption = 0;
  EXPECT_THAT(ExplanationOf(t, {kUnknown, kUnknown, kUnknown}).pivotal, ElementsAre("small.a", "small.c"));
}

TEST(ExplanationTest, FindsTheFewestStatedFactsThatForceTheVerdict) {
  EXPECT_THAT(ExplanationOf(Small(), {1, 1, 0}).sufficient_facts, ElementsAre("small.a"));
  EXPECT_THAT(ExplanationOf(Small(), {0, 1, 0}).sufficient_facts, ElementsAre("small.a", "small.b"));
  // b and c would do as well: c rules a out.
  EXPECT_THAT(ExplanationOf(Small(), {0, 1, 1}).sufficient_facts, ElementsAre("small.a", "small.b"));
  EXPECT_THAT(ExplanationOf(Small(), {kUnknown, 1, 1}).sufficient_facts, ElementsAre("small.b", "small.c"));
  // b is assumed to be false, which stands.
  EXPECT_THAT(ExplanationOf(Small(), {0, kUnknown, kUnknown}).sufficient_facts, ElementsAre("small.a"));
  EXPECT_THAT(ExplanationOf(Small(), {kUnknown, 1, kUnknown}).sufficient_facts, IsEmpty()) << "undecided";
}

TEST(ExplanationTest, FindsTheSmallestChangesThatLeadToTheOtherVerdicts) {
  const FactChange a{"small.a", "false", "true"};
  const FactChange b{"small.b", "true", "false"};
  const FactChange c{"small.c", "true", "false"};
  EXPECT_THAT(ExplanationOf(Small(), {0, 1, 0}).what_ifs,
              ElementsAre(WhatIf{Verdict::kDecline, {b}}, WhatIf{Verdict::kConnect, {a}}));
  // Not through what is impossible, a and c.
  EXPECT_THAT(ExplanationOf(Small(), {0, 1, 1}).what_ifs,
              ElementsAre(WhatIf{Verdict::kDecline, {b}}, WhatIf{Verdict::kConnect, {a, c}}));
  // What is assumed does not change, and what is unknown does not help.
  EXPECT_THAT(ExplanationOf(Small(), {0, kUnknown, kUnknown}).what_ifs, ElementsAre(WhatIf{Verdict::kConnect, {a}}));
  EXPECT_THAT(ExplanationOf(Small(), {kUnknown, 1, 1}).what_ifs, ElementsAre(WhatIf{Verdict::kDecline, {b}}));
}

TEST(NearestChangesTest, LeadToTheRuleFromWhatIsStatedOrAssumed) {
  const Oracle oracle(Small());
  const Knowledge not_a = {0, kUnknown, kUnknown};
  EXPECT_THAT(NearestChanges(oracle, not_a, 0), ElementsAre(FactChange{"small.a", "false", "true"}));
  EXPECT_THAT(NearestChanges(oracle, not_a, 1), ElementsAre(FactChange{"small.b", "false", "true"}));
  EXPECT_THAT(NearestChanges(oracle, not_a, 2), IsEmpty()) << "it decides";
  EXPECT_THAT(NearestChanges(oracle, {0, 1, 1}, 0),
              ElementsAre(FactChange{"small.a", "false", "true"}, FactChange{"small.c", "true", "false"}));
  EXPECT_THAT(NearestChanges(oracle, {kUnknown, kUnknown, kUnknown}, 1),
              ElementsAre(FactChange{"small.b", "false", "true"}))
      << "and a is false, which nobody has stated";
  EXPECT_FALSE(DecidesThroughout(oracle, {kUnknown, 1, kUnknown}, 1));
  EXPECT_TRUE(DecidesThroughout(oracle, {0, 1, kUnknown}, 1));
  EXPECT_FALSE(DecidesThroughout(oracle, {1, 1, 1}, 0)) << "there is no such case";
}

TEST(ExplanationTest, PrefersChangesThatTheMemberCanBringAbout) {
  PlatformTable t = Small();
  t.rules[1] = {"2", "b_or_c", Verdict::kMeetFirst, [](const Case& one_case) { return one_case[1] || one_case[2]; }};
  const FactChange b{"small.b", "false", "true"};
  const FactChange c{"small.c", "false", "true"};
  EXPECT_THAT(ExplanationOf(t, {0, 0, 0}).what_ifs, testing::Contains(WhatIf{Verdict::kMeetFirst, {b}}));
  t.facts[2] = MemberCanAct(t.facts[2]);
  EXPECT_THAT(ExplanationOf(t, {0, 0, 0}).what_ifs, testing::Contains(WhatIf{Verdict::kMeetFirst, {c}}));
}

}  // namespace
}  // namespace connection_advisor::oracle
