#include "service/facts/struct_facts.h"

#include <cmath>
#include <iterator>
#include <span>
#include <string_view>

#include "connection_advisor/contract_facts.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;
using Kind = Reading::Kind;

constexpr Reading kWrong = {Kind::kWrong, 0};
constexpr Reading kUnknown = {Kind::kUnknown, 0};

Reading ReadBoolean(const Value& value) {
  if (value.kind_case() == Value::kBoolValue) return {Kind::kValue, value.bool_value() ? 1 : 0};
  if (value.kind_case() != Value::kStringValue) return kWrong;
  if (value.string_value() == "false") return {Kind::kValue, 0};
  if (value.string_value() == "true") return {Kind::kValue, 1};
  return kWrong;
}

template <typename Names>
Reading ReadName(std::string_view text, const Names& names) {
  const auto found = std::find(std::begin(names), std::end(names), text);
  if (found == std::end(names)) return kWrong;
  return {Kind::kValue, static_cast<int32_t>(found - std::begin(names))};
}

// A short name, or a full one: the short one after the enum's prefix.
Reading ReadContractName(const advisor_contract_fact& fact, std::string_view text) {
  const std::span<const char* const> names(fact.values, fact.value_count);
  const Reading reading = ReadName(text, names);
  if (reading.kind == Kind::kValue || !text.starts_with(fact.value_prefix)) return reading;
  text.remove_prefix(std::string_view(fact.value_prefix).size());
  return text == "UNSPECIFIED" ? kUnknown : ReadName(text, names);
}

Reading ReadInteger(const Value& value) {
  if (value.kind_case() == Value::kStringValue) return {Kind::kPart, 0};
  if (value.kind_case() != Value::kNumberValue) return kWrong;
  const double number = value.number_value();
  if (!(number >= 0 && number <= INT32_MAX) || number != std::floor(number)) return kWrong;  // NaN fails the first
  return {Kind::kNumber, static_cast<int32_t>(number)};
}

uint8_t PartOfText(const platform::Fact& fact, std::string_view text) {
  const auto found = std::find(fact.values.begin(), fact.values.end(), text);
  return found == fact.values.end() ? diagram::kUnknown : static_cast<uint8_t>(found - fact.values.begin());
}

Reading ReadOwn(const platform::Fact& fact, const Value& value) {
  if (value.kind_case() == Value::kNullValue) return kUnknown;
  switch (fact.kind) {
    case platform::FactKind::kBoolean:
      return ReadBoolean(value);
    case platform::FactKind::kChoice:
      return value.kind_case() == Value::kStringValue ? ReadName(value.string_value(), fact.values) : kWrong;
    case platform::FactKind::kInteger:
      return ReadInteger(value);
  }
  return kWrong;
}

}  // namespace

Reading ReadContractEntry(uint32_t contract_fact, const Value& value) {
  if (value.kind_case() == Value::kNullValue) return kUnknown;
  const advisor_contract_fact& fact = advisor_contract_facts[contract_fact];
  switch (fact.kind) {
    case ADVISOR_BOOLEAN:
      return ReadBoolean(value);
    case ADVISOR_CHOICE:
      return value.kind_case() == Value::kStringValue ? ReadContractName(fact, value.string_value()) : kWrong;
    default:
      return ReadInteger(value);
  }
}

uint8_t PartOf(const platform::Fact& fact, int32_t number) {
  const auto next = std::upper_bound(fact.cut_points.begin(), fact.cut_points.end(), number);
  return static_cast<uint8_t>(next - fact.cut_points.begin());
}

uint8_t PartOf(const platform::Fact& fact, const Reading& reading, const Value& value) {
  return reading.kind == Kind::kNumber ? PartOf(fact, reading.number) : PartOfText(fact, value.string_value());
}

OwnReading ReadOwnEntry(const platform::Fact& fact, const Value& value) {
  const Reading reading = ReadOwn(fact, value);
  switch (reading.kind) {
    case Kind::kWrong:
      return {true, diagram::kUnknown};
    case Kind::kUnknown:
      return {false, diagram::kUnknown};
    case Kind::kValue:
      return {false, static_cast<uint8_t>(reading.number)};
    default:
      const uint8_t part = PartOf(fact, reading, value);
      return {part == diagram::kUnknown, part};
  }
}

}  // namespace connection_advisor::facts
