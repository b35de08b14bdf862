#include "service/platform/assumptions.h"

namespace connection_advisor::platform {

bool IsPossible(const Platform& platform, const uint8_t* values, diagram::Visited& visited) {
  constexpr uint64_t kSome = uint64_t{1} << diagram::LeafNumber(diagram::kTrue);
  return (diagram::LeavesInReach(platform.verdict_forest, platform.possible, values, visited, kSome) & kSome) != 0;
}

diagram::VariableSet PutAssumptionsInForce(const Platform& platform, uint8_t* values, diagram::Visited& visited) {
  diagram::VariableSet in_force;
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (values[fact] != diagram::kUnknown || !platform.facts[fact].assumption) continue;
    values[fact] = *platform.facts[fact].assumption;
    // Only facts that an impossible rule reads can make a case impossible.
    if (platform.impossible_reads.test(fact) && !IsPossible(platform, values, visited)) {
      values[fact] = diagram::kUnknown;
    } else {
      in_force.set(fact);
    }
  }
  return in_force;
}

}  // namespace connection_advisor::platform
