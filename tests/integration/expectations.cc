#include "tests/integration/expectations.h"

#include <algorithm>
#include <utility>

#include "gtest/gtest.h"
#include "tests/integration/requests.h"

namespace connection_advisor::integration {
namespace {

using oracle::Answer;
using oracle::Knowledge;

v1::Platform Describe(const std::string& platform, const std::shared_ptr<grpc::Channel>& channel) {
  grpc::ClientContext context;
  v1::GetPlatformRequest request;
  request.set_platform(platform);
  v1::GetPlatformResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel)->GetPlatform(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.platform();
}

}  // namespace

Judge::Judge(oracle::PlatformTable platform, const std::shared_ptr<grpc::Channel>& channel)
    : oracle_(std::move(platform)), description_(Describe(table().id, channel)) {
  for (const v1::PlatformRule& rule : description_.rules()) rules_[rule.id()] = &rule;
  for (const v1::PlatformFact& fact : description_.facts()) facts_[fact.id()] = &fact;
}

void Judge::Expect(const Knowledge& stated, const Advised& advised) const {
  SCOPED_TRACE(advised.request.ShortDebugString());
  if (!oracle_.Possible(stated)) return ExpectContradiction(stated, advised.status);
  ASSERT_TRUE(advised.status.ok()) << Described(advised.status);
  ExpectAdvice(stated, advised.request, advised.response.advice());
}

void Judge::ExpectAdvice(const Knowledge& stated, const v1::AdviseRequest& request, const v1::Advice& advice) const {
  Answer expected = oracle_.Decide(stated);
  const bool full = request.view() == v1::ADVICE_VIEW_FULL;
  const bool undecided = expected.verdict == oracle::Verdict::kNeedsInformation;
  oracle::Explanation explanation;
  if (full) {
    explanation = oracle::Explain(oracle_, stated, expected);
    expected.notes = explanation.notes;
  } else {
    explanation.notes = expected.notes;
    if (!undecided) expected.possible_verdicts.clear();
  }
  EXPECT_EQ(answers::AnswerOf(advice), expected);
  EXPECT_EQ(answers::ExplanationOf(advice), explanation);

  EXPECT_EQ(advice.platform(), table().id);
  EXPECT_EQ(advice.request_id(), request.request_id());
  EXPECT_EQ(advice.plugin().name(), description_.plugin().name());
  EXPECT_EQ(advice.plugin().version(), description_.plugin().version());
  EXPECT_EQ(advice.plugin().sha256(), full ? description_.plugin().sha256() : "");
  ExpectTexts(stated, advice);
}

void Judge::ExpectTexts(const Knowledge& stated, const v1::Advice& advice) const {
  EXPECT_FALSE(advice.headline().empty());
  EXPECT_EQ(advice.headline().find('\n'), std::string::npos);
  EXPECT_FALSE(advice.next_step().empty());
  for (const v1::Reason& reason : advice.reasons()) ExpectRuleTexts(reason);
  for (const v1::Reason& note : advice.notes()) ExpectRuleTexts(note);
  for (const v1::Question& question : advice.questions()) {
    ASSERT_TRUE(facts_.contains(question.fact_id()));
    EXPECT_EQ(question.text(), facts_.at(question.fact_id())->question());
  }

  if (advice.verdict() == v1::VERDICT_NEEDS_INFORMATION) {
    ASSERT_FALSE(advice.questions().empty());
    EXPECT_EQ(advice.next_step(), advice.questions(0).text());
    EXPECT_EQ(advice.suggested_reply(), "");
    return;
  }
  ASSERT_FALSE(advice.reasons().empty());
  if (!advice.reasons(0).tentative()) {
    EXPECT_EQ(advice.next_step(), rules_.at(advice.reasons(0).rule_id())->next_step());
  }
  const int direction = oracle::FactIndex(table(), "invitation.direction");
  const int outgoing = 1;
  if (!table().replies || (direction >= 0 && oracle_.WithAssumptions(stated)[direction] == outgoing)) {
    EXPECT_EQ(advice.suggested_reply(), "");
  }
}

void Judge::ExpectRuleTexts(const v1::Reason& reason) const {
  ASSERT_TRUE(rules_.contains(reason.rule_id())) << reason.rule_id();
  EXPECT_FALSE(reason.summary().empty());
  EXPECT_FALSE(reason.rationale().empty());
  EXPECT_EQ(reason.summary(), rules_.at(reason.rule_id())->summary());
  EXPECT_EQ(reason.rationale(), rules_.at(reason.rule_id())->rationale());
}

void Judge::ExpectContradiction(const Knowledge& stated, const grpc::Status& status) const {
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  Knowledge named = oracle_.NothingKnown();
  for (const auto& violation : ViolationsIn(status)) {
    EXPECT_FALSE(violation.description().empty());
    const int fact = oracle::FactIndex(table(), FactOfField(table().id, violation.field()));
    ASSERT_GE(fact, 0) << violation.field();
    ASSERT_NE(stated[fact], oracle::kUnknown) << violation.field() << " was not stated";
    named[fact] = stated[fact];
  }
  EXPECT_FALSE(oracle_.Possible(named)) << "the fields named do not contradict each other";
  for (size_t i = 0; i < named.size(); ++i) {
    Knowledge without = named;
    without[i] = oracle::kUnknown;
    EXPECT_TRUE(named[i] == oracle::kUnknown || oracle_.Possible(without)) << "not needed: " << table().facts[i].id;
  }

  // Whatever the other facts are, one of the rules named rules it out.
  const std::string details = ErrorInfoOf(status).ShortDebugString();
  oracle::ForEachAssignment(table(), named, [&](const oracle::Case& one_case) {
    EXPECT_TRUE(std::any_of(
        table().impossible.begin(), table().impossible.end(),
        [&](const oracle::Remark& rule) { return rule.holds(one_case) && details.find(rule.id) != std::string::npos; }))
        << "not the rules behind it: " << details;
  });
}

}  // namespace connection_advisor::integration
