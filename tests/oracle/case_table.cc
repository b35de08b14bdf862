#include "tests/oracle/case_table.h"

#include <algorithm>

namespace connection_advisor::oracle {
namespace {

constexpr int16_t kImpossible = -1;

int16_t Decide(const PlatformTable& platform, const Case& one_case) {
  for (const Remark& impossible : platform.impossible) {
    if (impossible.holds(one_case)) return kImpossible;
  }
  int16_t rule = 0;
  while (!Holds(platform.rules[rule], one_case)) ++rule;
  return rule;
}

void Visit(const PlatformTable& platform, const Knowledge& known, size_t fact, Case& one_case,
           const std::function<void(const Case&)>& visit) {
  if (fact == known.size()) return visit(one_case);
  const int values = static_cast<int>(platform.facts[fact].values.size());
  const bool open = known[fact] == kUnknown && platform.facts[fact].decides;
  const int first = open || known[fact] == kUnknown ? 0 : known[fact];
  const int last = open ? values - 1 : first;
  for (one_case[fact] = first; one_case[fact] <= last; ++one_case[fact]) {
    Visit(platform, known, fact + 1, one_case, visit);
  }
}

}  // namespace

void ForEachAssignment(const PlatformTable& platform, const Knowledge& known,
                       const std::function<void(const Case&)>& visit) {
  Case one_case(known.size());
  Visit(platform, known, 0, one_case, visit);
}

CaseTable::CaseTable(const PlatformTable& platform) : platform_(platform), cases_by_rule_(platform.rules.size()) {
  size_t assignments = 1;
  for (const Fact& fact : platform.facts) {
    if (fact.decides) assignments *= fact.values.size();
  }
  rules_.resize(assignments);
  ForEachAssignment(platform, Knowledge(platform.facts.size(), kUnknown), [this](const Case& one_case) {
    const int16_t rule = Decide(platform_, one_case);
    rules_[IndexOf(one_case)] = rule;
    if (rule == kImpossible) return;
    ++possible_cases_;
    ++cases_by_rule_[rule];
  });
}

size_t CaseTable::IndexOf(const Case& one_case) const {
  size_t index = 0;
  for (size_t fact = 0; fact < one_case.size(); ++fact) {
    if (platform_.facts[fact].decides) index = index * platform_.facts[fact].values.size() + one_case[fact];
  }
  return index;
}

std::optional<int> CaseTable::DecidingRule(const Case& one_case) const {
  const int16_t rule = rules_[IndexOf(one_case)];
  return rule == kImpossible ? std::nullopt : std::optional<int>(rule);
}

std::optional<Verdict> CaseTable::Decided(const Case& one_case) const {
  const std::optional<int> rule = DecidingRule(one_case);
  return rule ? std::optional<Verdict>(platform_.rules[*rule].verdict) : std::nullopt;
}

}  // namespace connection_advisor::oracle
