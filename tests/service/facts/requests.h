// Requests for tests: from text, by field, and by entry of `facts`.
#ifndef TESTS_SERVICE_FACTS_REQUESTS_H_
#define TESTS_SERVICE_FACTS_REQUESTS_H_

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connection_advisor/contract_facts.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/facts/binding.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

inline v1::AdviseRequest RequestOf(const std::string& text) {
  v1::AdviseRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
  return request;
}

inline google::protobuf::Value BoolValue(bool value) {
  google::protobuf::Value result;
  result.set_bool_value(value);
  return result;
}
inline google::protobuf::Value NumberValue(double value) {
  google::protobuf::Value result;
  result.set_number_value(value);
  return result;
}
inline google::protobuf::Value TextValue(const std::string& value) {
  google::protobuf::Value result;
  result.set_string_value(value);
  return result;
}
inline google::protobuf::Value NullValue() {
  google::protobuf::Value result;
  result.set_null_value(google::protobuf::NULL_VALUE);
  return result;
}
inline google::protobuf::Value ListValue() {
  google::protobuf::Value result;
  result.mutable_list_value()->add_values()->set_bool_value(true);
  return result;
}
inline google::protobuf::Value ObjectValue() {
  google::protobuf::Value result;
  (*result.mutable_struct_value()->mutable_fields())["a"] = BoolValue(true);
  return result;
}

inline void SetEntry(v1::AdviseRequest* request, const std::string& id, const google::protobuf::Value& value) {
  (*request->mutable_facts()->mutable_fields())[id] = value;
}
inline v1::AdviseRequest RequestWith(const std::string& id, const google::protobuf::Value& value) {
  v1::AdviseRequest request;
  SetEntry(&request, id, value);
  return request;
}

// As many entries as `facts` may have, none of which is a fact, though each is like one.
inline v1::AdviseRequest RequestOfUnknownFacts() {
  v1::AdviseRequest request;
  for (int i = 0; i < 128; ++i) SetEntry(&request, "met_in_perso" + std::to_string(i), BoolValue(true));
  return request;
}

// Sets the field whose path is the contract fact's id, found by reflection and not by the table under test: a boolean
// to `value`, a choice to the enum's number of that name, an integer's entry for `platform` to `value`.
inline void SetField(v1::AdviseRequest* request, const advisor_contract_fact& fact, const std::string& platform,
                     int64_t value) {
  if (fact.kind == ADVISOR_INTEGER) {
    (*request->mutable_member()->mutable_connection_counts())[platform] = static_cast<int32_t>(value);
    return;
  }
  const std::string id = fact.id;
  const size_t dot = id.find('.');
  const auto* group_field = request->GetDescriptor()->FindFieldByName(id.substr(0, dot));
  ASSERT_NE(group_field, nullptr) << id;
  google::protobuf::Message* group = request->GetReflection()->MutableMessage(request, group_field);
  const auto* field = group->GetDescriptor()->FindFieldByName(id.substr(dot + 1));
  ASSERT_NE(field, nullptr) << id;
  if (fact.kind == ADVISOR_BOOLEAN) {
    group->GetReflection()->SetBool(group, field, value != 0);
  } else {
    const std::string name = std::string(fact.value_prefix) + fact.values[value];
    const auto* number = field->enum_type()->FindValueByName(name);
    ASSERT_NE(number, nullptr) << name;
    group->GetReflection()->SetEnum(group, field, number);
  }
}

inline Violations Check(const v1::AdviseRequest& request) {
  Violations violations;
  CheckRequest(request, "", &violations);
  return violations;
}

// What Advise does: everything that is wrong, and what is bound.
struct Bound {
  BoundFacts facts;
  Violations violations;
};
inline Bound CheckedAndBound(const v1::AdviseRequest& request, const platform::Platform& platform) {
  Bound bound;
  CheckRequest(request, "", &bound.violations);
  Bind(request, platform, "", &bound.facts, &bound.violations);
  return bound;
}

// The value of a fact as answers write it; "unknown" where it is not known.
inline std::string ValueOf(const platform::Platform& platform, const BoundFacts& bound, const std::string& id) {
  const uint32_t fact = platform.fact_index.at(id);
  const uint8_t value = bound.values[fact];
  return value == diagram::kUnknown ? "unknown" : platform.facts[fact].values.at(value);
}
inline Source SourceOf(const platform::Platform& platform, const BoundFacts& bound, const std::string& id) {
  return bound.sources[platform.fact_index.at(id)];
}

inline std::vector<std::string> Fields(const Violations& violations) {
  std::vector<std::string> fields;
  for (const Violation& violation : violations) fields.push_back(violation.field);
  return fields;
}

// What was said that has `words` in it: how often.
inline size_t CountOf(const std::string& words, const Violations& violations) {
  size_t count = 0;
  for (const Violation& violation : violations) count += violation.description.find(words) != std::string::npos ? 1 : 0;
  return count;
}

// Matches a violation by its field and something that its description says.
inline auto Says(const std::string& field, const std::string& words) {
  return testing::AllOf(testing::Field(&Violation::field, field),
                        testing::Field(&Violation::description, testing::HasSubstr(words)));
}

inline void PrintTo(const Violation& violation, std::ostream* out) {
  *out << violation.field << ": " << violation.description;
}

}  // namespace connection_advisor::facts

#endif  // TESTS_SERVICE_FACTS_REQUESTS_H_
