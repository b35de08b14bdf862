#include "tests/service/analysis/version_pair.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "tests/generated/lawful.h"
#include "tests/generated/platform.h"
#include "tests/generated/texts.h"

namespace connection_advisor::analysis {
namespace {

using generated::Condition;
using generated::Fact;
using generated::Kind;
using generated::Literal;
using generated::Outcome;
using generated::Rows;
using generated::Rule;

uint64_t AllValues(const Fact& fact) { return (uint64_t{1} << fact.value_count) - 1; }

// Changes rows in ways in which authors change them.
class Editor {
 public:
  Editor(Rows* rows, std::vector<std::vector<int>>* cut_points, uint64_t seed)
      : rows_(*rows), cut_points_(*cut_points), random_(seed) {}

  void Edit() {
    constexpr void (Editor::*kEdits[])() = {
        &Editor::ChangeLiteral, &Editor::ChangeLiteral, &Editor::NegateLiteral,    &Editor::DropLiteral,
        &Editor::DropRule,      &Editor::SwapRules,     &Editor::AddRule,          &Editor::RenameRule,
        &Editor::ChangeOutcome, &Editor::ChangeOutcome, &Editor::ChangeAssumption, &Editor::AddValue,
        &Editor::AddFact,       &Editor::RemoveFact,    &Editor::MoveFact,         &Editor::MoveCutPoint,
        &Editor::MoveCutPoint,  &Editor::ChangeKind,    &Editor::RemoveValue};
    (this->*kEdits[Below(std::size(kEdits))])();
    DropEmptyConditions();
  }

 private:
  uint32_t Below(size_t bound) { return static_cast<uint32_t>(random_() % bound); }
  Fact& AnyFact() { return rows_.facts[Below(rows_.facts.size())]; }
  Rule& AnyRule() { return rows_.rules[Below(rows_.rules.size())]; }

  // nullptr where the rule that was drawn has none.
  Literal* AnyLiteral() {
    Rule& rule = AnyRule();
    if (!rule.condition) return nullptr;
    auto& alternative = (*rule.condition)[Below(rule.condition->size())];
    return &alternative[Below(alternative.size())];
  }

  Literal DrawLiteral() {
    const uint32_t fact = Below(rows_.facts.size());
    return {fact, uint64_t{1} << Below(rows_.facts[fact].value_count)};
  }

  void ChangeLiteral() {
    if (Literal* literal = AnyLiteral()) *literal = DrawLiteral();
  }
  void NegateLiteral() {
    if (Literal* literal = AnyLiteral()) literal->values ^= AllValues(rows_.facts[literal->fact]);
  }
  void DropLiteral() {
    if (Literal* literal = AnyLiteral()) literal->values = AllValues(rows_.facts[literal->fact]);
  }
  void DropRule() {
    const uint32_t rule = Below(rows_.rules.size());
    if (rows_.rules[rule].condition) rows_.rules.erase(rows_.rules.begin() + rule);
  }
  void SwapRules() {
    Rule& one = AnyRule();
    Rule& other = AnyRule();
    const bool alike = generated::Decides(one) == generated::Decides(other);
    if (alike && one.condition && other.condition) std::swap(one, other);
  }
  void AddRule() {
    rows_.rules.insert(rows_.rules.begin(), {.id = "added" + std::to_string(added_++),
                                             .outcome = static_cast<Outcome>(1 + Below(3)),
                                             .condition = Condition{{DrawLiteral(), DrawLiteral()}}});
  }
  void RenameRule() { AnyRule().id = "renamed" + std::to_string(added_++); }
  void ChangeOutcome() {
    Rule& rule = AnyRule();
    if (generated::Decides(rule)) rule.outcome = static_cast<Outcome>(1 + Below(3));
  }
  void ChangeAssumption() {
    Fact& fact = AnyFact();
    if (Below(3) == 0) {
      fact.assumption.reset();
    } else {
      fact.assumption = Below(fact.value_count);
    }
  }

