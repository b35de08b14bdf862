// What is wrong with a request that is compared on several platforms, beyond what is wrong anywhere.
#include <algorithm>
#include <string>
#include <vector>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "service/facts/entry_violations.h"
#include "service/facts/struct_facts.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;
using Platforms = std::span<const std::shared_ptr<const platform::Platform>>;

const platform::Fact* OwnFact(const platform::Platform& platform, const std::string& id) {
  const auto found = platform.fact_index.find(id);
  return found == platform.fact_index.end() ? nullptr : &platform.facts[found->second];
}

// False if none of the platforms declares the fact.
bool CheckOwnEntry(const std::string& id, const Value& value, Platforms platforms, std::string_view prefix,
                   Violations* violations) {
  bool declared = false;
  for (const auto& platform : platforms) {
    const platform::Fact* fact = OwnFact(*platform, id);
    if (fact == nullptr) continue;
    declared = true;
    if (!ReadOwnEntry(*fact, value).wrong) continue;
    violations->push_back(WrongEntry(prefix, *fact, value));
    return true;
  }
  return declared;
}

std::vector<const platform::Platform*> Pointers(Platforms platforms) {
  std::vector<const platform::Platform*> pointers;
  for (const auto& platform : platforms) pointers.push_back(platform.get());
  return pointers;
}

bool IsOwnId(std::string_view id, const platform::Platform& platform) {
  return id.starts_with(platform.id) && id.substr(platform.id.size()).starts_with('.') &&
         !FindContractFact(id).has_value();
}

}  // namespace

void CheckComparison(const v1::AdviseRequest& request, Platforms platforms, std::string_view prefix,
                     Violations* violations) {
  size_t unknown_facts = 0;
  for (const auto* entry : EntriesByKey<kMaxStructEntries>(request.facts().fields())) {
    const std::optional<uint32_t> contract_fact = FindContractFact(entry->first);
    if (contract_fact == kConnectionCount) {
      violations->push_back(
          {FactsEntryPath(prefix, entry->first),
           "It would be one number for every platform. Say it for each in member.connection_counts."});
    } else if (!contract_fact.has_value() &&
               !CheckOwnEntry(entry->first, entry->second, platforms, prefix, violations)) {
      violations->push_back(UnknownFact(prefix, entry->first, unknown_facts++, Pointers(platforms)));
    }
  }
}

bool TakesOwnEntries(const v1::AdviseRequest& request, const platform::Platform& platform) {
  const auto& entries = request.facts().fields();
  return std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
    if (!IsOwnId(entry.first, platform)) return true;
    const platform::Fact* fact = OwnFact(platform, entry.first);
    return fact != nullptr && !ReadOwnEntry(*fact, entry.second).wrong;
  });
}

}  // namespace connection_advisor::facts
