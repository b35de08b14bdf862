#include "service/analysis/paired_versions.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "service/diagram/count.h"
#include "service/diagram/translate.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Reference;
using diagram::VariableSet;
using platform::Platform;

// Variables in the order of one forest, those that only the other has where they stand there.
std::vector<uint32_t> MergedOrder(const std::vector<uint32_t>& order, const std::vector<uint32_t>& other) {
  std::vector<uint32_t> merged = order;
  auto place = merged.begin();
  for (const uint32_t variable : other) {
    const auto found = std::find(merged.begin(), merged.end(), variable);
    place = found != merged.end() ? found + 1 : merged.insert(place, variable) + 1;
  }
  return merged;
}

// A version's order of facts, as the variables that they are.
std::vector<uint32_t> OrderOf(const Platform& platform, const std::vector<UnifiedFact>& facts) {
  std::vector<uint32_t> variables(platform.facts.size());
  for (uint32_t variable = 0; variable < facts.size(); ++variable) {
    const auto found = platform.fact_index.find(facts[variable].id);
    if (found != platform.fact_index.end()) variables[found->second] = variable;
  }
  std::vector<uint32_t> order;
  for (const uint32_t fact : platform.forest.order()) order.push_back(variables[fact]);
  return order;
}

std::vector<uint8_t> ValueCounts(const std::vector<UnifiedFact>& facts) {
  std::vector<uint8_t> counts;
  counts.reserve(facts.size());
  for (const UnifiedFact& fact : facts) counts.push_back(static_cast<uint8_t>(fact.values.size()));
  return counts;
}

}  // namespace

std::vector<std::vector<uint32_t>> OrdersOf(const Platform& before, const Platform& after,
                                            const std::vector<UnifiedFact>& facts) {
  const std::vector<uint32_t> before_order = OrderOf(before, facts);
  const std::vector<uint32_t> after_order = OrderOf(after, facts);
  return {MergedOrder(before_order, after_order), MergedOrder(after_order, before_order)};
}

PairedVersions::PairedVersions(const Platform& before, const Platform& after, const std::vector<UnifiedFact>& facts,
                               std::vector<uint32_t> order, const DifferenceLimits& limits)
    : before_(before),
      after_(after),
      facts_(facts),
      limits_(limits),
      builder_(ValueCounts(facts), std::move(order), {.max_nodes = limits.max_nodes, .deadline = limits.deadline}) {
  for (uint32_t variable = 0; variable < facts.size(); ++variable) {
    all_.set(variable);
    deciding_.set(variable, facts[variable].decides);
  }
}

std::optional<diagram::FrozenFunction> PairedVersions::Pair(Reference before, Reference after,
                                                            const VariableSet& domain,
                                                            const diagram::Combination::LeafOf& pair) {
  const Reference left = Translate(builder_, before_.forest, before,
                                   DictionaryOf(before_, facts_, &UnifiedFact::before_values, domain), kNoSuchCase);
  const Reference right = Translate(builder_, after_.forest, after,
                                    DictionaryOf(after_, facts_, &UnifiedFact::after_values, domain), kNoSuchCase);
  const Reference paired = diagram::Combination(builder_, pair)(left, right);
  if (builder_.exhausted()) return std::nullopt;
  return diagram::FreezeFunction(builder_, paired);
}

std::vector<diagram::Count> PairedVersions::CountLeaves(const diagram::FrozenFunction& function,
                                                        const VariableSet& domain, size_t leaf_count) const {
  const std::vector<uint8_t> unknown(facts_.size(), diagram::kUnknown);
  std::vector<diagram::Count> counts(leaf_count);
  diagram::CountScratch scratch;
  diagram::CountLeaves(function.forest, function.root, unknown.data(), domain, scratch, counts);
  return counts;
}

bool PairedVersions::out_of_time() const {
  return builder_.out_of_time() || std::chrono::steady_clock::now() > limits_.deadline;
}

}  // namespace connection_advisor::analysis
