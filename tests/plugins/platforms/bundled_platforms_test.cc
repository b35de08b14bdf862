// The bundled plugins say what their platforms are described to say: against a restatement that shares nothing with
// them, and against the figures of the description.
#include "tests/oracle/bundled_platforms.h"

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/platforms/plugin_reader.h"

namespace connection_advisor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PlatformReader Bundled(const std::string& platform) {
  return PlatformReader(*LoadPlugin(PLUGIN_DIR "/" + platform + ".so").evaluators[0]);
}

std::vector<std::string> FactsWithFlag(const PlatformReader& platform, uint32_t flag) {
  std::vector<std::string> ids;
  for (const advisor_fact* fact : platform.facts()) {
    if ((fact->flags & flag) != 0) ids.push_back(fact->id);
  }
  return ids;
}

// The number of possible cases that each rule with a verdict decides, in rule order. Facts that only notes read do not
// count: they stay at what is assumed.
std::vector<size_t> CasesByRule(const PlatformReader& platform, size_t deciding_facts) {
  Knowledge knowledge = platform.NothingKnown();
  for (size_t i = deciding_facts; i < knowledge.size(); ++i) {
    knowledge[i] = static_cast<uint32_t>(platform.facts()[i]->assumption);
  }
  std::map<const advisor_rule*, size_t> cases;
  platform.ForEachOpenCase(knowledge, [&](const CaseValues& values) { ++cases[&platform.Decide(values)]; });
  std::vector<size_t> counts;
  for (const advisor_rule* rule : platform.rules()) {
    if (HasVerdict(*rule)) counts.push_back(cases[rule]);
  }
  return counts;
}

TEST(LinkedIn, DecidesAsManyCasesByEachRuleAsDescribed) {
  const PlatformReader linkedin = Bundled("linkedin");
  EXPECT_THAT(CasesByRule(linkedin, 12),
              ElementsAre(18944, 2368, 4032, 1008, 2688, 4424, 2016, 168, 288, 432, 1280, 240));
}

TEST(LinkedIn, MarksWhatIsFavourableAndWhatTheMemberCanActOn) {
  const PlatformReader linkedin = Bundled("linkedin");
  EXPECT_THAT(FactsWithFlag(linkedin, ADVISOR_FAVOURABLE),
              ElementsAre("relationship.met_in_person", "relationship.worked_together", "relationship.seen_their_work",
                          "invitation.personal_message", "invitation.asks_for_referral", "candidate.is_recruiter",
                          "member.actively_job_seeking"));
  EXPECT_THAT(FactsWithFlag(linkedin, ADVISOR_MEMBER_CAN_ACT),
              ElementsAre("relationship.met_in_person", "relationship.worked_together", "relationship.seen_their_work",
                          "member.connection_count"));
}

TEST(Twitter, IsDecidedByEachReasonAlone) {
  const PlatformReader twitter = Bundled("twitter");
  EXPECT_THAT(CasesByRule(twitter, 5), ElementsAre(16, 8, 4, 2, 1, 1));
  EXPECT_THAT(FactsWithFlag(twitter, ADVISOR_FAVOURABLE),
              ElementsAre("affinity.same_profession", "affinity.profession_of_interest", "candidate.renowned_in_field",
                          "affinity.shared_passion", "affinity.fits_purpose"));
  EXPECT_THAT(FactsWithFlag(twitter, ADVISOR_MEMBER_CAN_ACT), IsEmpty());
}

