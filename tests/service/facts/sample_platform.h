// Platforms made by hand, as publishing would make them: the facts and where the contract's go.
#ifndef TESTS_SERVICE_FACTS_SAMPLE_PLATFORM_H_
#define TESTS_SERVICE_FACTS_SAMPLE_PLATFORM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connection_advisor/contract_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

inline platform::Fact BooleanFact(std::string id) {
  platform::Fact fact;
  fact.id = std::move(id);
  fact.kind = platform::FactKind::kBoolean;
  fact.values = {"false", "true"};
  return fact;
}

inline platform::Fact ChoiceFact(std::string id, std::vector<std::string> values) {
  platform::Fact fact;
  fact.id = std::move(id);
  fact.kind = platform::FactKind::kChoice;
  fact.values = std::move(values);
  return fact;
}

inline platform::Fact IntegerFact(std::string id, std::vector<int32_t> cut_points) {
  platform::Fact fact;
  fact.id = std::move(id);
  fact.kind = platform::FactKind::kInteger;
  fact.values.push_back("below " + std::to_string(cut_points.front()));
  for (size_t i = 1; i < cut_points.size(); ++i) {
    fact.values.push_back("at least " + std::to_string(cut_points[i - 1]) + " and below " +
                          std::to_string(cut_points[i]));
  }
  fact.values.push_back("at least " + std::to_string(cut_points.back()));
  fact.cut_points = std::move(cut_points);
  return fact;
}

inline platform::Fact Own(platform::Fact fact) {
  fact.own = true;
  return fact;
}

// A fact of the contract with all its values; integers have the parts below 10, below 500, and from there on.
inline platform::Fact ContractFactOf(const advisor_contract_fact& row) {
  switch (row.kind) {
    case ADVISOR_BOOLEAN:
      return BooleanFact(row.id);
    case ADVISOR_CHOICE:
      return ChoiceFact(row.id, {row.values, row.values + row.value_count});
    default:
      return IntegerFact(row.id, {10, 500});
  }
}

// Fills what follows from the facts: the index, and the contract's bindings, choices mapped by name.
inline platform::Platform PlatformOf(std::string id, std::vector<platform::Fact> facts) {
  platform::Platform platform;
  platform.id = std::move(id);
  platform.facts = std::move(facts);
  for (uint32_t i = 0; i < platform.facts.size(); ++i) platform.fact_index[platform.facts[i].id] = i;
  for (uint32_t i = 0; i < platform::kContractFactCount; ++i) {
    const advisor_contract_fact& row = advisor_contract_facts[i];
    const auto found = platform.fact_index.find(std::string(row.id));
    if (found == platform.fact_index.end()) continue;
    platform::ContractBinding& binding = platform.contract[i];
    binding.fact = static_cast<int32_t>(found->second);
    binding.values.fill(diagram::kUnknown);
    const std::vector<std::string>& values = platform.facts[found->second].values;
    for (uint32_t value = 0; value < row.value_count; ++value) {
      for (size_t j = 0; j < values.size(); ++j) {
        if (values[j] == row.values[value]) binding.values[value] = static_cast<uint8_t>(j);
      }
    }
  }
  return platform;
}

// "sample": every fact of the contract, last first, and an own fact of each kind.
inline platform::Platform SamplePlatform() {
  std::vector<platform::Fact> facts;
  facts.push_back(Own(BooleanFact("sample.same_server")));
  facts.push_back(Own(ChoiceFact("sample.mood", {"GLOOMY", "CALM", "MERRY"})));
  for (uint32_t i = platform::kContractFactCount; i > 0; --i) {
    facts.push_back(ContractFactOf(advisor_contract_facts[i - 1]));
  }
  facts.push_back(Own(IntegerFact("sample.invitations_today", {20, 100, 2147483647})));
  platform::Platform platform = PlatformOf("sample", std::move(facts));
  platform.stock_texts = {"I'd like to add you to my professional network.", "Hi, let’s connect!"};
  return platform;
}

// "bare": whether they have met, and nothing else.
inline platform::Platform BarePlatform() { return PlatformOf("bare", {BooleanFact("relationship.met_in_person")}); }

}  // namespace connection_advisor::facts

#endif  // TESTS_SERVICE_FACTS_SAMPLE_PLATFORM_H_
