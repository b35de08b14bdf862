#include "service/facts/entry_violations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "absl/strings/ascii.h"
#include "connection_advisor/contract_facts.h"
#include "service/facts/contract_fields.h"
#include "service/facts/nearest.h"
#include "service/facts/quote.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;

// So many own facts of a platform are named to somebody who got one wrong.
constexpr size_t kNamedOwnFacts = 12;

constexpr std::string_view kOrNull = " or null if it is unknown.";

std::string Number(double number) {
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.begin(), digits.end(), number);
  return std::string(digits.data(), result.ptr);
}

std::string Described(const Value& value) {
  switch (value.kind_case()) {
    case Value::kNullValue:
      return "null";
    case Value::kNumberValue:
      return Concatenated({"The number ", Number(value.number_value())});
    case Value::kStringValue:
      return Quoted(value.string_value());
    case Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case Value::kStructValue:
      return "An object";
    case Value::kListValue:
      return "A list";
    case Value::KIND_NOT_SET:
      break;
  }
  return "An empty value";
}

bool IsNumberInQuotes(const Value& value) {
  const std::string& text = value.string_value();
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// What a fact takes. `values` of an integer: its parts on this platform; empty: they are not known here.
template <typename Values>
std::string Remedy(platform::FactKind kind, const Values& values) {
  switch (kind) {
    case platform::FactKind::kBoolean:
      return Concatenated({"Send true, false,", kOrNull});
    case platform::FactKind::kChoice:
      return Concatenated({"Send one of ", QuotedList(values), ",", kOrNull});
    case platform::FactKind::kInteger:
      break;
  }
  return Concatenated({"Send a whole number from 0 to 2147483647, without quotes, ",
                       values.empty() ? "the text of one of the platform's parts as answers write it"
                                      : Concatenated({"one of ", QuotedList(values)}),
                       ",", kOrNull});
}

template <typename Values>
std::string WrongValue(platform::FactKind kind, const Values& values, const Value& value) {
  const bool quoted_number = kind == platform::FactKind::kInteger && IsNumberInQuotes(value);
  return Concatenated({Described(value), quoted_number ? " is a text, not a number. " : " is no value of this fact. ",
                       Remedy(kind, values)});
}

platform::FactKind KindOf(const advisor_contract_fact& fact) {
  switch (fact.kind) {
    case ADVISOR_BOOLEAN:
      return platform::FactKind::kBoolean;
    case ADVISOR_CHOICE:
      return platform::FactKind::kChoice;
    default:
      return platform::FactKind::kInteger;
  }
}

std::vector<std::string_view> OwnFacts(const platform::Platform& platform) {
  std::vector<std::string_view> ids;
  for (const platform::Fact& fact : platform.facts) {
    if (fact.own) ids.push_back(fact.id);
  }
  return ids;
}

std::string OwnFactsSentence(const platform::Platform& platform) {
  std::vector<std::string_view> ids = OwnFacts(platform);
  if (ids.empty()) return Concatenated({" The platform ", Quoted(platform.id), " has no own facts."});
  const bool some = ids.size() > kNamedOwnFacts;
  ids.resize(std::min(ids.size(), kNamedOwnFacts));
  return Concatenated({" Own facts of ", Quoted(platform.id), ": ", QuotedList(ids), some ? ", and more." : "."});
}

// Which fact may have been meant by `id`, and which there are.
std::string WhatThereIs(std::string_view id, std::span<const platform::Platform* const> platforms) {
  std::vector<std::string_view> known;
  known.reserve(kContractFields.size());
  for (const ContractField& field : kContractFields) known.push_back(field.id);
  std::string own_facts;
  for (const platform::Platform* platform : platforms) {
    const std::vector<std::string_view> own = OwnFacts(*platform);
    known.insert(known.end(), own.begin(), own.end());
    if (platforms.size() == 1 || !own.empty()) own_facts += OwnFactsSentence(*platform);
  }
  const std::string_view nearest = Nearest(id, known);
  return Concatenated({nearest.empty() ? "" : Concatenated({" Did you mean \"", nearest, "\"?"}),
                       " A fact of the contract has its field's path as id (\"relationship.met_in_person\").",
                       own_facts});
}

}  // namespace

std::string FactsEntryPath(std::string_view prefix, std::string_view id) {
  return Concatenated({prefix, EntryPath("facts", id)});
}

Violation WrongContractEntry(std::string_view prefix, uint32_t contract_fact, const Value& value) {
  const advisor_contract_fact& fact = advisor_contract_facts[contract_fact];
  const std::span<const char* const> values(fact.values, fact.value_count);
  return {FactsEntryPath(prefix, fact.id), WrongValue(KindOf(fact), values, value)};
}

Violation WrongEntry(std::string_view prefix, const platform::Fact& fact, const Value& value) {
  return {FactsEntryPath(prefix, fact.id), WrongValue(fact.kind, fact.values, value)};
}

Violation PartOfUnusedFact(std::string_view prefix, uint32_t contract_fact, const platform::Platform& platform,
                           const Value& value) {
  return {FactsEntryPath(prefix, kContractFields[contract_fact].id),
          Concatenated({Described(value), " is no part of the number on ", Quoted(platform.id),
                        ", which does not use this fact. Send a whole number from 0 to 2147483647, without quotes, or "
                        "leave the entry out."})};
}

Violation UnknownFact(std::string_view prefix, std::string_view id, size_t reported,
                      std::span<const platform::Platform* const> platforms) {
  const bool explained = reported < kExplainedUnknownFacts;
  return {FactsEntryPath(prefix, id),
          Concatenated({"No fact has the id ", Quoted(id), ".",
                        explained ? WhatThereIs(id, platforms) : " See above which facts there are."})};
}

Violation StatedTwice(std::string_view prefix, std::string_view id, std::string_view entry_value,
                      std::string_view field, std::string_view field_value) {
  return {FactsEntryPath(prefix, id),
          Concatenated({"Says \"", entry_value, "\", but ", prefix, field, " says \"", field_value,
                        "\". Say it in one of the two places, or the same in both."})};
}

}  // namespace connection_advisor::facts
