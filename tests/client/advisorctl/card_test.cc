#include "client/advisorctl/card.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

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

TEST(Card, TheFullViewShowsTheRest) {
  const auto advice = FromJson<v1::Advice>(R"({
    "headline": "Connect.", "verdict": "VERDICT_CONNECT", "platform": "linkedin",
    "assumptions": [{"factId": "candidate.is_recruiter", "value": "false", "pivotal": true}],
    "whatIfs": [{"verdict": "VERDICT_DECLINE", "changes": [
      {"factId": "relationship.my_assessment", "from": "POSITIVE", "to": "NEGATIVE"}]}],
    "sufficientFacts": ["relationship.my_assessment"],
    "facts": [{"factId": "relationship.my_assessment", "value": "POSITIVE", "source": "FACT_SOURCE_STATED"},
              {"factId": "relationship.met_in_person", "source": "FACT_SOURCE_UNKNOWN"}],
    "plugin": {"name": "linkedin", "version": "1.0.0", "sha256": "abc"}
  })");
  const std::string card = Card(advice, Plain(100));
  EXPECT_THAT(card, HasSubstr("- DECLINE with relationship.my_assessment from POSITIVE to NEGATIVE\n"));
  EXPECT_THAT(card, HasSubstr("Enough to decide it\n  relationship.my_assessment\n"));
  EXPECT_THAT(card, HasSubstr("relationship.my_assessment = POSITIVE (stated)\n"));
  EXPECT_THAT(card, HasSubstr("relationship.met_in_person (unknown)\n"));
  EXPECT_THAT(card, HasSubstr("candidate.is_recruiter = false (another value could change the verdict)\n"));
  EXPECT_THAT(card, HasSubstr("decided by plugin linkedin 1.0.0, sha256 abc\n"));
}

}  // namespace
}  // namespace connection_advisor::client
