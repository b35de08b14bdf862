// Which fields of a request say what a fact is.
#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "service/facts/derive.h"
#include "service/facts/entry_violations.h"

namespace connection_advisor::facts {
namespace {

// The contract's fact that goes to `fact`, if it is no own fact.
std::optional<uint32_t> ContractFactOf(const platform::Platform& platform, uint32_t fact) {
  for (uint32_t i = 0; i < kContractFactCount; ++i) {
    if (platform.contract[i].fact == static_cast<int32_t>(fact)) return i;
  }
  return std::nullopt;
}

std::vector<std::string> DerivedFrom(const v1::AdviseRequest& request, std::optional<uint32_t> contract_fact) {
  for (const Derivation& derivation : kDerivations) {
    if (derivation.contract_fact == contract_fact) return derivation.fields(request);
  }
  return {};
}

}  // namespace

std::vector<std::string> FieldsBehind(const v1::AdviseRequest& request, const platform::Platform& platform,
                                      const BoundFacts& bound, uint32_t fact) {
  const Source source = bound.sources[fact];
  if (source == Source::kUnknown) return {};
  const std::optional<uint32_t> contract_fact = ContractFactOf(platform, fact);
  if (source == Source::kDerived) return DerivedFrom(request, contract_fact);
  std::vector<std::string> fields;
  if (contract_fact.has_value() && kContractFields[*contract_fact].read(request, platform.id).has_value()) {
    fields.push_back(FieldPath(*contract_fact, platform.id));
  }
  if (source == Source::kFactsEntry) fields.push_back(FactsEntryPath("", platform.facts[fact].id));
  return fields;
}

}  // namespace connection_advisor::facts
