#include "service/advice/explain.h"

#include "service/advice/pivotal.h"
#include "service/advice/sufficient_facts.h"

namespace connection_advisor::advice {
namespace {

using platform::Platform;

constexpr uint64_t kDoesNotHold = uint64_t{1} << platform::kLeafDoesNotHold;
constexpr uint64_t kHolds = uint64_t{1} << platform::kLeafHolds;

diagram::VariableSet StatedFacts(const Platform& platform, const facts::BoundFacts& bound) {
  diagram::VariableSet stated;
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) stated[fact] = bound.values[fact] != diagram::kUnknown;
  return stated;
}

std::vector<Reason> Notes(const Platform& platform, const Decision& decision, diagram::Visited& visited) {
  std::vector<Reason> notes;
  for (const platform::RuleCondition& note : platform.conditions[static_cast<size_t>(platform::Outcome::kNote)]) {
    const uint64_t leaves = diagram::LeavesInReach(platform.forest, note.condition, decision.values.data(), visited);
    if ((leaves & kHolds) != 0) notes.push_back({note.rule, (leaves & kDoesNotHold) != 0});
  }
  return notes;
}

}  // namespace

Explanation Explain(const Platform& platform, const facts::BoundFacts& bound, const Decision& decision,
                    ExplainScratch& scratch) {
  const diagram::VariableSet stated = StatedFacts(platform, bound);
  return {.notes = Notes(platform, decision, scratch.visited),
          .pivotal = PivotalAssumptions(platform, bound.values.data(), decision, scratch.visited),
          .what_ifs = WhatIfs(platform, stated, decision, scratch.forcing),
          .sufficient_facts = SufficientFacts(platform, stated, decision, scratch.forcing),
          .facts = FactsInForce(platform, bound, decision, scratch.open_values)};
}

}  // namespace connection_advisor::advice
