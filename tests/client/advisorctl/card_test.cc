#include "client/advisorctl/card.h"

#include "client/advisorctl/why_not.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Terminal Plain(int columns) { return Terminal{columns, false}; }

constexpr char kDecidedCard[] = R"(Meet first: she asks for a lead, and you have not met.
  MEET_FIRST on linkedin
  You could not recommend them.

Why
  - They wrote to you in person and you have never met.
    A personal message shows effort. What you could say about their work is
    still nothing, and a lead that you pass on carries your name.
    rule personal_message

Next step
  Offer to meet.

Suggested reply
  > Dear Jane,
  >
  > glad to. Shall we have a coffee?
  >
  > Miriam

Worth knowing
  - Friendship is no professional evidence.
    rule friendship

Assumed, since nobody said otherwise
  candidate.is_recruiter = false

decided by plugin linkedin 1.0.0, request r-1
)";

TEST(Card, DecidedAdviceReadsFromTheHeadlineDown) { EXPECT_EQ(Card(MeetFirst(), Plain(80)), kDecidedCard); }

constexpr char kUndecidedCard[] = R"(Not yet decided: have you met in person?
  NEEDS_INFORMATION on linkedin

Next step
  Have you met in person?

Questions, the best first (answer with --set FACT=VALUE)
  1. Have you met in person?
     relationship.met_in_person: false | true
  2. What would you say about their work?
     relationship.my_assessment: NOTHING_TO_SAY | NEGATIVE | NEUTRAL | POSITIVE

Possible verdicts (share of open cases, no probability)
  DECLINE      62 %
    by negative, otherwise
  CONNECT      37 %
    by known
  MEET_FIRST   under 1 %
    by seen

decided by plugin linkedin 1.0.0
)";

TEST(Card, UndecidedAdviceAsksAndShowsWhatIsPossible) { EXPECT_EQ(Card(Undecided(), Plain(80)), kUndecidedCard); }

TEST(Card, NoLineIsWiderThanTheTerminal) {
  std::istringstream card(Card(MeetFirst(), Plain(40)));
  for (std::string line; std::getline(card, line);) EXPECT_LE(line.size(), 40u) << line;
}

TEST(Card, ColourOnlyWhereTheTerminalTakesIt) {
  EXPECT_THAT(Card(MeetFirst(), Plain(80)), Not(HasSubstr("\033")));
  EXPECT_THAT(Card(MeetFirst(), Terminal{80, true}), HasSubstr("\033[1;33mMEET_FIRST\033[0m"));
}

TEST(Card, WhatAServerSendsCannotTakeOverTheTerminal) {
  v1::Advice advice = MeetFirst();
  advice.set_headline("\033[2JConnect");
  advice.set_suggested_reply("Dear \033]0;x\007Jane");
  advice.set_platform("link\033edin");
  advice.set_next_step("\033[1A");
  EXPECT_THAT(Card(advice, Plain(80)), Not(HasSubstr("\033")));
}

TEST(Card, AVerdictOfANewerServerIsShownByNumber) {
  v1::Advice advice = MeetFirst();
  advice.set_verdict(static_cast<v1::Verdict>(17));
  EXPECT_THAT(Card(advice, Plain(80)), HasSubstr("verdict 17"));
}

v1::Advice Full() {
  return FromJson<v1::Advice>(R"({
    "headline": "Connect.", "verdict": "VERDICT_CONNECT", "platform": "linkedin",
    "assumptions": [{"factId": "candidate.is_recruiter", "value": "false", "pivotal": true},
                    {"factId": "invitation.direction", "value": "INCOMING"}],
    "whatIfs": [{"verdict": "VERDICT_DECLINE", "changes": [
                  {"factId": "relationship.my_assessment", "from": "POSITIVE", "to": "NEGATIVE"}]},
                {"verdict": "VERDICT_MEET_FIRST", "changes": [
                  {"factId": "relationship.met_in_person", "from": "true", "to": "false"},
                  {"factId": "relationship.seen_their_work", "from": "false", "to": "true"}]}],
    "sufficientFacts": ["relationship.met_in_person", "relationship.my_assessment"],
    "facts": [{"factId": "relationship.my_assessment", "value": "POSITIVE", "source": "FACT_SOURCE_STATED"},
              {"factId": "relationship.met_in_person", "value": "true", "source": "FACT_SOURCE_DERIVED"},
              {"factId": "relationship.worked_together", "source": "FACT_SOURCE_UNKNOWN"}],
    "plugin": {"name": "linkedin", "version": "1.0.0", "sha256": "abc"}
  })");
}

