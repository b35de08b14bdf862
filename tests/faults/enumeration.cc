#include "tests/faults/enumeration.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

namespace connection_advisor::faults {
namespace {

using analysis::CaseOutcome;
using platform::Platform;

std::vector<int32_t> Numbers(const platform::Fact& before, const platform::Fact& after) {
  std::vector<int32_t> numbers = {0};
  for (const auto* fact : {&before, &after}) {
    numbers.insert(numbers.end(), fact->cut_points.begin(), fact->cut_points.end());
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

uint8_t PartOf(const platform::Fact& fact, int32_t number) {
  return static_cast<uint8_t>(std::upper_bound(fact.cut_points.begin(), fact.cut_points.end(), number) -
                              fact.cut_points.begin());
}

Outcome Decide(const Platform& platform, const std::vector<uint8_t>& values) {
  const int32_t leaf = platform.forest.Walk(platform.decision, values.data());
  if (leaf == 0) return {CaseOutcome::kImpossible, ""};
  const platform::Rule& rule = platform.rules[static_cast<size_t>(leaf) - 1];
  return {static_cast<CaseOutcome>(1 + static_cast<int>(rule.outcome)), rule.id};
}

// By all that an answer depends on and no diagram shows. So a difference that forgets an assumption is caught by the
// faults in assumptions, whose diagrams are those that were meant.
bool DeclareAlike(const Platform& meant, const Platform& faulty) {
  const auto of_fact = [](const platform::Fact& fact) {
    return std::tie(fact.id, fact.assumption, fact.cut_points, fact.favourable, fact.member_can_act);
  };
  const auto of_rule = [](const platform::Rule& rule) { return std::tie(rule.id, rule.outcome); };
  const auto alike = [](const auto& ones, const auto& others, const auto& declared) {
    return std::equal(ones.begin(), ones.end(), others.begin(), others.end(),
                      [&](const auto& one, const auto& other) { return declared(one) == declared(other); });
  };
  return alike(meant.facts, faulty.facts, of_fact) && alike(meant.rules, faulty.rules, of_rule);
}

}  // namespace

Changes ChangesByEnumeration(const Platform& before, const Platform& after) {
  struct Fact {
    std::vector<std::pair<uint8_t, uint8_t>> values;
    bool decides;
  };
  std::vector<Fact> facts;
  for (size_t i = 0; i < before.facts.size(); ++i) {
    Fact& fact = facts.emplace_back();
    fact.decides = !before.facts[i].notes_only || !after.facts[i].notes_only;
    if (before.facts[i].kind == platform::FactKind::kInteger) {
      for (const int32_t number : Numbers(before.facts[i], after.facts[i])) {
        fact.values.emplace_back(PartOf(before.facts[i], number), PartOf(after.facts[i], number));
      }
    } else {
      const auto value_count = static_cast<uint8_t>(before.facts[i].values.size());
      for (uint8_t value = 0; value < value_count; ++value) fact.values.emplace_back(value, value);
    }
  }
  Changes changes;
  std::vector<size_t> at(facts.size(), 0);
  std::vector<uint8_t> values_before(facts.size(), 0);
  std::vector<uint8_t> values_after(facts.size(), 0);
  for (;;) {
    for (size_t i = 0; i < facts.size(); ++i) std::tie(values_before[i], values_after[i]) = facts[i].values[at[i]];
    const Outcome was = Decide(before, values_before);
    const Outcome is = Decide(after, values_after);
    if (was != is) ++changes[{was, is}];
    size_t fact = 0;
    while (fact < facts.size() && (!facts[fact].decides || ++at[fact] == facts[fact].values.size())) at[fact++] = 0;
    if (fact == facts.size()) return changes;
  }
}

bool AnswerAlike(const Platform& meant, const Platform& faulty) {
  if (!DeclareAlike(meant, faulty)) return false;
  std::vector<std::pair<diagram::Reference, diagram::Reference>> functions = {{meant.decision, faulty.decision}};
  for (size_t rule = 0; rule < meant.rules.size(); ++rule) {
    functions.emplace_back(meant.rules[rule].condition, faulty.rules[rule].condition);
  }
  if (meant.would_vouch) functions.emplace_back(*meant.would_vouch, *faulty.would_vouch);
  std::vector<uint8_t> values(meant.facts.size(), 0);
  for (;;) {
    for (const auto& [one, other] : functions) {
      if (meant.forest.Walk(one, values.data()) != faulty.forest.Walk(other, values.data())) return false;
    }
    size_t fact = 0;
    while (fact < values.size() && ++values[fact] == meant.facts[fact].values.size()) values[fact++] = 0;
    if (fact == values.size()) return true;
  }
}

}  // namespace connection_advisor::faults
