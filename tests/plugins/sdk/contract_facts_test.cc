// The table of contract facts says the same as the messages that requests are written in.
#include "connection_advisor/contract_facts.h"

#include <set>
#include <string>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace connection_advisor {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kConnectionCount[] = "member.connection_count";

// The field that a fact's id names: "part.field" of AdviseRequest. Null if there is none.
const FieldDescriptor* FieldOf(const std::string& fact_id) {
  const size_t dot = fact_id.find('.');
  if (dot == std::string::npos) return nullptr;
  const FieldDescriptor* part = v1::AdviseRequest::descriptor()->FindFieldByName(fact_id.substr(0, dot));
  if (part == nullptr || part->message_type() == nullptr) return nullptr;
  return part->message_type()->FindFieldByName(fact_id.substr(dot + 1));
}

// A row of the table, by its index.
class ContractFact : public testing::TestWithParam<size_t> {
 protected:
  const advisor_contract_fact& fact_ = advisor_contract_facts[GetParam()];
};

TEST_P(ContractFact, IsAFieldOfItsType) {
  if (std::string(fact_.id) == kConnectionCount) {
    // The one that is no path: an entry of a map by platform.
    const FieldDescriptor* counts = v1::Member::descriptor()->FindFieldByName("connection_counts");
    ASSERT_NE(counts, nullptr);
    ASSERT_TRUE(counts->is_map());
    EXPECT_EQ(counts->message_type()->map_value()->cpp_type(), FieldDescriptor::CPPTYPE_INT32);
    EXPECT_EQ(fact_.kind, static_cast<uint32_t>(ADVISOR_INTEGER));
    return;
  }
  const FieldDescriptor* field = FieldOf(fact_.id);
  ASSERT_NE(field, nullptr);
  EXPECT_FALSE(field->is_repeated());
  switch (fact_.kind) {
    case ADVISOR_BOOLEAN:
      EXPECT_EQ(field->cpp_type(), FieldDescriptor::CPPTYPE_BOOL);
      EXPECT_TRUE(field->has_presence()) << "unset must not look like false";
      break;
    case ADVISOR_CHOICE:
      EXPECT_EQ(field->cpp_type(), FieldDescriptor::CPPTYPE_ENUM);
      break;
    default:
      FAIL() << "only " << kConnectionCount << " is a number";
  }
}

TEST_P(ContractFact, HasTheValuesOfItsEnumInTheirOrder) {
  if (fact_.kind != ADVISOR_CHOICE) {
    EXPECT_EQ(fact_.value_count, 0u);
    EXPECT_EQ(fact_.values, nullptr);
    EXPECT_EQ(fact_.value_prefix, nullptr);
    return;
  }
  const FieldDescriptor* field = FieldOf(fact_.id);
  ASSERT_NE(field, nullptr);
  std::vector<std::string> declared;
  for (int i = 0; i < field->enum_type()->value_count(); ++i) declared.push_back(field->enum_type()->value(i)->name());

  std::vector<std::string> expected = {std::string(fact_.value_prefix) + "UNSPECIFIED"};
  for (uint32_t i = 0; i < fact_.value_count; ++i)
    expected.push_back(std::string(fact_.value_prefix) + fact_.values[i]);
  EXPECT_EQ(declared, expected);
}

TEST_P(ContractFact, IsAQuestionThatAPersonCanAnswer) {
  const std::string question = fact_.question;
  EXPECT_THAT(question, testing::EndsWith("?"));
  EXPECT_THAT(question, testing::ContainsRegex("^[A-Z][a-z]"));
}

INSTANTIATE_TEST_SUITE_P(Contract, ContractFact, testing::Range(size_t{0}, size_t{ADVISOR_CONTRACT_FACT_COUNT}),
                         [](const auto& test) {
                           std::string name = advisor_contract_facts[test.param].id;
                           for (char& c : name) c = c == '.' ? '_' : c;
                           return name;
                         });

// The other way round: whatever can be stated as unknown, yes or no, or one of several, is a fact.
TEST(ContractFacts, MissNoFieldOfTheRequest) {
  std::set<std::string> in_messages = {kConnectionCount};
  const Descriptor* request = v1::AdviseRequest::descriptor();
  for (int i = 0; i < request->field_count(); ++i) {
    const FieldDescriptor* part = request->field(i);
    if (part->message_type() == nullptr || part->message_type()->file() != request->file()) continue;
    for (int j = 0; j < part->message_type()->field_count(); ++j) {
      const FieldDescriptor* field = part->message_type()->field(j);
      const bool is_fact =
          field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL || field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
      if (is_fact) in_messages.insert(part->name() + "." + field->name());
    }
  }
  std::set<std::string> in_table;
  for (const advisor_contract_fact& fact : advisor_contract_facts) in_table.insert(fact.id);
  EXPECT_EQ(in_table, in_messages);
  EXPECT_EQ(in_table.size(), static_cast<size_t>(ADVISOR_CONTRACT_FACT_COUNT)) << "an id stands there twice";
}

}  // namespace
}  // namespace connection_advisor
