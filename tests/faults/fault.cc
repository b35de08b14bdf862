#include "tests/faults/fault.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "service/diagram/combine.h"
#include "service/diagram/frozen_function.h"
#include "service/diagram/path.h"

namespace connection_advisor::faults {
namespace {

using diagram::kFalse;
using diagram::kTrue;
using diagram::Reference;
using image::v1::FactImage;
using image::v1::OutcomeImage;
using image::v1::RuleImage;

bool Decides(const RuleImage& rule) {
  return rule.outcome() != image::v1::OUTCOME_IMAGE_IMPOSSIBLE && rule.outcome() != image::v1::OUTCOME_IMAGE_NOTE;
}

std::string Quoted(const std::string& id) { return "'" + id + "'"; }

class Seeding {
 public:
  explicit Seeding(const RuleTable& table) : table_(table), builder_(*table.builder) {}

  std::vector<Fault> SeedAll() {
    for (size_t index = 0; index < table_.conditions.size(); ++index) {
      Negate(index);
      ForgetFacts(index);
      DemandMore(index);
      TakeOneValueForAnother(index);
      MoveOneWay(index);
    }
    for (int rule = 0; rule < table_.description.rules_size(); ++rule) {
      Drop(rule);
      SwapWithNext(rule);
      ChangeOutcome(rule);
    }
    for (int fact = 0; fact < table_.description.facts_size(); ++fact) {
      ChangeAssumption(fact);
      MoveCutPoints(fact);
      ChangeFlags(fact);
    }
    return std::move(faults_);
  }

 private:
  size_t rule_count() const { return static_cast<size_t>(table_.description.rules_size()); }
  const RuleImage& rule(int index) const { return table_.description.rules(index); }
  const FactImage& fact(int index) const { return table_.description.facts(index); }
  bool HasCondition(size_t index) const {
    return index < rule_count() ? !rule(static_cast<int>(index)).otherwise() : table_.description.has_would_vouch();
  }
  std::string ConditionName(size_t index) const {
    return index < rule_count() ? "rule " + Quoted(rule(static_cast<int>(index)).id()) : "would vouch";
  }

  void Add(const char* kind, std::string what, const std::function<void(RuleTable*)>& change) {
    RuleTable changed = table_;
    change(&changed);
    faults_.push_back({kind, std::move(what), std::move(changed)});
  }
  void AddCondition(const char* kind, size_t index, const std::string& what, Reference condition) {
    if (condition == table_.conditions[index]) return;
    Add(kind, ConditionName(index) + what, [&](RuleTable* table) { table->conditions[index] = condition; });
  }

  Reference Not(Reference condition) { return builder_.IfThenElse(condition, kFalse, kTrue); }

  void Negate(size_t index) {
    if (HasCondition(index)) AddCondition("a condition negated", index, "", Not(table_.conditions[index]));
  }

  // The condition where it holds for some value of the fact, or for every one.
  Reference Without(Reference condition, uint32_t variable, bool for_some) {
    Reference all = builder_.Restrict(condition, variable, 0);
    for (uint8_t value = 1; value < table_.value_counts[variable]; ++value) {
      const Reference one = builder_.Restrict(condition, variable, value);
      all = for_some ? builder_.IfThenElse(one, kTrue, all) : builder_.IfThenElse(one, all, kFalse);
    }
    return all;
  }

  template <typename Visit>
  void ForEachFactOf(size_t index, Visit visit) {
    if (!HasCondition(index)) return;
    const diagram::VariableSet support = builder_.Support(table_.conditions[index]);
    for (uint32_t variable = 0; variable < table_.value_counts.size(); ++variable) {
      if (support.test(variable)) visit(variable);
    }
  }

  void ForgetFacts(size_t index) {
    ForEachFactOf(index, [&](uint32_t variable) {
      AddCondition("a condition that forgets a fact", index, " forgets " + fact(static_cast<int>(variable)).id(),
                   Without(table_.conditions[index], variable, true));
    });
  }
  void DemandMore(size_t index) {
    ForEachFactOf(index, [&](uint32_t variable) {
      AddCondition("a condition that holds only whatever a fact is", index,
                   " holds only whatever " + fact(static_cast<int>(variable)).id() + " is",
                   Without(table_.conditions[index], variable, false));
    });
  }
  void TakeOneValueForAnother(size_t index) {
    ForEachFactOf(index, [&](uint32_t variable) {
      for (uint8_t value = 0; value < table_.value_counts[variable]; ++value) {
        const uint8_t other = static_cast<uint8_t>((value + 1) % table_.value_counts[variable]);
        std::vector<Reference> children;
        for (uint8_t each = 0; each < table_.value_counts[variable]; ++each) {
          children.push_back(builder_.Restrict(table_.conditions[index], variable, each == value ? other : each));
        }
        AddCondition("a value taken for another", index,
                     " takes value " + std::to_string(value) + " of " + fact(static_cast<int>(variable)).id() +
                         " for value " + std::to_string(other),
                     builder_.Case(variable, children));
      }
    });
  }