constexpr char kFullCard[] = R"(Connect.
  CONNECT on linkedin

Assumed, since nobody said otherwise
  candidate.is_recruiter = false (the verdict hangs on it)
  invitation.direction = INCOMING

What would change it
  - DECLINE if relationship.my_assessment were NEGATIVE instead of POSITIVE
  - MEET_FIRST if relationship.met_in_person were false instead of true, and
    relationship.seen_their_work were true instead of false

Enough to decide it, whatever else was said
  - relationship.met_in_person = true
  - relationship.my_assessment = POSITIVE

Facts, and where they come from
  relationship.my_assessment = POSITIVE (stated)
  relationship.met_in_person = true (derived)
  relationship.worked_together (unknown)

decided by plugin linkedin 1.0.0, sha256 abc
)";

TEST(Card, TheFullViewShowsTheRest) { EXPECT_EQ(Card(Full(), Plain(80)), kFullCard); }

TEST(Card, TheFullViewSaysSoWhereNothingWouldChangeItAndWhereNothingStatedWasNeeded) {
  v1::Advice advice = Full();
  advice.clear_what_ifs();
  advice.clear_sufficient_facts();
  EXPECT_THAT(Card(advice, Plain(80)),
              HasSubstr("What would change it\n  No change of up to four of the facts that were stated.\n"));
  EXPECT_THAT(Card(advice, Plain(80)), HasSubstr("whatever else was said\n  What is assumed is enough.\n"));
  advice.set_verdict(v1::VERDICT_NEEDS_INFORMATION);
  EXPECT_THAT(Card(advice, Plain(80)), AllOf(Not(HasSubstr("What would change it")), Not(HasSubstr("Enough"))));
}

v1::Advice AskedWhyNot() {
  v1::Advice advice = MeetFirst();
  *advice.mutable_why_not() = FromJson<v1::WhyNot>(R"({
    "ruleId": "known", "summary": "You know their work.", "verdict": "VERDICT_CONNECT",
    "changes": [{"factId": "relationship.my_assessment", "from": "NEUTRAL", "to": "POSITIVE"},
                {"factId": "relationship.met_in_person", "to": "true"}]})");
  return advice;
}

constexpr char kWhyNotPage[] = R"(Meet first: she asks for a lead, and you have not met.
  MEET_FIRST on linkedin
  You could not recommend them.

Why not known, CONNECT
  You know their work.
  It would decide if
  - relationship.my_assessment were POSITIVE instead of NEUTRAL
  - relationship.met_in_person were true (nobody has said)
)";

TEST(WhyNotPage, SaysWhatItWouldTakeForTheRule) {
  EXPECT_EQ(WhyNotPage(AskedWhyNot(), Plain(80)), kWhyNotPage);
  EXPECT_THAT(Card(AskedWhyNot(), Plain(80)), HasSubstr("Why not known, CONNECT\n  You know their work.\n"));
}

TEST(WhyNotPage, WhatAServerSendsCannotTakeOverTheTerminal) {
  v1::Advice advice = AskedWhyNot();
  advice.mutable_why_not()->set_rule_id("kn\033[2Jown");
  advice.mutable_why_not()->set_summary("\033[1A");
  advice.mutable_why_not()->mutable_changes(0)->set_fact_id("\033]0;x\007");
  EXPECT_THAT(WhyNotPage(advice, Plain(80)), Not(HasSubstr("\033")));
}

TEST(WhyNotPage, SaysWhereWhatWasSaidRulesItOut) {
  v1::Advice advice = AskedWhyNot();
  advice.mutable_why_not()->set_ruled_out(true);
  EXPECT_THAT(WhyNotPage(advice, Plain(80)), HasSubstr("  What was said rules it out.\n  It would decide if\n"));
}

TEST(WhyNotPage, SaysWhereTheRuleDecides) {
  v1::Advice advice = AskedWhyNot();
  advice.mutable_why_not()->clear_changes();
  EXPECT_THAT(WhyNotPage(advice, Plain(80)), HasSubstr("  It decides as it is.\n"));
}

}  // namespace
}  // namespace connection_advisor::client
