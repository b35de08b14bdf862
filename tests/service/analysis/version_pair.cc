#include "tests/service/analysis/version_pair.h"

#include <algorithm>
#include <utility>

#include "tests/generated/platform.h"
#include "tests/generated/texts.h"
#include "tests/service/analysis/every_case.h"

namespace connection_advisor::analysis {
namespace {

using generated::Condition;
using generated::Fact;
using generated::Kind;
using generated::Outcome;
using generated::Rows;
using generated::Rule;

std::vector<Stated> ValuesOf(const Version& version, size_t fact) {
  std::vector<Stated> values;
  const Fact& row = version.rows.facts[fact];
  if (row.kind == Kind::kInteger) {
    values.push_back({0, ""});
    for (const int cut_point : generated::CutPoints(row)) values.push_back({cut_point, ""});
  } else {
    for (const std::string& value : version.platform->facts[fact].values) values.push_back({std::nullopt, value});
  }
  return values;
}

bool IsAmong(const Stated& stated, const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return stated.number ? IsInRange(*stated.number, text) : text == stated.name;
  });
}

}  // namespace

std::optional<size_t> Version::FactOf(const std::string& id) const {
  for (size_t fact = 0; fact < rows.facts.size(); ++fact) {
    if (rows.facts[fact].id == id) return fact;
  }
  return std::nullopt;
}

std::optional<uint8_t> Version::ValueOf(size_t fact, const Stated& stated) const {
  const bool is_integer = rows.facts[fact].kind == Kind::kInteger;
  if (is_integer != stated.number.has_value()) return std::nullopt;
  if (is_integer) {
    const std::vector<int> cut_points = generated::CutPoints(rows.facts[fact]);
    return static_cast<uint8_t>(std::count_if(cut_points.begin(), cut_points.end(),
                                              [&](int cut_point) { return cut_point <= *stated.number; }));
  }
  const std::vector<std::string>& names = platform->facts[fact].values;
  const auto found = std::find(names.begin(), names.end(), stated.name);
  if (found == names.end()) return std::nullopt;
  return static_cast<uint8_t>(found - names.begin());
}

VersionPair::VersionPair(const Rows& before, const Rows& after)
    : before_{before, generated::PlatformOf(before)}, after_{after, generated::PlatformOf(after)} {
  for (const Version* version : {&before_, &after_}) {
    for (size_t fact = 0; fact < version->rows.facts.size(); ++fact) {
      const std::string& id = version->rows.facts[fact].id;
      auto paired = std::find_if(facts_.begin(), facts_.end(), [&](const PairedFact& row) { return row.id == id; });
      if (paired == facts_.end()) paired = facts_.insert(facts_.end(), {id, {}, false});
      paired->decides = paired->decides || !version->platform->facts[fact].notes_only;
      for (const Stated& value : ValuesOf(*version, fact)) {
        if (std::find(paired->values.begin(), paired->values.end(), value) == paired->values.end()) {
          paired->values.push_back(value);
        }
      }
    }
  }
}

std::optional<generated::Values> VersionPair::ValuesIn(const Version& version, const PairedCase& one_case,
                                                       bool all) const {
  generated::Values values(version.rows.facts.size(), 0);
  for (size_t index = 0; index < facts_.size(); ++index) {
    const std::optional<size_t> fact = version.FactOf(facts_[index].id);
    if (!fact || (!all && !facts_[index].decides)) continue;
    const std::optional<uint8_t> value = version.ValueOf(*fact, facts_[index].values[one_case[index]]);
    if (!value) return std::nullopt;
    values[*fact] = *value;
  }
  return values;
}

Verdict VersionPair::Decide(const Version& version, const PairedCase& one_case) const {
  const std::optional<generated::Values> values = ValuesIn(version, one_case, false);
  if (!values) return {CaseOutcome::kNoSuchCase, ""};
  const std::optional<uint32_t> index = generated::DecidingRule(version.rows, *values);
  if (!index) return {CaseOutcome::kImpossible, ""};
  const Rule& rule = version.rows.rules[*index];
  switch (rule.outcome) {
    case Outcome::kDecline:
      return {CaseOutcome::kDecline, rule.id};
    case Outcome::kMeetFirst:
      return {CaseOutcome::kMeetFirst, rule.id};
    default:
      return {CaseOutcome::kConnect, rule.id};
  }
}

std::optional<bool> VersionPair::Holds(const Version& version, const std::string& rule_id,
                                       const PairedCase& one_case) const {
  const std::optional<generated::Values> values = ValuesIn(version, one_case, true);
  if (!values) return std::nullopt;
  const Rows& rows = version.rows;
  const generated::Condition* condition = nullptr;
  bool impossible = !generated::DecidingRule(rows, *values);
  if (rule_id.empty()) {
    condition = &*rows.would_vouch;
  } else {
    const auto rule =
        std::find_if(rows.rules.begin(), rows.rules.end(), [&](const Rule& row) { return row.id == rule_id; });
    if (rule->outcome == Outcome::kImpossible) impossible = false;
    if (rule->condition) condition = &*rule->condition;
  }
  if (impossible) return std::nullopt;
  return condition == nullptr || generated::Holds(*condition, *values);
}

bool VersionPair::IsIn(const ConditionLine& line, const PairedCase& one_case) const {
  return std::all_of(line.conditions.begin(), line.conditions.end(), [&](const analysis::Condition& condition) {
    const auto fact =
        std::find_if(facts_.begin(), facts_.end(), [&](const PairedFact& row) { return row.id == condition.fact_id; });
    return IsAmong(fact->values[one_case[static_cast<size_t>(fact - facts_.begin())]], condition.values);
  });
}

}  // namespace connection_advisor::analysis