  // With a value more a boolean is a choice.
  void AddValue() {
    const uint32_t index = Below(rows_.facts.size());
    Fact& fact = rows_.facts[index];
    if (fact.kind == Kind::kBoolean) fact.kind = Kind::kChoice;
    ++fact.value_count;
    if (fact.kind == Kind::kInteger) cut_points_[index].push_back(cut_points_[index].back() + 7);
  }
  void RemoveValue() {
    const uint32_t index = Below(rows_.facts.size());
    Fact& fact = rows_.facts[index];
    if (fact.value_count < 3) return;
    --fact.value_count;
    if (fact.kind == Kind::kInteger) cut_points_[index].pop_back();
    if (fact.assumption == fact.value_count) fact.assumption = 0;
    ForEachLiteral([&](Literal& literal) {
      if (literal.fact == index) literal.values &= AllValues(fact);
    });
  }
  void AddFact() {
    const uint32_t place = Below(rows_.facts.size() + 1);
    ForEachLiteral([&](Literal& literal) { literal.fact += literal.fact >= place ? 1 : 0; });
    Fact fact{.id = rows_.platform + ".added" + std::to_string(added_++), .kind = Kind::kInteger, .value_count = 2};
    rows_.facts.insert(rows_.facts.begin() + place, fact);
    cut_points_.insert(cut_points_.begin() + place, {10});
    for (int i = 0; i < 2; ++i) {
      if (Literal* literal = AnyLiteral()) *literal = {place, uint64_t{1} << Below(2)};
    }
  }
  void RemoveFact() {
    if (rows_.facts.size() < 3) return;
    const uint32_t index = Below(rows_.facts.size());
    ForEachCondition([&](Condition& condition) {
      for (auto& alternative : condition) {
        std::erase_if(alternative, [&](const Literal& literal) { return literal.fact == index; });
      }
    });
    ForEachLiteral([&](Literal& literal) { literal.fact -= literal.fact > index ? 1 : 0; });
    rows_.facts.erase(rows_.facts.begin() + index);
    cut_points_.erase(cut_points_.begin() + index);
  }
  void MoveFact() {
    const uint32_t a = Below(rows_.facts.size());
    const uint32_t b = Below(rows_.facts.size());
    std::swap(rows_.facts[a], rows_.facts[b]);
    std::swap(cut_points_[a], cut_points_[b]);
    ForEachLiteral([&](Literal& literal) {
      literal.fact = literal.fact == a ? b : literal.fact == b ? a : literal.fact;
    });
  }
  void MoveCutPoint() {
    for (auto& cut_points : cut_points_) {
      if (!cut_points.empty() && Below(2) == 0) cut_points[Below(cut_points.size())] += 3;
    }
  }
  void ChangeKind() {
    const uint32_t index = Below(rows_.facts.size());
    Fact& fact = rows_.facts[index];
    if (fact.kind == Kind::kInteger) {
      fact.kind = Kind::kChoice;
      cut_points_[index].clear();
    } else {
      fact.kind = Kind::kInteger;
      cut_points_[index] = generated::CutPoints(fact);
    }
  }

  template <typename Visit>
  void ForEachCondition(Visit visit) {
    for (Rule& rule : rows_.rules) {
      if (rule.condition) visit(*rule.condition);
    }
    if (rows_.would_vouch) visit(*rows_.would_vouch);
  }
  template <typename Visit>
  void ForEachLiteral(Visit visit) {
    ForEachCondition([&](Condition& condition) {
      for (auto& alternative : condition) std::for_each(alternative.begin(), alternative.end(), visit);
    });
  }

  // One literal for each fact that an alternative reads.
  static void JoinLiterals(std::vector<Literal>* alternative) {
    std::vector<Literal> joined;
    for (const Literal& literal : *alternative) {
      const auto same =
          std::find_if(joined.begin(), joined.end(), [&](const Literal& one) { return one.fact == literal.fact; });
      if (same == joined.end()) {
        joined.push_back(literal);
      } else {
        same->values &= literal.values;
      }
    }
    *alternative = std::move(joined);
  }