  // The assignments along a shortest way to the answer change sides.
  void MoveOneWay(size_t index) {
    if (!HasCondition(index)) return;
    const diagram::FrozenFunction condition = diagram::FreezeFunction(builder_, table_.conditions[index]);
    for (const Reference answer : {kFalse, kTrue}) {
      const std::optional<std::vector<uint8_t>> way =
          diagram::ShortestPath(condition.forest, condition.root, diagram::LeafNumber(answer));
      if (!way) continue;
      Reference along = kTrue;
      for (uint32_t variable = 0; variable < way->size(); ++variable) {
        if ((*way)[variable] == diagram::kUnknown) continue;
        std::vector<Reference> children(table_.value_counts[variable], kFalse);
        children[(*way)[variable]] = kTrue;
        along = builder_.IfThenElse(builder_.Case(variable, children), along, kFalse);
      }
      AddCondition("one way through a condition led astray", index,
                   answer == kTrue ? " where it held" : " where it did not",
                   builder_.IfThenElse(along, answer == kTrue ? kFalse : kTrue, table_.conditions[index]));
    }
  }

  // Whoever takes a rule out takes out its examples.
  void Drop(int index) {
    if (rule(index).otherwise()) return;
    Add("a rule left out", "rule " + Quoted(rule(index).id()), [&](RuleTable* table) {
      table->conditions.erase(table->conditions.begin() + index);
      table->description.mutable_rules()->DeleteSubrange(index, 1);
      auto* examples = table->description.mutable_examples();
      for (int example = examples->size(); example-- > 0;) {
        const auto of = static_cast<int>(examples->Get(example).rule());
        if (of == index) examples->DeleteSubrange(example, 1);
        if (of > index) examples->Mutable(example)->set_rule(static_cast<uint32_t>(of) - 1);
      }
    });
  }

  void SwapWithNext(int index) {
    if (index + 1 == table_.description.rules_size()) return;
    if (!Decides(rule(index)) || !Decides(rule(index + 1)) || rule(index + 1).otherwise()) return;
    Add("two rules swapped", "rules " + Quoted(rule(index).id()) + " and " + Quoted(rule(index + 1).id()),
        [&](RuleTable* table) {
          std::swap(table->conditions[static_cast<size_t>(index)], table->conditions[static_cast<size_t>(index) + 1]);
          table->description.mutable_rules()->SwapElements(index, index + 1);
          for (auto& example : *table->description.mutable_examples()) {
            if (static_cast<int>(example.rule()) == index) {
              example.set_rule(static_cast<uint32_t>(index) + 1);
            } else if (static_cast<int>(example.rule()) == index + 1) {
              example.set_rule(static_cast<uint32_t>(index));
            }
          }
        });
  }

  void ChangeOutcome(int index) {
    if (!Decides(rule(index))) return;
    for (const OutcomeImage outcome :
         {image::v1::OUTCOME_IMAGE_DECLINE, image::v1::OUTCOME_IMAGE_MEET_FIRST, image::v1::OUTCOME_IMAGE_CONNECT}) {
      if (outcome == rule(index).outcome()) continue;
      Add("another outcome", "rule " + Quoted(rule(index).id()) + ": " + OutcomeImage_Name(outcome),
          [&](RuleTable* table) { table->description.mutable_rules(index)->set_outcome(outcome); });
    }
  }

  void ChangeAssumption(int index) {
    const FactImage& row = fact(index);
    for (uint32_t value = 0; value < table_.value_counts[static_cast<size_t>(index)]; ++value) {
      if (row.has_assumption() && row.assumption() == value) continue;
      const char* kind = row.has_assumption() ? "an assumption flipped" : "an assumption added";
      Add(kind, row.id() + ": value " + std::to_string(value),
          [&](RuleTable* table) { table->description.mutable_facts(index)->set_assumption(value); });
    }
    if (!row.has_assumption()) return;
    Add("an assumption dropped", row.id(),
        [&](RuleTable* table) { table->description.mutable_facts(index)->clear_assumption(); });
  }

  void MoveCutPoints(int index) {
    for (int cut = 0; cut < fact(index).cut_points_size(); ++cut) {
      for (const int step : {-1, 1}) {
        const int moved = fact(index).cut_points(cut) + step;
        Add("a boundary off by one", fact(index).id() + ": " + std::to_string(moved),
            [&](RuleTable* table) { table->description.mutable_facts(index)->set_cut_points(cut, moved); });
      }
    }
  }

  void ChangeFlags(int index) {
    Add("a flag flipped", fact(index).id() + ": favourable",
        [&](RuleTable* table) { table->description.mutable_facts(index)->set_favourable(!fact(index).favourable()); });
    Add("a flag flipped", fact(index).id() + ": member can act", [&](RuleTable* table) {
      table->description.mutable_facts(index)->set_member_can_act(!fact(index).member_can_act());
    });
  }

  const RuleTable& table_;
  diagram::Builder& builder_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> SeedFaults(const RuleTable& table) { return Seeding(table).SeedAll(); }

}  // namespace connection_advisor::faults
