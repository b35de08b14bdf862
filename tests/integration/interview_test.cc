// Questions, asked and answered: an interview comes to its end, an answer does what it says, and knowing more does not
// overturn what was decided.
#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using oracle::Case;
using oracle::Knowledge;
using oracle::kUnknown;

using InterviewTest = ServedPlatformTest;

// The possible cases that agree with what is assumed when nothing is known.
std::vector<Case> Truths(const oracle::Oracle& oracle) {
  std::vector<Case> truths;
  oracle::ForEachAssignment(oracle.platform(), oracle.WithAssumptions(oracle.NothingKnown()), [&](const Case& truth) {
    if (oracle.cases().Decided(truth)) truths.push_back(truth);
  });
  return truths;
}

// Answers the first question with the truth, in the words of the question, until there is none. The number of answers.
int Interview(const Judge& judge, const std::shared_ptr<grpc::Channel>& channel, const Case& truth) {
  v1::AdviseRequest request = RequestTo(judge.table().id);
  for (int answers = 0; answers <= static_cast<int>(judge.table().facts.size()); ++answers) {
    const Advised advised = Advise(channel, request);
    EXPECT_TRUE(advised.status.ok()) << advised.status.error_message() << "\n" << request.ShortDebugString();
    const v1::Advice& advice = advised.response.advice();
    if (advice.verdict() != v1::VERDICT_NEEDS_INFORMATION) {
      EXPECT_EQ(advice.verdict(), VerdictOf(*judge.oracle().cases().Decided(truth))) << request.ShortDebugString();
      return answers;
    }
    if (advice.questions().empty()) break;
    const v1::Question& question = advice.questions(0);
    const int fact = oracle::FactIndex(judge.table(), question.fact_id());
    const std::string& answer = judge.table().facts[fact].values[truth[fact]];
    EXPECT_THAT(question.values(), testing::Contains(answer)) << request.ShortDebugString();
    (*request.mutable_facts()->mutable_fields())[question.fact_id()].set_string_value(answer);
  }
  ADD_FAILURE() << "the interview does not end: " << request.ShortDebugString();
  return 0;
}

TEST_P(InterviewTest, EndsWithTheTrueVerdictAfterFewQuestions) {
  const std::vector<Case> truths = Truths(judge().oracle());
  int answers = 0;
  for (const Case& truth : truths) {
    answers += Interview(judge(), channel(), truth);
    if (HasFailure()) return;
  }
  const Knowledge initially = judge().oracle().WithAssumptions(judge().oracle().NothingKnown());
  EXPECT_EQ(answers, judge().oracle().knowledge().Effort(initially)) << "not the fewest questions";
}

TEST_P(InterviewTest, TakesEveryValueOfEveryFactBackAsItStands) {
  for (const v1::PlatformFact& described : judge().description().facts()) {
    const int index = oracle::FactIndex(judge().table(), described.id());
    ASSERT_GE(index, 0) << described.id();
    const oracle::Fact& fact = judge().table().facts[index];
    ASSERT_EQ(described.values_size(), static_cast<int>(fact.values.size()));
    for (int value = 0; value < described.values_size(); ++value) {
      Knowledge stated = judge().oracle().NothingKnown();
      stated[index] = value;
      v1::AdviseRequest request = RequestTo(judge().table().id);
      (*request.mutable_facts()->mutable_fields())[described.id()].set_string_value(described.values(value));
      const Advised entry = Advise(channel(), request);
      const Advised field = Advise(channel(), Plainly(judge().table(), stated));
      judge().Expect(stated, entry);
      EXPECT_EQ(entry.response.SerializeAsString(), field.response.SerializeAsString()) << request.ShortDebugString();
    }
  }
}

// Facts become known one by one, in any order. A verdict stands from then on, as long as nothing that was assumed is
// stated otherwise or becomes impossible.
TEST_P(InterviewTest, KeepsAVerdictThatMoreFactsCannotOverturn) {
  Random random(7);
  std::vector<Knowledge> steps;
  std::vector<bool> may_change;
  for (int chain = 0; chain < 400; ++chain) {
    const Case truth = RandomCase(judge().table(), random);
    std::vector<size_t> order(truth.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    Knowledge known = judge().oracle().NothingKnown();
    Knowledge before = judge().oracle().WithAssumptions(known);
    steps.push_back(known);
    may_change.push_back(true);
    for (const size_t fact : order) {
      known[fact] = truth[fact];
      const Knowledge after = judge().oracle().WithAssumptions(known);
      bool overturned = false;
      for (size_t i = 0; i < truth.size(); ++i) overturned |= before[i] != kUnknown && before[i] != after[i];
      steps.push_back(known);
      may_change.push_back(overturned);
      before = after;
    }
  }

  std::vector<v1::Verdict> verdicts(steps.size());
  AdviseAll(
      channel(), steps.size(), [&](size_t i) { return Plainly(judge().table(), steps[i]); },
      [&](size_t i, const Advised& advised) {
        EXPECT_TRUE(advised.status.ok()) << advised.status.error_message();
        verdicts[i] = advised.response.advice().verdict();
      });
  int kept = 0;
  for (size_t i = 1; i < steps.size(); ++i) {
    if (may_change[i] || verdicts[i - 1] == v1::VERDICT_NEEDS_INFORMATION) continue;
    EXPECT_EQ(verdicts[i], verdicts[i - 1]) << Plainly(judge().table(), steps[i]).ShortDebugString();
    ++kept;
  }
  EXPECT_GT(kept, 100);
}

FOR_EVERY_PLATFORM(InterviewTest);

}  // namespace
}  // namespace connection_advisor::integration
