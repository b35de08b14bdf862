// The fields of AdviseRequest by name, for whoever reads a request that a person wrote.
#ifndef CLIENT_ADVISORCTL_REQUEST_FIELDS_H_
#define CLIENT_ADVISORCTL_REQUEST_FIELDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace connection_advisor::client {

// The field with this name, written as in the contract or as in JSON; null if there is none.
const google::protobuf::FieldDescriptor* FindField(const google::protobuf::Descriptor& message, absl::string_view name);

// The field at this path of AdviseRequest ("relationship.met_in_person"); null if there is none.
const google::protobuf::FieldDescriptor* FieldAtPath(absl::string_view path);

// The names of a message's fields, in their order.
std::vector<std::string> FieldNames(const google::protobuf::Descriptor& message);

// The paths that a value can be stated at, `member.connection_count` (a fact without a field of its own) included. A
// map's ends in ".KEY".
std::vector<std::string> StatablePaths();

// A fact of the contract that has no field: it is stated in `facts`.
constexpr char kConnectionCountFact[] = "member.connection_count";

// The short names of an enum's values, without the one that means unknown: "NEVER", "VIRTUALLY", "IN_PERSON".
std::vector<std::string> ShortNames(const google::protobuf::EnumDescriptor& type);

// The value with this short or full name; null if there is none. Letter case counts, as it does for the server.
const google::protobuf::EnumValueDescriptor* FindEnumValue(const google::protobuf::EnumDescriptor& type,
                                                           absl::string_view name);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_REQUEST_FIELDS_H_
