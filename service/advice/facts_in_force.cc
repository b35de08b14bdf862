#include "service/advice/facts_in_force.h"

#include <bit>

namespace connection_advisor::advice {
namespace {

FactSource SourceOf(facts::Source source) {
  switch (source) {
    case facts::Source::kField:
    case facts::Source::kFactsEntry:
      return FactSource::kStated;
    case facts::Source::kDerived:
      return FactSource::kDerived;
    case facts::Source::kUnknown:
      return FactSource::kAssumed;
  }
  return FactSource::kUnknown;
}

}  // namespace

std::vector<FactInForce> FactsInForce(const platform::Platform& platform, const facts::BoundFacts& bound,
                                      const Decision& decision, diagram::OpenValuesScratch& scratch) {
  std::vector<FactInForce> facts(platform.facts.size());
  bool may_be_implied = false;
  for (uint32_t fact = 0; fact < facts.size(); ++fact) {
    if (decision.values[fact] != diagram::kUnknown) {
      facts[fact] = {decision.values[fact], SourceOf(bound.sources[fact])};
    } else {
      may_be_implied |= platform.impossible_reads.test(fact);
    }
  }
  if (!may_be_implied) return facts;

  const diagram::OpenValueSets open = diagram::OpenValues(
      platform.verdict_forest, platform.possible, decision.values.data(), diagram::LeafNumber(diagram::kTrue), scratch);
  for (uint32_t fact = 0; fact < facts.size(); ++fact) {
    if (facts[fact].source != FactSource::kUnknown || !std::has_single_bit(open[fact])) continue;
    facts[fact] = {static_cast<uint8_t>(std::countr_zero(open[fact])), FactSource::kImplied};
  }
  return facts;
}

}  // namespace connection_advisor::advice
