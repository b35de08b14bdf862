// Which texts an advice carries, and which fields in which view.
#include "service/advice/render.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::advice {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Rendering : public testing::Test {
 protected:
  Rendering() : asked_(SmallRows()) {}

  v1::Advice AdviceOn(const std::string& text) {
    v1::AdviseRequest request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
    request.set_platform("small");
    v1::Advice advice;
    const absl::Status status = asked_.Ask(request, &advice);
    EXPECT_TRUE(status.ok()) << status;
    return advice;
  }
  // Own facts, by name.
  static std::string Facts(const std::map<std::string, std::string>& facts) {
    std::string text;
    for (const auto& [name, value] : facts) {
      absl::StrAppend(&text, "fields { key: 'small.", name, "' value { string_value: '", value, "' } } ");
    }
    return "facts { " + text + "} ";
  }

  Asked asked_;
};

TEST_F(Rendering, TakesTheWordsOfTheFirstReason) {
  const v1::Advice advice =
      AdviceOn(Facts({{"f_work", "V1"}}) + "candidate { display_name: 'Jane' } member { display_name: 'Miriam' }");
  EXPECT_EQ(advice.verdict(), v1::VERDICT_CONNECT);
  EXPECT_EQ(advice.headline(), "Connect: the rule good holds.");
  EXPECT_EQ(advice.next_step(), "Do what good says.");
  EXPECT_EQ(advice.suggested_reply(), "Hello Jane,\n\nThis is what good answers.\n\nYours,\nMiriam");
  ASSERT_EQ(advice.reasons_size(), 1);
  EXPECT_EQ(advice.reasons(0).summary(), "The rule good holds.");
  EXPECT_EQ(advice.reasons(0).rationale(), "It was drawn as good.");
  EXPECT_TRUE(advice.would_vouch());
}

TEST_F(Rendering, TakesNeutralWordsWhereNoReasonIsSure) {
  // Full or not, and whatever their work: if they have never met, it is a decline.
  const v1::Advice advice = AdviceOn(Facts({{"f_met", "false"}, {"f_limit", "false"}}));
  EXPECT_EQ(advice.verdict(), v1::VERDICT_DECLINE);
  EXPECT_EQ(advice.headline(), "Decline: what is known comes to DECLINE.");
  EXPECT_EQ(advice.next_step(), "Do what DECLINE asks for.");
  EXPECT_EQ(advice.suggested_reply(), "Hello,\n\nIn a word, DECLINE.\n\nYours");
  ASSERT_EQ(advice.reasons_size(), 2);
  EXPECT_TRUE(advice.reasons(0).tentative());
}

TEST_F(Rendering, NamesTheVerdictInTheHeadline) {
  EXPECT_EQ(AdviceOn(Facts({{"f_work", "V0"}, {"f_met", "true"}})).headline(), "Meet first: the rule met holds.");
  EXPECT_EQ(AdviceOn(Facts({{"f_work", "V2"}})).headline(), "Decline: the rule bad holds.");
}

TEST_F(Rendering, AsksTheFirstQuestionWhileUndecided) {
  const v1::Advice advice = AdviceOn("candidate { display_name: 'Jane' }");
  EXPECT_EQ(advice.verdict(), v1::VERDICT_NEEDS_INFORMATION);
  ASSERT_GT(advice.questions_size(), 0);
  const std::string& first = advice.questions(0).text();
  EXPECT_EQ(advice.next_step(), first);
  EXPECT_EQ(advice.headline(), "Not yet decided: w" + first.substr(1));
  EXPECT_THAT(advice.suggested_reply(), IsEmpty());
  EXPECT_THAT(advice.reasons(), IsEmpty());
  EXPECT_FALSE(advice.has_would_vouch());
}

