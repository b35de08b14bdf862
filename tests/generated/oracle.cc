#include "tests/generated/oracle.h"

#include <algorithm>

#include "tests/generated/texts.h"

namespace connection_advisor::generated {
namespace {

oracle::Condition ConditionOf(const Condition& condition) {
  return [condition](const oracle::Case& one_case) {
    return std::any_of(condition.begin(), condition.end(), [&](const std::vector<Literal>& alternative) {
      return std::all_of(alternative.begin(), alternative.end(),
                         [&](const Literal& literal) { return (literal.values >> one_case[literal.fact] & 1) != 0; });
    });
  };
}

oracle::Fact FactOf(const Fact& fact) {
  oracle::Fact row;
  switch (fact.kind) {
    case Kind::kBoolean:
      row = oracle::Boolean(fact.id);
      break;
    case Kind::kChoice:
      row = oracle::Choice(fact.id, ChoiceValues(fact));
      break;
    case Kind::kInteger:
      row = oracle::Integer(fact.id, CutPoints(fact));
      break;
  }
  if (fact.assumption) row.assumption = static_cast<int>(*fact.assumption);
  row.decides = fact.decides;
  row.member_can_act = fact.member_can_act;
  return oracle::Own(row);
}

oracle::Verdict VerdictOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kConnect:
      return oracle::Verdict::kConnect;
    case Outcome::kMeetFirst:
      return oracle::Verdict::kMeetFirst;
    default:
      return oracle::Verdict::kDecline;
  }
}

}  // namespace

oracle::PlatformTable TableOf(const Rows& rows) {
  oracle::PlatformTable table;
  table.id = rows.platform;
  for (const Fact& fact : rows.facts) table.facts.push_back(FactOf(fact));
  for (const Rule& rule : rows.rules) {
    const oracle::Condition condition = rule.condition ? ConditionOf(*rule.condition) : nullptr;
    if (rule.outcome == Outcome::kImpossible) {
      table.impossible.push_back({rule.id, rule.id, condition});
    } else if (rule.outcome == Outcome::kNote) {
      table.notes.push_back({rule.id, rule.id, condition});
    } else {
      table.rules.push_back({rule.id, rule.id, VerdictOf(rule.outcome), condition});
    }
  }
  if (rows.would_vouch) table.would_vouch = ConditionOf(*rows.would_vouch);
  return table;
}

}  // namespace connection_advisor::generated
