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

}  // namespace
}  // namespace connection_advisor::oracle
