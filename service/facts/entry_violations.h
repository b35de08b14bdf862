// What is said of an entry of `facts` that is wrong, and how to put it right.
#ifndef SERVICE_FACTS_ENTRY_VIOLATIONS_H_
#define SERVICE_FACTS_ENTRY_VIOLATIONS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "google/protobuf/struct.pb.h"
#include "service/facts/violation.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

// `facts["id"]` after the prefix.
std::string FactsEntryPath(std::string_view prefix, std::string_view id);

// The value is nothing that a fact of the contract takes, whatever the platform.
Violation WrongContractEntry(std::string_view prefix, uint32_t contract_fact, const google::protobuf::Value& value);

// The value is nothing that `fact`, an own fact or one of the contract, takes on its platform.
Violation WrongEntry(std::string_view prefix, const platform::Fact& fact, const google::protobuf::Value& value);

// The value is a text, and no part of the number, since `platform` does not use the fact.
Violation PartOfUnusedFact(std::string_view prefix, uint32_t contract_fact, const platform::Platform& platform,
                           const google::protobuf::Value& value);

// So many unknown facts of a request are explained.
inline constexpr size_t kExplainedUnknownFacts = 8;

// Neither the contract nor one of `platforms` has a fact with that id. `reported`: so many of the request's were found
// before. The first few say which facts there are and which may have been meant, which takes comparing it with each.
Violation UnknownFact(std::string_view prefix, std::string_view id, size_t reported,
                      std::span<const platform::Platform* const> platforms);

// The field and the entry say different things; values are as answers write them.
Violation StatedTwice(std::string_view prefix, std::string_view id, std::string_view entry_value,
                      std::string_view field, std::string_view field_value);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_ENTRY_VIOLATIONS_H_
