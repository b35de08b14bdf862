#include "service/advice/render.h"

#include <string>
#include <string_view>

#include "service/advice/sentence.h"
#include "service/diagram/count.h"
#include "service/facts/contract_fields.h"
#include "service/facts/unused_facts.h"

namespace connection_advisor::advice {
namespace {

using platform::Fact;
using platform::NeutralText;
using platform::Outcome;
using platform::Platform;
using platform::Rule;

std::string_view VerdictPhrase(Outcome verdict) {
  switch (verdict) {
    case Outcome::kConnect:
      return "Connect";
    case Outcome::kMeetFirst:
      return "Meet first";
    default:
      return "Decline";
  }
}

// On a platform that does not use the direction, what the request says of it is in force.
bool IsOutgoing(const Platform& platform, const v1::AdviseRequest& request, const Decision& decision) {
  constexpr uint32_t kDirection = facts::ContractFact("invitation.direction");
  constexpr std::string_view kOutgoing = "OUTGOING";
  const int32_t fact = platform.contract[kDirection].fact;
  if (fact < 0) return facts::Stated(request, kDirection, platform.id) == kOutgoing;
  const uint8_t value = decision.values[static_cast<size_t>(fact)];
  return value != diagram::kUnknown && platform.facts[static_cast<size_t>(fact)].values[value] == kOutgoing;
}

// The headline, the next step and the reply: from the first reason if it is sure, else from the platform's neutral
// text.
void RenderDecided(const Platform& platform, const v1::AdviseRequest& request, const Decision& decision,
                   v1::Advice* advice) {
  const Outcome verdict = *decision.verdict;
  advice->set_verdict(ToVerdict(verdict));
  for (const Reason& reason : decision.reasons) RenderReason(platform, reason, advice->add_reasons());
  const NeutralText& neutral = platform.neutral[static_cast<size_t>(verdict)];
  const bool sure = !decision.reasons.front().tentative;
  const Rule& first = platform.rules[decision.reasons.front().rule];
  advice->set_headline(Headline(VerdictPhrase(verdict), sure ? first.summary : neutral.summary));
  advice->set_next_step(sure ? first.next_step : neutral.next_step);
  const std::string& reply = sure ? first.reply : neutral.reply;
  if (!reply.empty() && platform.letter && !IsOutgoing(platform, request, decision)) {
    advice->set_suggested_reply(
        Reply(*platform.letter, reply, request.candidate().display_name(), request.member().display_name()));
  }
}

void RenderUndecided(const Platform& platform, const Decision& decision, DecideScratch& scratch, v1::Advice* advice) {
  advice->set_verdict(v1::VERDICT_NEEDS_INFORMATION);
  for (const uint32_t index : decision.questions) {
    const Fact& fact = platform.facts[index];
    v1::Question* question = advice->add_questions();
    question->set_fact_id(fact.id);
    question->set_text(fact.question);
    for (size_t value = 0; value < fact.values.size(); ++value) {
      if (IsOpen(platform, decision, index, static_cast<uint8_t>(value), scratch)) {
        question->add_values(fact.values[value]);
      }
    }
  }
  const std::string& first = platform.facts[decision.questions.front()].question;
  advice->set_headline(Headline("Not yet decided", first));
  advice->set_next_step(first);
}

void RenderPossibleVerdicts(const Platform& platform, const Decision& decision, DecideScratch& scratch,
                            v1::Advice* advice) {
  std::vector<PossibleVerdict> verdicts;
  CountPossibleVerdicts(platform, decision, scratch, &verdicts);
  diagram::Count open = 0;
  for (const PossibleVerdict& verdict : verdicts) open += verdict.cases;
  for (const PossibleVerdict& verdict : verdicts) {
    v1::PossibleVerdict* row = advice->add_possible_verdicts();
    row->set_verdict(ToVerdict(verdict.verdict));
    row->set_share_of_cases(diagram::Share(verdict.cases, open));
    for (size_t rule = 0; rule < platform.rules.size(); ++rule) {
      if (decision.deciding.test(rule) && platform.rules[rule].outcome == verdict.verdict) {
        row->add_rule_ids(platform.rules[rule].id);
      }
    }
  }
}

}  // namespace

v1::Verdict ToVerdict(Outcome outcome) {
  switch (outcome) {
    case Outcome::kConnect:
      return v1::VERDICT_CONNECT;
    case Outcome::kMeetFirst:
      return v1::VERDICT_MEET_FIRST;
    case Outcome::kDecline:
      return v1::VERDICT_DECLINE;
    default:
      return v1::VERDICT_UNSPECIFIED;
  }
}

void RenderReason(const Platform& platform, Reason reason, v1::Reason* row) {
  const Rule& rule = platform.rules[reason.rule];
  row->set_rule_id(rule.id);
  row->set_summary(rule.summary);
  row->set_rationale(rule.rationale);
  row->set_tentative(reason.tentative);
}

void Render(const Platform& platform, const v1::AdviseRequest& request, const Decision& decision,
            DecideScratch& scratch, v1::Advice* advice) {
  const bool full = request.view() == v1::ADVICE_VIEW_FULL;
  if (decision.verdict) {
    RenderDecided(platform, request, decision, advice);
  } else {
    RenderUndecided(platform, decision, scratch, advice);
  }
  for (size_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (!decision.assumptions_to_report.test(fact)) continue;
    v1::Assumption* assumption = advice->add_assumptions();
    assumption->set_fact_id(platform.facts[fact].id);
    assumption->set_value(platform.facts[fact].values[decision.values[fact]]);
  }
  if (full || !decision.verdict) RenderPossibleVerdicts(platform, decision, scratch, advice);
  if (decision.would_vouch) advice->set_would_vouch(*decision.would_vouch);
  if (!full) {
    for (const uint32_t note : decision.notes) RenderReason(platform, {note, false}, advice->add_notes());
  }
  advice->set_platform(platform.id);
  advice->mutable_plugin()->set_name(platform.plugin.name);
  advice->mutable_plugin()->set_version(platform.plugin.version);
  if (full) advice->mutable_plugin()->set_sha256(platform.plugin.sha256);
  advice->set_request_id(request.request_id());
}

}  // namespace connection_advisor::advice