TEST(Twitter, CallsNothingCloseToTheLimitThatIsBeyondIt) {
  const PlatformReader twitter = Bundled("twitter");
  const advisor_parameter& near_limit = twitter.evaluator().parameters[0];
  ASSERT_STREQ(near_limit.id, "followed_near_limit");
  EXPECT_THAT(twitter.RuleById("near_follow_limit").summary, HasSubstr("close to the 5,000"));
  EXPECT_LE(near_limit.maximum, 5'000);
}

TEST(Facebook, IsForFriends) {
  const PlatformReader facebook = Bundled("facebook");
  EXPECT_THAT(CasesByRule(facebook, 2), ElementsAre(2, 1, 1));
  EXPECT_THAT(FactsWithFlag(facebook, ADVISOR_FAVOURABLE), IsEmpty());
  EXPECT_THAT(FactsWithFlag(facebook, ADVISOR_MEMBER_CAN_ACT), ElementsAre("member.connection_count"));
}

oracle::PlatformTable TableOf(const std::string& platform) {
  for (const oracle::PlatformTable& table : {oracle::LinkedIn(), oracle::Twitter(), oracle::Facebook()}) {
    if (table.id == platform) return table;
  }
  return {};
}

class Restated : public testing::TestWithParam<std::string> {
 protected:
  const oracle::PlatformTable table_ = TableOf(GetParam());
  const PlatformReader platform_ = Bundled(GetParam());

  std::vector<const advisor_rule*> RulesWith(bool (*wanted)(uint32_t outcome)) const {
    std::vector<const advisor_rule*> rules;
    for (const advisor_rule* rule : platform_.rules()) {
      if (wanted(rule->outcome)) rules.push_back(rule);
    }
    return rules;
  }
};

TEST_P(Restated, HasTheSameFactsInTheSameOrder) {
  EXPECT_EQ(platform_.evaluator().significance, static_cast<uint32_t>(table_.significance));
  ASSERT_EQ(platform_.facts().size(), table_.facts.size());
  for (size_t i = 0; i < table_.facts.size(); ++i) {
    const advisor_fact& fact = *platform_.facts()[i];
    const oracle::Fact& restated = table_.facts[i];
    EXPECT_EQ(fact.id, restated.id);
    EXPECT_EQ(ValueCount(fact), restated.values.size()) << fact.id;
    EXPECT_EQ(fact.assumption, restated.assumption.value_or(ADVISOR_NO_ASSUMPTION)) << fact.id;
  }
}

TEST_P(Restated, CutsNumbersAtTheDefaultOfAParameter) {
  const advisor_evaluator& evaluator = platform_.evaluator();
  ASSERT_EQ(evaluator.parameter_count, 1u);
  for (size_t i = 0; i < table_.facts.size(); ++i) {
    const advisor_fact& fact = *platform_.facts()[i];
    if (fact.kind != ADVISOR_INTEGER) continue;
    ASSERT_EQ(fact.cut_point_count, 1u);
    EXPECT_STREQ(fact.cut_points[0].parameter, evaluator.parameters[0].id);
    EXPECT_THAT(table_.facts[i].cut_points, ElementsAre(evaluator.parameters[0].default_value));
  }
}

// Not just the decision: every single condition is the same function.
TEST_P(Restated, HasTheSameConditionsInTheSameOrder) {
  const auto impossible = RulesWith([](uint32_t outcome) { return outcome == ADVISOR_IMPOSSIBLE; });
  const auto deciding = RulesWith([](uint32_t o) { return o != ADVISOR_IMPOSSIBLE && o != ADVISOR_NOTE; });
  const auto notes = RulesWith([](uint32_t outcome) { return outcome == ADVISOR_NOTE; });
  ASSERT_EQ(impossible.size(), table_.impossible.size());
  ASSERT_EQ(deciding.size(), table_.rules.size());
  ASSERT_EQ(notes.size(), table_.notes.size());

  platform_.ForEachAssignment(platform_.NothingKnown(), [&](const CaseValues& values) {
    const oracle::Case restated(values.begin(), values.end());
    for (size_t i = 0; i < impossible.size(); ++i) {
      ASSERT_EQ(platform_.Holds(*impossible[i], values), table_.impossible[i].holds(restated)) << impossible[i]->id;
    }
    for (size_t i = 0; i < deciding.size(); ++i) {
      ASSERT_EQ(platform_.Holds(*deciding[i], values), oracle::Holds(table_.rules[i], restated)) << deciding[i]->id;
    }
    for (size_t i = 0; i < notes.size(); ++i) {
      ASSERT_EQ(platform_.Holds(*notes[i], values), table_.notes[i].holds(restated)) << notes[i]->id;
    }
    const advisor_condition vouch = platform_.evaluator().would_vouch;
    ASSERT_EQ(vouch != nullptr, table_.would_vouch != nullptr);
    if (vouch != nullptr) {
      ASSERT_EQ(platform_.Holds(vouch, values), table_.would_vouch(restated));
    }
  });
}

TEST_P(Restated, HasTheSameIdsAndVerdicts) {
  const auto deciding = RulesWith([](uint32_t o) { return o != ADVISOR_IMPOSSIBLE && o != ADVISOR_NOTE; });
  ASSERT_EQ(deciding.size(), table_.rules.size());
  const std::map<oracle::Verdict, uint32_t> outcomes = {{oracle::Verdict::kDecline, ADVISOR_DECLINE},
                                                        {oracle::Verdict::kMeetFirst, ADVISOR_MEET_FIRST},
                                                        {oracle::Verdict::kConnect, ADVISOR_CONNECT}};
  for (size_t i = 0; i < deciding.size(); ++i) {
    EXPECT_EQ(deciding[i]->id, table_.rules[i].id);
    EXPECT_EQ(deciding[i]->outcome, outcomes.at(table_.rules[i].verdict)) << deciding[i]->id;
  }
}

INSTANTIATE_TEST_SUITE_P(Bundled, Restated, testing::Values("linkedin", "twitter", "facebook"),
                         [](const auto& test) { return test.param; });

TEST(Replies, BelongToLinkedInAlone) {
  for (const char* platform : {"twitter", "facebook"}) {
    const PlatformReader reader = Bundled(platform);
    EXPECT_EQ(reader.evaluator().letter, nullptr);
    for (const advisor_rule* rule : reader.rules()) EXPECT_EQ(rule->reply, nullptr) << rule->id;
  }
  const PlatformReader linkedin = Bundled("linkedin");
  for (const advisor_rule* rule : linkedin.rules()) {
    // An outgoing invitation has nothing to reply to.
    const bool replies = HasVerdict(*rule) && std::string(rule->id) != "outgoing_invitation";
    EXPECT_EQ(rule->reply != nullptr, replies) << rule->id;
  }
}

}  // namespace
}  // namespace connection_advisor
