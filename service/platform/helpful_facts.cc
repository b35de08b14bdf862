#include "service/platform/helpful_facts.h"

#include <vector>

#include "service/diagram/simplify.h"

namespace connection_advisor::platform {
namespace {

using diagram::kUnknown;
using diagram::VariableSet;

// What each impossible rule still reads of the facts that are unknown.
std::vector<VariableSet> ReadByImpossibleRules(const Platform& platform, const uint8_t* values,
                                               diagram::Visited& visited) {
  std::vector<VariableSet> reads;
  std::vector<diagram::Reference> nodes;
  for (const RuleCondition& rule : platform.conditions[static_cast<size_t>(Outcome::kImpossible)]) {
    diagram::NodesInReach(platform.forest, rule.condition, values, visited, &nodes);
    VariableSet& read = reads.emplace_back();
    for (const diagram::Reference node : nodes) {
      const uint32_t fact = platform.forest.variable(node);
      if (values[fact] == kUnknown) read.set(fact);
    }
  }
  return reads;
}

// With whatever is tied to them, and to that.
VariableSet WithTies(VariableSet facts, const std::vector<VariableSet>& ties) {
  for (VariableSet before; before != facts;) {
    before = facts;
    for (const VariableSet& tied : ties) {
      if ((tied & facts).any()) facts |= tied;
    }
  }
  return facts;
}

}  // namespace

VariableSet HelpfulFacts(const Platform& platform, const uint8_t* values, diagram::Builder& builder,
                         diagram::Reference verdict, diagram::Visited& visited) {
  const VariableSet read = builder.Support(verdict);
  if ((read & platform.impossible_reads).none()) return read;
  const diagram::Reference of_possible_cases =
      diagram::Simplify(builder, verdict, static_cast<int32_t>(Outcome::kImpossible));
  return read & WithTies(builder.Support(of_possible_cases), ReadByImpossibleRules(platform, values, visited));
}

}  // namespace connection_advisor::platform