  // A literal without values never holds, and an alternative without literals is one that nobody would write.
  void DropEmptyConditions() {
    const auto clean = [](Condition& condition) {
      std::for_each(condition.begin(), condition.end(), [](auto& alternative) { JoinLiterals(&alternative); });
      std::erase_if(condition, [](const auto& alternative) {
        return alternative.empty() || std::any_of(alternative.begin(), alternative.end(),
                                                  [](const Literal& literal) { return literal.values == 0; });
      });
      return condition.empty();
    };
    std::erase_if(rows_.rules, [&](Rule& rule) { return rule.condition && clean(*rule.condition); });
    if (rows_.would_vouch && clean(*rows_.would_vouch)) rows_.would_vouch.reset();
  }

  Rows& rows_;
  std::vector<std::vector<int>>& cut_points_;
  std::mt19937_64 random_;
  int added_ = 0;
};

Version Compiled(Rows rows, std::vector<std::vector<int>> cut_points) {
  rows.examples.clear();
  rows = generated::Lawful(std::move(rows));
  absl::StatusOr<image::v1::PluginImage> image = generated::ImageOf(rows);
  if (!image.ok()) std::abort();
  for (size_t fact = 0; fact < cut_points.size(); ++fact) {
    auto* row = image->mutable_platforms(0)->mutable_facts(static_cast<int>(fact));
    row->mutable_cut_points()->Assign(cut_points[fact].begin(), cut_points[fact].end());
  }
  const deployment::PluginOutcome outcome = generated::Verified(*image);
  for (const std::string& cause : outcome.causes) std::fprintf(stderr, "refused: %s\n", cause.c_str());
  if (outcome.refused()) std::abort();
  return {std::move(rows), std::move(cut_points), outcome.platforms.front()};
}

std::vector<Stated> ValuesOf(const Version& version, size_t fact) {
  std::vector<Stated> values;
  const Fact& row = version.rows.facts[fact];
  if (row.kind == Kind::kInteger) {
    values.push_back({0, ""});
    for (const int cut_point : version.cut_points[fact]) values.push_back({cut_point, ""});
  } else {
    for (const std::string& value : version.platform->facts[fact].values) values.push_back({std::nullopt, value});
  }
  return values;
}

// "at least 10 and below 20"
bool IsInRange(int number, const std::string& text) {
  int low = 0;
  int high = 0;
  if (std::sscanf(text.c_str(), "at least %d and below %d", &low, &high) == 2) return low <= number && number < high;
  if (std::sscanf(text.c_str(), "at least %d", &low) == 1) return low <= number;
  if (std::sscanf(text.c_str(), "below %d", &high) == 1) return number < high;
  return false;
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
    return static_cast<uint8_t>(std::count_if(cut_points[fact].begin(), cut_points[fact].end(),
                                              [&](int cut_point) { return cut_point <= *stated.number; }));
  }
  const std::vector<std::string>& names = platform->facts[fact].values;
  const auto found = std::find(names.begin(), names.end(), stated.name);
  if (found == names.end()) return std::nullopt;
  return static_cast<uint8_t>(found - names.begin());
}

VersionPair::VersionPair(const generated::Shape& shape, uint64_t seed, int changes) {
  Rows rows = generated::Draw(shape, seed);
  std::vector<std::vector<int>> cut_points;
  for (const Fact& fact : rows.facts) {
    cut_points.push_back(fact.kind == Kind::kInteger ? generated::CutPoints(fact) : std::vector<int>());
  }
  before_ = Compiled(rows, cut_points);
  rows = before_.rows;
  Editor editor(&rows, &cut_points, seed);
  for (int change = 0; change < changes; ++change) editor.Edit();
  after_ = Compiled(std::move(rows), std::move(cut_points));

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
