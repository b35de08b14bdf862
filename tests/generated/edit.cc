#include "tests/generated/edit.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <utility>

#include "tests/generated/lawful.h"
#include "tests/generated/texts.h"

namespace connection_advisor::generated {
namespace {

uint64_t AllValues(const Fact& fact) { return (uint64_t{1} << fact.value_count) - 1; }

// Changes rows in ways in which authors change them.
class Editor {
 public:
  Editor(Rows* rows, uint64_t seed) : rows_(*rows), random_(seed) {}

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
    const bool alike = Decides(one) == Decides(other);
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
    if (Decides(rule)) rule.outcome = static_cast<Outcome>(1 + Below(3));
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
    if (fact.kind == Kind::kInteger) fact.cut_points.push_back(fact.cut_points.back() + 7);
  }
  void RemoveValue() {
    const uint32_t index = Below(rows_.facts.size());
    Fact& fact = rows_.facts[index];
    if (fact.value_count < 3) return;
    --fact.value_count;
    if (fact.kind == Kind::kInteger) fact.cut_points.pop_back();
    if (fact.assumption == fact.value_count) fact.assumption = 0;
    ForEachLiteral([&](Literal& literal) {
      if (literal.fact == index) literal.values &= AllValues(fact);
    });
  }
  void AddFact() {
    const uint32_t place = Below(rows_.facts.size() + 1);
    ForEachLiteral([&](Literal& literal) { literal.fact += literal.fact >= place ? 1 : 0; });
    rows_.facts.insert(rows_.facts.begin() + place, {.id = rows_.platform + ".added" + std::to_string(added_++),
                                                     .kind = Kind::kInteger,
                                                     .value_count = 2,
                                                     .cut_points = {10}});
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
  }
  void MoveFact() {
    const uint32_t a = Below(rows_.facts.size());
    const uint32_t b = Below(rows_.facts.size());
    std::swap(rows_.facts[a], rows_.facts[b]);
    ForEachLiteral([&](Literal& literal) {
      literal.fact = literal.fact == a ? b : literal.fact == b ? a : literal.fact;
    });
  }
  void MoveCutPoint() {
    for (Fact& fact : rows_.facts) {
      if (fact.kind == Kind::kInteger && Below(2) == 0) ++fact.cut_points[Below(fact.cut_points.size())];
    }
  }
  void ChangeKind() {
    const uint32_t index = Below(rows_.facts.size());
    Fact& fact = rows_.facts[index];
    if (fact.kind == Kind::kInteger) {
      fact.kind = Kind::kChoice;
      fact.cut_points.clear();
    } else {
      fact.kind = Kind::kInteger;
      fact.cut_points = CutPoints(fact);
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
  std::mt19937_64 random_;
  int added_ = 0;
};

}  // namespace

Rows Edited(Rows rows, int changes, uint64_t seed) {
  rows.examples.clear();
  for (Fact& fact : rows.facts) {
    if (fact.kind == Kind::kInteger) fact.cut_points = CutPoints(fact);
  }
  Editor editor(&rows, seed);
  for (int change = 0; change < changes; ++change) editor.Edit();
  return Lawful(std::move(rows));
}

}  // namespace connection_advisor::generated
