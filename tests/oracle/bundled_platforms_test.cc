// The figures that the design gives for the bundled platforms: they say that the tables were copied right.
#include "tests/oracle/bundled_platforms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/oracle/oracle.h"

namespace connection_advisor::oracle {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Asked(const Answer& answer) {
  std::vector<std::string> fact_ids;
  for (const Question& question : answer.questions) fact_ids.push_back(question.fact_id);
  return fact_ids;
}

Knowledge Stating(const Oracle& oracle, const std::vector<std::pair<std::string, int>>& values) {
  Knowledge stated = oracle.NothingKnown();
  for (const auto& [fact_id, value] : values) stated.at(FactIndex(oracle.platform(), fact_id)) = value;
  return stated;
}

// How many questions an interview takes that always asks the first one, over the cases that agree with the assumptions.
double MeanQuestions(const Oracle& oracle) {
  size_t cases = 0;
  size_t questions = 0;
  ForEachAssignment(oracle.platform(), oracle.WithAssumptions(oracle.NothingKnown()), [&](const Case& truth) {
    if (!oracle.cases().Decided(truth)) return;
    ++cases;
    Knowledge stated = oracle.NothingKnown();
    for (Answer answer = oracle.Decide(stated); !answer.questions.empty(); answer = oracle.Decide(stated)) {
      const int fact = FactIndex(oracle.platform(), answer.questions.front().fact_id);
      stated[fact] = truth[fact];
      ++questions;
    }
  });
  return static_cast<double>(questions) / static_cast<double>(cases);
}

class LinkedInTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { oracle_ = new Oracle(LinkedIn()); }
  static void TearDownTestSuite() { delete oracle_; }
  static const Oracle* oracle_;
};
const Oracle* LinkedInTest::oracle_ = nullptr;

TEST_F(LinkedInTest, HasTheCasesThatTheDesignCounts) {
  EXPECT_EQ(oracle_->cases().assignments(), 49152u);
  EXPECT_EQ(oracle_->cases().possible_cases(), 37888u);
  EXPECT_THAT(oracle_->cases().cases_by_rule(),
              ElementsAre(18944, 2368, 4032, 1008, 2688, 4424, 2016, 168, 288, 432, 1280, 240));
}

TEST_F(LinkedInTest, AsksTheEssaysOwnQuestionFirst) {
  EXPECT_THAT(
      Asked(oracle_->Decide(oracle_->NothingKnown())),
      ElementsAre("relationship.my_assessment", "invitation.personal_message", "relationship.their_assessment",
                  "relationship.met_in_person", "relationship.worked_together", "relationship.seen_their_work"));
}

TEST_F(LinkedInTest, NeedsAboutTwoQuestions) { EXPECT_NEAR(MeanQuestions(*oracle_), 1.757, 0.0005); }

TEST_F(LinkedInTest, ConnectsTheJobSeekerWithTheRecruiterAtOnce) {
  const Answer answer =
      oracle_->Decide(Stating(*oracle_, {{"candidate.is_recruiter", 1}, {"member.actively_job_seeking", 1}}));
  EXPECT_EQ(answer.verdict, Verdict::kConnect);
  EXPECT_THAT(answer.reasons, ElementsAre(Speaks{oracle_->platform().rules[1].id, false}));
  EXPECT_THAT(answer.questions, IsEmpty());
}

TEST_F(LinkedInTest, AsksFirstWhetherTheMemberIsLookingWhereARecruiterInvites) {
  const Answer answer = oracle_->Decide(Stating(*oracle_, {{"candidate.is_recruiter", 1}}));
  EXPECT_EQ(answer.verdict, Verdict::kNeedsInformation);
  EXPECT_EQ(Asked(answer).front(), "member.actively_job_seeking");
}

TEST_F(LinkedInTest, AsksTheEssaysTwoQuestionsAboutAColleague) {
  const Answer answer =
      oracle_->Decide(Stating(*oracle_, {{"relationship.met_in_person", 1}, {"relationship.worked_together", 2}}));
  ASSERT_GE(answer.questions.size(), 2u);
  EXPECT_EQ(answer.questions[0].fact_id, "relationship.my_assessment");
  EXPECT_EQ(answer.questions[1].fact_id, "relationship.their_assessment");
}

// With nothing to say about their work the verdict's diagram still has both facts in it, yet neither can change it.
TEST_F(LinkedInTest, AsksNothingThatCannotChangeTheVerdict) {
  const Answer answer = oracle_->Decide(Stating(*oracle_, {{"relationship.my_assessment", 0}}));
  EXPECT_THAT(Asked(answer), ElementsAre("invitation.personal_message"));
}

TEST_F(LinkedInTest, NeverDecidesByTheFactsThatOnlyNotesRead) {
  ForEachAssignment(oracle_->platform(), oracle_->NothingKnown(), [&](const Case& one_case) {
    Case other = one_case;
    for (size_t fact = 0; fact < other.size(); ++fact) {
      if (!oracle_->platform().facts[fact].decides) other[fact] = 1;
    }
    for (const Remark& impossible : oracle_->platform().impossible) {
      ASSERT_EQ(impossible.holds(one_case), impossible.holds(other));
    }
    for (const Rule& rule : oracle_->platform().rules) ASSERT_EQ(Holds(rule, one_case), Holds(rule, other));
  });
}

TEST(TwitterTest, NeedsAboutTwoQuestions) {
  const Oracle oracle(Twitter());
  EXPECT_EQ(oracle.cases().possible_cases(), 32u);
  EXPECT_THAT(oracle.cases().cases_by_rule(), ElementsAre(16, 8, 4, 2, 1, 1));
  EXPECT_DOUBLE_EQ(MeanQuestions(oracle), 1.9375);
}

TEST(FacebookTest, NeedsOneQuestion) {
  const Oracle oracle(Facebook());
  EXPECT_THAT(oracle.cases().cases_by_rule(), ElementsAre(2, 1, 1));
  EXPECT_DOUBLE_EQ(MeanQuestions(oracle), 1);
  EXPECT_THAT(Asked(oracle.Decide(oracle.NothingKnown())), ElementsAre("relationship.personal_friend"));
}

}  // namespace
}  // namespace connection_advisor::oracle
