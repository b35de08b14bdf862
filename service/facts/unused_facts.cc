#include "service/facts/unused_facts.h"

#include "service/facts/contract_fields.h"
#include "service/facts/struct_facts.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;

std::string TextOf(const Value& value) {
  switch (value.kind_case()) {
    case Value::kStringValue:
      return value.string_value();
    case Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    default:
      return "";
  }
}

}  // namespace

std::optional<std::string> Stated(const v1::AdviseRequest& request, uint32_t contract_fact,
                                  const std::string& platform_id) {
  const bool integer = advisor_contract_facts[contract_fact].kind == ADVISOR_INTEGER;
  const std::optional<int64_t> said = kContractFields[contract_fact].read(request, platform_id);
  if (said.has_value()) return integer ? "" : std::string(ContractValueText(contract_fact, *said));
  if (!request.has_facts()) return std::nullopt;
  const auto entry = request.facts().fields().find(std::string(kContractFields[contract_fact].id));
  if (entry == request.facts().fields().end()) return std::nullopt;
  const Reading reading = ReadContractEntry(contract_fact, entry->second);
  if (reading.kind == Reading::Kind::kUnknown) return std::nullopt;
  return integer ? "" : std::string(ContractValueText(contract_fact, reading.number));
}

std::vector<UnusedFact> UnusedFacts(const v1::AdviseRequest& request, const platform::Platform& platform) {
  std::vector<UnusedFact> unused;
  for (uint32_t i = 0; i < kContractFactCount; ++i) {
    if (platform.contract[i].fact >= 0) continue;
    std::optional<std::string> value = Stated(request, i, platform.id);
    if (value.has_value()) unused.push_back({std::string(kContractFields[i].id), *std::move(value)});
  }
  if (!request.has_facts()) return unused;
  for (const auto* entry : EntriesByKey<kMaxStructEntries>(request.facts().fields())) {
    if (FindContractFact(entry->first).has_value() || platform.fact_index.contains(entry->first)) continue;
    if (entry->second.kind_case() == Value::kNullValue) continue;
    unused.push_back({entry->first, TextOf(entry->second)});
  }
  return unused;
}

}  // namespace connection_advisor::facts
