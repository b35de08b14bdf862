// Tables that are well-formed and break a law, or grow past all bounds.
#include <array>
#include <string>

#include "valid_plugin.h"

namespace hostile {
namespace {

bool Never(const advisor_reader*) { return false; }
bool Always(const advisor_reader*) { return true; }

// `count` facts of the platform's own beside those of the valid plugin, each boolean and assumed to be false.
template <size_t count>
std::array<advisor_fact, count>& AddFacts(ValidPlugin& plugin) {
  static std::array<std::string, count> ids;
  static std::array<advisor_fact, count> facts;
  static std::array<const advisor_fact*, count + 4> list;
  for (size_t i = 0; i < count; ++i) {
    ids[i] = "hostile.fact_" + std::to_string(i);
    facts[i] = {sizeof(advisor_fact), ADVISOR_BOOLEAN, ids[i].c_str(), "Is it so?", nullptr, nullptr, 0, 0, 0, 0, 0};
    list[i] = &facts[i];
  }
  for (size_t i = 0; i < 4; ++i) list[count + i] = plugin.facts[i];
  plugin.evaluator.facts = list.data();
  plugin.evaluator.fact_count = count + 4;
  return facts;
}

constexpr size_t kMany = 40;
std::array<advisor_fact, kMany>* many;

}  // namespace

void DeadRule(ValidPlugin& plugin) {
  plugin.rules[kFriendUnmet].condition = [](const advisor_reader* reader) {
    return FriendMet(reader) && Ask(reader, ThePlugin().years) == kExperienced;
  };
  plugin.evaluator.would_vouch = nullptr;
}
void RuleThatHoldsNowhere(ValidPlugin& plugin) { plugin.rules[kFriendMet].condition = Never; }
void NoteThatHoldsNowhere(ValidPlugin& plugin) { plugin.rules[kFamousMet].condition = OutcastMet; }
void ImpossibleRuleThatHoldsNowhere(ValidPlugin& plugin) { plugin.rules[kOutcastMet].condition = Never; }
void Undecided(ValidPlugin& plugin) {
  plugin.rules[kOtherwise].condition = [](const advisor_reader* reader) {
    return Ask(reader, ThePlugin().standing) != kStranger || Ask(reader, ThePlugin().years) != kExperienced;
  };
}
// Not hostile: every case is decided though no rule holds always.
void TotalWithoutAnOtherwise(ValidPlugin& plugin) {
  plugin.rules[kOtherwise].condition = [](const advisor_reader* reader) { return !Friend(reader); };
  plugin.evaluator.would_vouch = nullptr;
}
void FailingExample(ValidPlugin& plugin) { plugin.examples[1].verdict = ADVISOR_MEET_FIRST; }
void ExampleOfAnotherRule(ValidPlugin& plugin) { plugin.examples[0].rule_id = "otherwise"; }
void ExampleOfANoteThatDoesNotHold(ValidPlugin& plugin) { plugin.of_famous[2].value = kFalse; }
void ExampleOfAnImpossibleCase(ValidPlugin& plugin) { plugin.of_famous[1].value = kOutcast; }
void ExampleOfAnImpossibleRule(ValidPlugin& plugin) { plugin.examples[3].rule_id = "outcast_met"; }
void RuleWithoutAnExample(ValidPlugin& plugin) { plugin.evaluator.example_count = 4; }
void NothingIsPossible(ValidPlugin& plugin) { plugin.rules[kOutcastMet].condition = Always; }
void ValueThatIsImpossible(ValidPlugin& plugin) {
  plugin.rules[kOutcastMet].condition = [](const advisor_reader* reader) {
    return Ask(reader, ThePlugin().standing) == kOutcast;
  };
}
void AssumptionsThatContradict(ValidPlugin& plugin) {
  plugin.met.assumption = kTrue;
  plugin.standing.assumption = kOutcast;
}
void NotMonotone(ValidPlugin& plugin) {
  plugin.rules[kFriendMet].outcome = ADVISOR_DECLINE;
  plugin.examples[1].verdict = ADVISOR_DECLINE;
}
void FactOfNotesWithoutAnAssumption(ValidPlugin& plugin) { plugin.famous.assumption = ADVISOR_NO_ASSUMPTION; }
void TooManyCases(ValidPlugin& plugin) { AddFacts<120>(plugin); }
// 2^40 paths of 40 facts; no two are alike, though the diagram would be small.
void ParityOfForty(ValidPlugin& plugin) {
  many = &AddFacts<kMany>(plugin);
  plugin.rules[kVeteranRule].condition = [](const advisor_reader* reader) {
    uint32_t parity = 0;
    for (const advisor_fact& fact : *many) parity ^= Ask(reader, fact);
    return parity != 0;
  };
}
void SumOfForty(ValidPlugin& plugin) {
  many = &AddFacts<kMany>(plugin);
  plugin.rules[kVeteranRule].condition = [](const advisor_reader* reader) {
    uint64_t sum = 0;
    uint64_t weight = 1;
    for (const advisor_fact& fact : *many) {
      sum += weight * Ask(reader, fact);
      weight = weight * 7 % 1009;
    }
    return sum > 10'000;
  };
}

}  // namespace hostile