TEST_F(Rendering, OffersOnlyAnswersThatLeaveACase) {
  const v1::Advice advice = AdviceOn(Facts({{"f_met", "true"}}));
  ASSERT_EQ(advice.questions_size(), 1);
  EXPECT_EQ(advice.questions(0).fact_id(), "small.f_work");
  EXPECT_EQ(advice.questions(0).values_size(), 3);

  const v1::Advice unmet = AdviceOn("");
  for (const v1::Question& question : unmet.questions()) {
    EXPECT_EQ(question.values_size(), question.fact_id() == "small.f_work" ? 3 : 2);
  }
}

TEST_F(Rendering, SuggestsNoReplyToAnInvitationOfOnesOwn) {
  const std::string good = Facts({{"f_work", "V1"}});
  EXPECT_THAT(AdviceOn(good + "invitation { direction: DIRECTION_OUTGOING }").suggested_reply(), IsEmpty());
  EXPECT_THAT(AdviceOn(good + "invitation { direction: DIRECTION_INCOMING }").suggested_reply(), HasSubstr("good"));
}

// The platform does not use the direction; an entry of `facts` says it as well as the field.
TEST_F(Rendering, TakesTheDirectionFromEitherOfItsPlaces) {
  const auto reply_where = [&](const std::string& direction) {
    return AdviceOn(
               "facts { fields { key: 'small.f_work' value { string_value: 'V1' } }"
               "        fields { key: 'invitation.direction' value { " +
               direction + " } } }")
        .suggested_reply();
  };
  EXPECT_THAT(reply_where("string_value: 'OUTGOING'"), IsEmpty());
  EXPECT_THAT(reply_where("string_value: 'DIRECTION_OUTGOING'"), IsEmpty());
  EXPECT_THAT(reply_where("string_value: 'INCOMING'"), HasSubstr("good"));
  EXPECT_THAT(reply_where("string_value: 'DIRECTION_UNSPECIFIED'"), HasSubstr("good"));
  EXPECT_THAT(reply_where("null_value: NULL_VALUE"), HasSubstr("good"));
}

TEST_F(Rendering, SuggestsNoReplyWhereTheRuleHasNone) {
  EXPECT_THAT(AdviceOn(Facts({{"f_work", "V2"}})).suggested_reply(), IsEmpty());
}

TEST_F(Rendering, ShowsThePossibleVerdictsInTheFullViewAndWhileUndecided) {
  const std::string good = Facts({{"f_work", "V1"}});
  EXPECT_EQ(AdviceOn(good).possible_verdicts_size(), 0);
  EXPECT_EQ(AdviceOn(good + "view: ADVICE_VIEW_FULL").possible_verdicts_size(), 1);
  EXPECT_EQ(AdviceOn("").possible_verdicts_size(), 3);
}

TEST_F(Rendering, ShowsTheHashInTheFullViewOnly) {
  EXPECT_THAT(AdviceOn("").plugin().sha256(), IsEmpty());
  EXPECT_EQ(AdviceOn("view: ADVICE_VIEW_FULL").plugin().sha256(), std::string(64, '0'));
  EXPECT_EQ(AdviceOn("").plugin().name(), "small");
  EXPECT_EQ(AdviceOn("").plugin().version(), "1.0.0");
}

TEST_F(Rendering, EchoesTheRequestsId) {
  EXPECT_EQ(AdviceOn("request_id: 'r-1'").request_id(), "r-1");
  EXPECT_EQ(AdviceOn("").platform(), "small");
}

TEST_F(Rendering, ListsAssumptionsThatMatterAndNotesThatHold) {
  const v1::Advice advice = AdviceOn(Facts({{"f_work", "V1"}, {"f_shy", "true"}}));
  ASSERT_EQ(advice.assumptions_size(), 1);
  EXPECT_EQ(advice.assumptions(0).fact_id(), "small.f_limit");
  EXPECT_EQ(advice.assumptions(0).value(), "false");
  ASSERT_EQ(advice.notes_size(), 1);
  EXPECT_EQ(advice.notes(0).rule_id(), "shy");
  EXPECT_EQ(AdviceOn(Facts({{"f_work", "V1"}, {"f_limit", "false"}})).assumptions_size(), 0);
  EXPECT_EQ(AdviceOn(Facts({{"f_work", "V1"}})).notes_size(), 0);
}

