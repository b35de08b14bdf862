#include "tests/answers/answers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace connection_advisor::answers {
namespace {

template <typename Reasons>
std::vector<oracle::Speaks> SpeakingOf(const Reasons& reasons) {
  std::vector<oracle::Speaks> rules;
  for (const v1::Reason& reason : reasons) rules.push_back({reason.rule_id(), reason.tentative()});
  return rules;
}

oracle::Source SourceOf(v1::FactSource source) {
  switch (source) {
    case v1::FACT_SOURCE_STATED:
      return oracle::Source::kStated;
    case v1::FACT_SOURCE_DERIVED:
      return oracle::Source::kDerived;
    case v1::FACT_SOURCE_ASSUMED:
      return oracle::Source::kAssumed;
    case v1::FACT_SOURCE_IMPLIED:
      return oracle::Source::kImplied;
    case v1::FACT_SOURCE_UNUSED:
      return oracle::Source::kUnused;
    default:
      EXPECT_EQ(source, v1::FACT_SOURCE_UNKNOWN);
      return oracle::Source::kOpen;
  }
}

}  // namespace

v1::Verdict VerdictOf(oracle::Verdict verdict) {
  switch (verdict) {
    case oracle::Verdict::kDecline:
      return v1::VERDICT_DECLINE;
    case oracle::Verdict::kMeetFirst:
      return v1::VERDICT_MEET_FIRST;
    case oracle::Verdict::kConnect:
      return v1::VERDICT_CONNECT;
    case oracle::Verdict::kNeedsInformation:
      return v1::VERDICT_NEEDS_INFORMATION;
  }
  return v1::VERDICT_UNSPECIFIED;
}

oracle::Verdict VerdictOf(v1::Verdict verdict) {
  for (const oracle::Verdict candidate : {oracle::Verdict::kDecline, oracle::Verdict::kMeetFirst,
                                          oracle::Verdict::kConnect, oracle::Verdict::kNeedsInformation}) {
    if (VerdictOf(candidate) == verdict) return candidate;
  }
  ADD_FAILURE() << "no verdict: " << v1::Verdict_Name(verdict);
  return oracle::Verdict::kNeedsInformation;
}

oracle::Answer AnswerOf(const v1::Advice& advice) {
  oracle::Answer answer;
  answer.verdict = VerdictOf(advice.verdict());
  answer.reasons = SpeakingOf(advice.reasons());
  answer.notes = SpeakingOf(advice.notes());
  for (const v1::Question& question : advice.questions()) {
    answer.questions.push_back({question.fact_id(), {question.values().begin(), question.values().end()}});
  }
  for (const v1::Assumption& assumption : advice.assumptions()) {
    answer.assumptions.push_back({assumption.fact_id(), assumption.value()});
  }
  for (const v1::PossibleVerdict& possible : advice.possible_verdicts()) {
    answer.possible_verdicts.push_back({VerdictOf(possible.verdict()),
                                        possible.share_of_cases(),
                                        {possible.rule_ids().begin(), possible.rule_ids().end()}});
  }
  if (advice.has_would_vouch()) answer.would_vouch = advice.would_vouch();
  return answer;
}

void ExpectWhyNot(const oracle::Oracle& oracle, const oracle::Knowledge& stated, int rule, const v1::Advice& advice) {
  const oracle::Rule& row = oracle.platform().rules[rule];
  EXPECT_EQ(advice.why_not().rule_id(), row.id);
  EXPECT_EQ(advice.why_not().verdict(), VerdictOf(row.verdict));

  // Changes of what is known are the nearest; with those of what is unknown the rule decides, and none can be left out.
  oracle::Knowledge there = oracle.WithAssumptions(stated);
  std::vector<oracle::FactChange> changes;
  std::vector<int> settings;
  int last = -1;
  for (const v1::FactChange& change : advice.why_not().changes()) {
    const int fact = oracle::FactIndex(oracle.platform(), change.fact_id());
    ASSERT_GT(fact, last) << "not in declared order: " << change.fact_id();
    last = fact;
    const std::vector<std::string>& values = oracle.platform().facts[fact].values;
    ASSERT_EQ(change.from(), there[fact] == oracle::kUnknown ? "" : values[there[fact]]) << change.fact_id();
    if (there[fact] == oracle::kUnknown) {
      settings.push_back(fact);
    } else {
      changes.push_back({change.fact_id(), change.from(), change.to()});
    }
    there[fact] = static_cast<int>(std::find(values.begin(), values.end(), change.to()) - values.begin());
  }
  EXPECT_EQ(changes, oracle::NearestChanges(oracle, stated, rule));
  EXPECT_EQ(advice.why_not().ruled_out(), !oracle::DecidesSomewhere(oracle, stated, rule));
  EXPECT_TRUE(oracle::DecidesThroughout(oracle, there, rule)) << advice.why_not().ShortDebugString();
  for (const int fact : settings) {
    oracle::Knowledge without = there;
    without[fact] = oracle::kUnknown;
    EXPECT_FALSE(oracle::DecidesThroughout(oracle, without, rule)) << oracle.platform().facts[fact].id;
  }
}

oracle::Explanation ExplanationOf(const v1::Advice& advice) {
  oracle::Explanation explanation;
  explanation.notes = SpeakingOf(advice.notes());
  for (const v1::Assumption& assumption : advice.assumptions()) {
    if (assumption.pivotal()) explanation.pivotal.push_back(assumption.fact_id());
  }
  for (const v1::WhatIf& what_if : advice.what_ifs()) {
    oracle::WhatIf& row = explanation.what_ifs.emplace_back();
    row.verdict = VerdictOf(what_if.verdict());
    for (const v1::FactChange& change : what_if.changes()) {
      row.changes.push_back({change.fact_id(), change.from(), change.to()});
    }
  }
  explanation.sufficient_facts = {advice.sufficient_facts().begin(), advice.sufficient_facts().end()};
  for (const v1::FactInForce& fact : advice.facts()) {
    const oracle::Source source = SourceOf(fact.source());
    if (source != oracle::Source::kUnused) explanation.facts.push_back({fact.fact_id(), fact.value(), source});
  }
  return explanation;
}

}  // namespace connection_advisor::answers
