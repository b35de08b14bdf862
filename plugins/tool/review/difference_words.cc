#include "plugins/tool/review/difference_words.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "plugins/tool/review/words.h"

namespace connection_advisor::tool {
namespace {

using analysis::CaseChange;
using analysis::CaseOutcome;
using analysis::Condition;
using analysis::ConditionLine;
using analysis::DeclarationChange;

absl::string_view OutcomeInWords(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::kNoSuchCase:
      return "no such case";
    case CaseOutcome::kImpossible:
      return "impossible";
    default:
      return analysis::Name(outcome);
  }
}

bool IsAmong(const Condition& condition, const std::vector<Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& one) {
    return one.fact_id == condition.fact_id && one.values == condition.values;
  });
}

absl::string_view RuleInWords(const std::string& id) { return id.empty() ? absl::string_view("no rule") : id; }

}  // namespace

std::string TransitionInWords(const CaseChange& change) {
  if (change.before == change.after) return absl::StrCat(OutcomeInWords(change.before), " by another rule");
  return absl::StrCat(OutcomeInWords(change.before), " -> ", OutcomeInWords(change.after));
}

std::string CasesInWords(diagram::Count cases) {
  return absl::StrCat(CountInProse(cases), cases == 1 ? " case" : " cases");
}

std::vector<Condition> SharedConditions(const std::vector<ConditionLine>& lines) {
  std::vector<Condition> shared;
  if (lines.size() < 2) return shared;
  for (const Condition& condition : lines.front().conditions) {
    if (std::all_of(lines.begin(), lines.end(),
                    [&](const ConditionLine& line) { return IsAmong(condition, line.conditions); })) {
      shared.push_back(condition);
    }
  }
  return shared;
}

std::vector<Condition> OwnConditions(const ConditionLine& line, const std::vector<Condition>& shared) {
  std::vector<Condition> own;
  std::copy_if(line.conditions.begin(), line.conditions.end(), std::back_inserter(own),
               [&](const Condition& condition) { return !IsAmong(condition, shared); });
  return own;
}

std::string RulesInWords(const analysis::RulePair& rules) {
  if (rules.before == rules.after) return rules.before;
  return absl::StrCat(RuleInWords(rules.before), " -> ", RuleInWords(rules.after));
}

std::string ThingInWords(const DeclarationChange& change) {
  std::string thing(analysis::Name(change.subject));
  if (!change.id.empty()) absl::StrAppend(&thing, " '", change.id, "'");
  if (!change.attribute.empty()) return absl::StrCat(thing, ": ", change.attribute);
  return absl::StrCat(thing, change.before ? " is gone" : " is new");
}

}  // namespace connection_advisor::tool
