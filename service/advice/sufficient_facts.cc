#include "service/advice/sufficient_facts.h"

namespace connection_advisor::advice {

std::vector<uint32_t> SufficientFacts(const platform::Platform& platform, const diagram::VariableSet& stated,
                                      const Decision& decision, diagram::ForcingScratch& scratch) {
  if (!decision.verdict) return {};
  const uint64_t allowed = uint64_t{1} << static_cast<uint32_t>(*decision.verdict) |
                           uint64_t{1} << static_cast<uint32_t>(platform::Outcome::kImpossible);
  return diagram::FewestToKeep(platform.verdict_forest, platform.verdict, decision.values.data(), stated, allowed,
                               scratch);
}

}  // namespace connection_advisor::advice
