#include "service/edge/difference_messages.h"

#include <string>

#include "service/diagram/count.h"

namespace connection_advisor::edge {
namespace {

using diagram::ToString;

admin::v1::Effect EffectOf(analysis::Effect effect) {
  switch (effect) {
    case analysis::Effect::kCompatible:
      return admin::v1::EFFECT_COMPATIBLE;
    case analysis::Effect::kChanged:
      return admin::v1::EFFECT_CHANGED;
    case analysis::Effect::kIncompatible:
      return admin::v1::EFFECT_INCOMPATIBLE;
  }
  return admin::v1::EFFECT_UNSPECIFIED;
}

admin::v1::CaseOutcome OutcomeOf(analysis::CaseOutcome outcome) {
  switch (outcome) {
    case analysis::CaseOutcome::kNoSuchCase:
      return admin::v1::CASE_OUTCOME_NO_SUCH_CASE;
    case analysis::CaseOutcome::kImpossible:
      return admin::v1::CASE_OUTCOME_IMPOSSIBLE;
    case analysis::CaseOutcome::kDecline:
      return admin::v1::CASE_OUTCOME_DECLINE;
    case analysis::CaseOutcome::kMeetFirst:
      return admin::v1::CASE_OUTCOME_MEET_FIRST;
    case analysis::CaseOutcome::kConnect:
      return admin::v1::CASE_OUTCOME_CONNECT;
  }
  return admin::v1::CASE_OUTCOME_UNSPECIFIED;
}

void ToMessage(const analysis::ConditionLine& line, admin::v1::ConditionLine* message) {
  message->set_cases(ToString(line.cases));
  for (const analysis::Condition& condition : line.conditions) {
    admin::v1::Condition* row = message->add_conditions();
    row->set_fact_id(condition.fact_id);
    row->mutable_values()->Assign(condition.values.begin(), condition.values.end());
  }
}

void ToMessage(const analysis::CaseChange& change, admin::v1::CaseChange* message) {
  message->set_before(OutcomeOf(change.before));
  message->set_after(OutcomeOf(change.after));
  message->set_cases(ToString(change.cases));
  for (const analysis::RulePair& pair : change.rules) {
    admin::v1::RulePair* row = message->add_rules();
    row->set_before(pair.before);
    row->set_after(pair.after);
    row->set_cases(ToString(pair.cases));
  }
  for (const analysis::ConditionLine& line : change.lines) ToMessage(line, message->add_lines());
  message->set_cases_beyond_lines(ToString(change.cases_beyond_lines));
  message->set_request_to_before(change.witness.to_before);
  message->set_request_to_after(change.witness.to_after);
}

void ToMessage(const analysis::DeclarationChange& change, admin::v1::DeclarationChange* message) {
  message->set_subject(std::string(analysis::Name(change.subject)));
  message->set_id(change.id);
  message->set_attribute(change.attribute);
  if (change.before) message->set_before(*change.before);
  if (change.after) message->set_after(*change.after);
  message->set_effect(EffectOf(change.effect));
}

void ToMessage(const analysis::PlatformDifference& difference, admin::v1::PlatformDifference* message) {
  message->set_platform(difference.platform);
  message->set_effect(EffectOf(difference.effect));
  message->set_cases(ToString(difference.cases));
  message->set_unchanged(ToString(difference.unchanged));
  for (const analysis::CaseChange& change : difference.verdict_changes)
    ToMessage(change, message->add_verdict_changes());
  for (const analysis::CaseChange& change : difference.rule_changes) ToMessage(change, message->add_rule_changes());
  for (const analysis::ConditionChange& change : difference.condition_changes) {
    admin::v1::ConditionChange* row = message->add_condition_changes();
    row->set_rule_id(change.rule_id);
    row->set_starts_to_hold(ToString(change.starts_to_hold));
    row->set_stops_holding(ToString(change.stops_holding));
  }
  for (const analysis::DeclarationChange& change : difference.declarations) {
    ToMessage(change, message->add_declarations());
  }
}

}  // namespace

void ToMessage(const analysis::PluginDifference& difference, admin::v1::PluginDifference* message) {
  message->set_effect(EffectOf(difference.effect));
  message->mutable_removed_platforms()->Assign(difference.removed.begin(), difference.removed.end());
  message->mutable_added_platforms()->Assign(difference.added.begin(), difference.added.end());
  for (const analysis::PlatformDifference& platform : difference.platforms)
    ToMessage(platform, message->add_platforms());
}

}  // namespace connection_advisor::edge
