#include "service/advice/contradiction.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/advice/errors.h"
#include "service/facts/binding.h"
#include "service/platform/assumptions.h"

namespace connection_advisor::advice {
namespace {

using diagram::kUnknown;
using platform::Platform;

// Leaves one fact after the other out, as long as what remains is still impossible.
std::vector<uint8_t> Irreducible(const Platform& platform, const uint8_t* stated_values, diagram::Visited& visited) {
  std::vector<uint8_t> values(stated_values, stated_values + platform.facts.size());
  for (uint8_t& value : values) {
    const uint8_t stated = value;
    value = kUnknown;
    if (platform::IsPossible(platform, values.data(), visited)) value = stated;
  }
  return values;
}

// The impossible rules that hold whatever else is the case; where it takes several together, all that can hold.
std::vector<uint32_t> RulesBehind(const Platform& platform, const std::vector<uint8_t>& values,
                                  diagram::Visited& visited) {
  std::vector<uint32_t> certain;
  std::vector<uint32_t> in_part;
  for (const platform::RuleCondition& rule : platform.conditions[static_cast<size_t>(platform::Outcome::kImpossible)]) {
    const uint64_t leaves = diagram::LeavesInReach(platform.forest, rule.condition, values.data(), visited);
    if (leaves == uint64_t{1} << platform::kLeafHolds) certain.push_back(rule.rule);
    if ((leaves & (uint64_t{1} << platform::kLeafHolds)) != 0) in_part.push_back(rule.rule);
  }
  return certain.empty() ? in_part : certain;
}

}  // namespace

Conflict FindConflict(const Platform& platform, const uint8_t* stated, diagram::Visited& visited) {
  Conflict conflict{.values = Irreducible(platform, stated, visited), .rules = {}};
  conflict.rules = RulesBehind(platform, conflict.values, visited);
  return conflict;
}

absl::Status Contradiction(const Platform& platform, const v1::AdviseRequest& request, const facts::BoundFacts& bound,
                           diagram::Visited& visited) {
  const Conflict conflict = FindConflict(platform, bound.values.data(), visited);
  const std::vector<uint8_t>& values = conflict.values;
  std::vector<std::string> rule_ids;
  std::vector<std::string> summaries;
  for (const uint32_t index : conflict.rules) {
    rule_ids.push_back(platform.rules[index].id);
    summaries.push_back(platform.rules[index].summary);
  }
  facts::Violations violations;
  for (uint32_t fact = 0; fact < values.size(); ++fact) {
    if (values[fact] == kUnknown) continue;
    for (std::string& field : facts::FieldsBehind(request, platform, bound, fact)) {
      violations.push_back(
          {std::move(field),
           absl::StrCat("says that ", platform.facts[fact].id, " is ", platform.facts[fact].values[values[fact]],
                        ", which contradicts the other fields named here: ", absl::StrJoin(summaries, " "),
                        " Change or leave out one of them.")});
    }
  }
  return ContradictoryFacts(violations, rule_ids);
}

}  // namespace connection_advisor::advice
