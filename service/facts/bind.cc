// The straight pass from a request to the values of a platform's facts: fields, entries of `facts`, then texts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "service/facts/derive.h"
#include "service/facts/entry_violations.h"
#include "service/facts/struct_facts.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;

class Binder {
 public:
  // `violations` may be nullptr: what is wrong is passed over.
  Binder(const v1::AdviseRequest& request, const platform::Platform& platform, std::string_view prefix,
         BoundFacts* bound, Violations* violations)
      : request_(request), platform_(platform), prefix_(prefix), bound_(*bound), violations_(violations) {}

  void Run() {
    std::fill_n(bound_.values.begin(), platform_.facts.size(), diagram::kUnknown);
    std::fill_n(bound_.sources.begin(), platform_.facts.size(), Source::kUnknown);
    BindFields();
    if (request_.has_facts()) BindEntries();
    if (violations_ == nullptr || violations_->empty()) Derive();
  }

 private:
  void BindFields() {
    const std::array<Said, kContractFactCount> said = ReadContractFields(request_, platform_.id);
    for (uint32_t i = 0; i < kContractFactCount; ++i) {
      const int32_t fact = platform_.contract[i].fact;
      if (fact >= 0 && said[i].has_value()) Set(fact, ValueOf(i, *said[i]), Source::kField);
    }
  }

  void BindEntries() {
    for (const auto* entry : EntriesByKey<kMaxStructEntries>(request_.facts().fields())) {
      const std::optional<uint32_t> contract_fact = FindContractFact(entry->first);
      if (contract_fact.has_value()) {
        BindContractEntry(*contract_fact, entry->second);
      } else {
        BindOwnEntry(entry->first, entry->second);
      }
    }
  }

  void BindContractEntry(uint32_t contract_fact, const Value& value) {
    const Reading reading = ReadContractEntry(contract_fact, value);
    const int32_t fact = platform_.contract[contract_fact].fact;
    switch (reading.kind) {
      case Reading::Kind::kWrong:
      case Reading::Kind::kUnknown:
        return;
      case Reading::Kind::kValue:
        if (fact >= 0) Set(fact, ValueOf(contract_fact, reading.number), Source::kFactsEntry);
        return;
      case Reading::Kind::kNumber:
      case Reading::Kind::kPart:
        BindInteger(contract_fact, reading, value);
    }
  }

  void BindInteger(uint32_t contract_fact, const Reading& reading, const Value& value) {
    const int32_t index = platform_.contract[contract_fact].fact;
    if (index < 0) {
      if (reading.kind == Reading::Kind::kPart && violations_ != nullptr) {
        violations_->push_back(PartOfUnusedFact(prefix_, contract_fact, platform_, value));
      }
      return;
    }
    const platform::Fact& fact = platform_.facts[static_cast<size_t>(index)];
    const uint8_t part = PartOf(fact, reading, value);
    if (part == diagram::kUnknown) {
      if (violations_ != nullptr) violations_->push_back(WrongEntry(prefix_, fact, value));
      return;
    }
    const uint8_t field_part = bound_.values[static_cast<size_t>(index)];
    if (field_part != diagram::kUnknown && field_part != part && violations_ != nullptr) {
      violations_->push_back(StatedTwice(prefix_, fact.id, fact.values[part], FieldPath(contract_fact, platform_.id),
                                         fact.values[field_part]));
    }
    Set(index, part, Source::kFactsEntry);
  }

  void BindOwnEntry(const std::string& id, const Value& value) {
    const auto found = platform_.fact_index.find(id);
    if (found == platform_.fact_index.end()) {
      const platform::Platform* const platforms[] = {&platform_};
      if (violations_ != nullptr) violations_->push_back(UnknownFact(prefix_, id, unknown_facts_++, platforms));
      return;
    }
    const platform::Fact& fact = platform_.facts[found->second];
    const OwnReading reading = ReadOwnEntry(fact, value);
    if (reading.wrong && violations_ != nullptr) violations_->push_back(WrongEntry(prefix_, fact, value));
    Set(static_cast<int32_t>(found->second), reading.value, Source::kFactsEntry);
  }

  void Derive() {
    for (const Derivation& derivation : kDerivations) {
      const int32_t fact = platform_.contract[derivation.contract_fact].fact;
      if (fact < 0 || bound_.values[static_cast<size_t>(fact)] != diagram::kUnknown) continue;
      const std::optional<bool> value = derivation.derive(request_, platform_);
      if (value.has_value()) Set(fact, *value ? 1 : 0, Source::kDerived);
    }
  }

  // The platform's value for what the contract says, unknown where the plugin is older than the value or the request
  // says what no field may.
  uint8_t ValueOf(uint32_t contract_fact, int64_t said) const {
    if (!IsContractValue(contract_fact, said)) return diagram::kUnknown;
    const platform::ContractBinding& binding = platform_.contract[contract_fact];
    switch (advisor_contract_facts[contract_fact].kind) {
      case ADVISOR_BOOLEAN:
        return static_cast<uint8_t>(said);
      case ADVISOR_CHOICE:
        return binding.values[static_cast<size_t>(said)];
      default:
        return PartOf(platform_.facts[static_cast<size_t>(binding.fact)], static_cast<int32_t>(said));
    }
  }

  void Set(int32_t fact, uint8_t value, Source source) {
    if (value == diagram::kUnknown) return;
    bound_.values[static_cast<size_t>(fact)] = value;
    bound_.sources[static_cast<size_t>(fact)] = source;
  }

  const v1::AdviseRequest& request_;
  const platform::Platform& platform_;
  const std::string_view prefix_;
  BoundFacts& bound_;
  Violations* const violations_;
  size_t unknown_facts_ = 0;  // that were reported
};

}  // namespace

void Bind(const v1::AdviseRequest& request, const platform::Platform& platform, std::string_view prefix,
          BoundFacts* bound, Violations* violations) {
  Binder(request, platform, prefix, bound, violations).Run();
}

void BindForComparison(const v1::AdviseRequest& request, const platform::Platform& platform, BoundFacts* bound) {
  Binder(request, platform, /*prefix=*/"", bound, /*violations=*/nullptr).Run();
}

}  // namespace connection_advisor::facts
