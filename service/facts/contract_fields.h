// Where the request says each fact of the contract: one row per fact.
#ifndef SERVICE_FACTS_CONTRACT_FIELDS_H_
#define SERVICE_FACTS_CONTRACT_FIELDS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connection_advisor/contract_facts.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

using platform::kContractFactCount;

// What a field says: the index of a boolean's or a choice's value, an integer's number; nothing where it is unset. As
// it was sent: a choice beyond the contract's values and a negative number are read as they stand.
using Said = std::optional<int64_t>;

struct ContractField {
  std::string_view id;
  Said (*read)(const v1::AdviseRequest& request, const std::string& platform_id);
};

// In the order of advisor_contract_facts.
extern const std::array<ContractField, kContractFactCount> kContractFields;

// All of them at once, which is quicker than one after the other.
std::array<Said, kContractFactCount> ReadContractFields(const v1::AdviseRequest& request,
                                                        const std::string& platform_id);

// The index of the contract fact with that id, if there is one. Cost: a binary search.
std::optional<uint32_t> FindContractFact(std::string_view id);

// The same for an id that is known to be one: fails to compile where it is none.
consteval uint32_t ContractFact(std::string_view id) {
  uint32_t i = 0;
  while (advisor_contract_facts[i].id != id) ++i;
  return i;
}

inline constexpr uint32_t kConnectionCount = ContractFact("member.connection_count");

// The path of a fact's field: its id, but for the count of connections, which is the platform's entry in a map.
std::string FieldPath(uint32_t contract_fact, std::string_view platform_id);

// True if `value`, read from the field, is one that the contract knows.
constexpr bool IsContractValue(uint32_t contract_fact, int64_t value) {
  switch (advisor_contract_facts[contract_fact].kind) {
    case ADVISOR_BOOLEAN:
      return value == 0 || value == 1;
    case ADVISOR_CHOICE:
      return value >= 0 && value < int64_t{advisor_contract_facts[contract_fact].value_count};
    default:
      return value >= 0 && value <= INT32_MAX;
  }
}

// As answers write a value of a boolean or a choice that the contract knows.
constexpr std::string_view ContractValueText(uint32_t contract_fact, int64_t value) {
  const advisor_contract_fact& fact = advisor_contract_facts[contract_fact];
  if (fact.kind == ADVISOR_BOOLEAN) return value == 0 ? "false" : "true";
  return fact.values[value];
}

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_CONTRACT_FIELDS_H_
