#include "service/facts/contract_fields.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/service/facts/requests.h"

namespace connection_advisor::facts {
namespace {

TEST(ContractFields, AreTheFactsOfTheContractInOrder) {
  for (uint32_t i = 0; i < kContractFactCount; ++i) {
    EXPECT_EQ(kContractFields[i].id, advisor_contract_facts[i].id);
    EXPECT_EQ(FindContractFact(advisor_contract_facts[i].id), i);
  }
  for (const char* none : {"", "member", "member.profession", "zebra", "relationship.met_in_person "}) {
    EXPECT_EQ(FindContractFact(none), std::nullopt) << none;
  }
}

TEST(ContractFields, ReadNothingFromAnEmptyRequest) {
  for (const ContractField& field : kContractFields) EXPECT_EQ(field.read({}, "sample"), std::nullopt) << field.id;
}

TEST(ContractFields, ReadNothingFromEmptyParts) {
  const v1::AdviseRequest request = RequestOf("member {} candidate {} relationship {} affinity {} invitation {}");
  for (const ContractField& field : kContractFields) EXPECT_EQ(field.read(request, ""), std::nullopt) << field.id;
}

TEST(ContractFields, ReadEveryValueOfTheirFieldAndOfNoOther) {
  for (uint32_t i = 0; i < kContractFactCount; ++i) {
    const advisor_contract_fact& fact = advisor_contract_facts[i];
    const int64_t count = fact.kind == ADVISOR_CHOICE ? fact.value_count : 2;
    for (int64_t value = 0; value < count; ++value) {
      v1::AdviseRequest request;
      SetField(&request, fact, "sample", value);
      for (uint32_t j = 0; j < kContractFactCount; ++j) {
        const std::optional<int64_t> expected = j == i ? std::optional<int64_t>(value) : std::nullopt;
        EXPECT_EQ(kContractFields[j].read(request, "sample"), expected)
            << fact.id << " read as " << kContractFields[j].id;
      }
    }
  }
}

TEST(ContractFields, CoverEveryFactFieldOfTheContract) {
  // A fact's field is an optional scalar or an enum in one of the request's parts. `message` alone is no fact.
  for (const char* part : {"member", "candidate", "relationship", "affinity", "invitation"}) {
    const auto* message = v1::AdviseRequest::descriptor()->FindFieldByName(part)->message_type();
    for (int i = 0; i < message->field_count(); ++i) {
      const auto* field = message->field(i);
      const bool fact = field->type() == google::protobuf::FieldDescriptor::TYPE_ENUM ||
                        (field->has_optional_keyword() && field->name() != "message");
      EXPECT_EQ(FindContractFact(part + ("." + field->name())).has_value(), fact) << field->full_name();
    }
  }
}

TEST(ContractFields, KnowEveryValueOfTheirEnum) {
  for (const advisor_contract_fact& fact : advisor_contract_facts) {
    if (fact.kind != ADVISOR_CHOICE) continue;
    const std::string id = fact.id;
    const auto* part = v1::AdviseRequest::descriptor()->FindFieldByName(id.substr(0, id.find('.')));
    const auto* type = part->message_type()->FindFieldByName(id.substr(id.find('.') + 1))->enum_type();
    ASSERT_EQ(type->value_count(), static_cast<int>(fact.value_count) + 1) << id;
    EXPECT_EQ(type->value(0)->name(), std::string(fact.value_prefix) + "UNSPECIFIED");
    for (uint32_t i = 0; i < fact.value_count; ++i) {
      EXPECT_EQ(type->value(static_cast<int>(i) + 1)->name(), std::string(fact.value_prefix) + fact.values[i]);
      EXPECT_EQ(type->value(static_cast<int>(i) + 1)->number(), static_cast<int>(i) + 1);
    }
  }
}

TEST(ContractFields, ReadTheCountOfThePlatformAskedAboutOnly) {
  const v1::AdviseRequest request =
      RequestOf("member { connection_counts { key: 'a' value: 5 } connection_counts { key: 'b' value: -1 } }");
  const auto read = kContractFields[kConnectionCount].read;
  EXPECT_EQ(read(request, "a"), 5);
  EXPECT_EQ(read(request, "b"), -1);
  EXPECT_EQ(read(request, "A"), std::nullopt);
}

TEST(ContractFields, HandOnEnumNumbersThatNobodyKnows) {
  v1::AdviseRequest request;
  const auto read = kContractFields[ContractFact("invitation.direction")].read;
  for (const int32_t number : {3, -1, INT32_MAX, INT32_MIN}) {
    request.mutable_invitation()->set_direction(static_cast<v1::Direction>(number));
    const std::optional<int64_t> said = read(request, "");
    ASSERT_EQ(said, int64_t{number} - 1);
    EXPECT_FALSE(IsContractValue(ContractFact("invitation.direction"), *said));
  }
}

TEST(FieldPath, IsTheIdButForTheCount) {
  EXPECT_EQ(FieldPath(ContractFact("affinity.fits_purpose"), "sample"), "affinity.fits_purpose");
  EXPECT_EQ(FieldPath(kConnectionCount, "sample"), "member.connection_counts[\"sample\"]");
}

}  // namespace
}  // namespace connection_advisor::facts