TEST_F(Rendering, GivesTheSameBytesForTheSameRequest) {
  for (const char* text : {"", "view: ADVICE_VIEW_FULL"}) {
    EXPECT_EQ(AdviceOn(text).SerializeAsString(), AdviceOn(text).SerializeAsString());
  }
}

// Good work of somebody who was met connects; the limit is assumed not to be reached.
TEST_F(Rendering, ExplainsInTheFullView) {
  const v1::Advice advice = AdviceOn(
      Facts({{"f_work", "V1"}}) + "view: ADVICE_VIEW_FULL relationship { met_in_person: false seen_their_work: true }");
  ASSERT_EQ(advice.what_ifs_size(), 1) << advice.DebugString();
  EXPECT_EQ(advice.what_ifs(0).ShortDebugString(),
            "changes { fact_id: \"small.f_work\" from: \"V1\" to: \"V2\" } verdict: VERDICT_DECLINE");
  EXPECT_THAT(advice.sufficient_facts(), testing::ElementsAre("small.f_work"));
  ASSERT_EQ(advice.assumptions_size(), 1);
  EXPECT_EQ(advice.assumptions(0).fact_id(), "small.f_limit");
  EXPECT_TRUE(advice.assumptions(0).pivotal());
  std::vector<std::string> facts;
  for (const v1::FactInForce& fact : advice.facts()) facts.push_back(fact.ShortDebugString());
  EXPECT_THAT(facts, testing::ElementsAre(
                         "fact_id: \"small.f_limit\" value: \"false\" source: FACT_SOURCE_ASSUMED",
                         "fact_id: \"small.f_work\" value: \"V1\" source: FACT_SOURCE_STATED",
                         "fact_id: \"small.f_met\" value: \"true\" source: FACT_SOURCE_IMPLIED",
                         "fact_id: \"small.f_shy\" value: \"false\" source: FACT_SOURCE_ASSUMED",
                         "fact_id: \"relationship.met_in_person\" value: \"false\" source: FACT_SOURCE_UNUSED",
                         "fact_id: \"relationship.seen_their_work\" value: \"true\" source: FACT_SOURCE_UNUSED"));
}

TEST_F(Rendering, LeavesExplanationsOutOfTheBasicView) {
  const v1::Advice advice = AdviceOn(Facts({{"f_work", "V1"}}));
  EXPECT_EQ(advice.what_ifs_size() + advice.sufficient_facts_size() + advice.facts_size(), 0);
  EXPECT_FALSE(advice.assumptions(0).pivotal());
  EXPECT_FALSE(advice.has_why_not());
}

TEST_F(Rendering, SaysWhatItWouldTakeForARuleInEitherView) {
  const v1::WhyNot met = AdviceOn(Facts({{"f_work", "V1"}}) + "why_not_rule: 'met'").why_not();
  EXPECT_EQ(met.summary(), "The rule met holds.");
  EXPECT_EQ(met.verdict(), v1::VERDICT_MEET_FIRST);
  ASSERT_EQ(met.changes_size(), 2);
  EXPECT_EQ(met.changes(0).ShortDebugString(), "fact_id: \"small.f_work\" from: \"V1\" to: \"V0\"");
  EXPECT_EQ(met.changes(1).ShortDebugString(), "fact_id: \"small.f_met\" to: \"true\"");
  EXPECT_TRUE(met.ruled_out()) << "good work is stated";
  EXPECT_EQ(
      AdviceOn(Facts({{"f_work", "V1"}}) + "why_not_rule: 'good' view: ADVICE_VIEW_FULL").why_not().changes_size(), 0)
      << "it decides";
  const v1::WhyNot full = AdviceOn(Facts({{"f_work", "V1"}}) + "why_not_rule: 'full'").why_not();
  EXPECT_EQ(full.changes(0).from(), "false") << "an assumption is changed too";
  EXPECT_FALSE(full.ruled_out()) << "nobody stated it";
}

}  // namespace
}  // namespace connection_advisor::advice
