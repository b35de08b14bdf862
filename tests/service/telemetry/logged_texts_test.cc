#include "service/telemetry/logged_texts.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace connection_advisor::telemetry {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The paths of all texts in a message of the contract.
void AddTexts(const Descriptor& message, const std::string& path, std::set<std::string>* texts) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const std::string name = absl::StrCat(path, field.name());
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) texts->insert(name);
    const Descriptor* inner = field.message_type();
    if (inner != nullptr && inner->file()->package() == message.file()->package() && !field.is_map()) {
      AddTexts(*inner, absl::StrCat(name, "."), texts);
    }
  }
}

class Collector final : public TextVisitor {
 public:
  void Text(const std::string& text) override { texts.push_back(text); }
  std::vector<std::string> texts;
};

std::vector<std::string> Visited(const LoggedText& row, const v1::AdviseRequest& request) {
  Collector collector;
  row.visit(request, collector);
  return collector.texts;
}

TEST(LoggedTexts, AreAllTextsOfARequestButIdsOfPlatformsAndRules) {
  std::set<std::string> texts;
  AddTexts(*v1::AdviseRequest::descriptor(), "", &texts);
  texts.erase("platform");
  texts.erase("relationship.connected_on");
  texts.erase("why_not_rule");
  std::set<std::string> rows;
  for (const LoggedText& row : kLoggedTexts) rows.insert(row.field);
  EXPECT_EQ(rows, texts);
}

TEST(LoggedTexts, AreReadFromTheirFieldAndNoOther) {
  for (const LoggedText& row : kLoggedTexts) {
    v1::AdviseRequest request;
    EXPECT_THAT(Visited(row, request), IsEmpty()) << row.field;
    Message* message = &request;
    const std::vector<std::string> names = absl::StrSplit(row.field, '.');
    const FieldDescriptor* field = nullptr;
    for (size_t i = 0; i < names.size(); ++i) {
      field = message->GetDescriptor()->FindFieldByName(names[i]);
      ASSERT_NE(field, nullptr) << row.field;
      if (i + 1 < names.size()) message = message->GetReflection()->MutableMessage(message, field);
    }
    EXPECT_EQ(field->is_repeated(), row.is_list) << row.field;
    if (row.is_list) {
      message->GetReflection()->AddString(message, field, "one");
      message->GetReflection()->AddString(message, field, "two");
      EXPECT_THAT(Visited(row, request), ElementsAre("one", "two")) << row.field;
    } else {
      message->GetReflection()->SetString(message, field, "one");
      EXPECT_THAT(Visited(row, request), ElementsAre("one")) << row.field;
    }
    for (const LoggedText& other : kLoggedTexts) {
      if (&other == &row) continue;
      EXPECT_THAT(Visited(other, request), IsEmpty()) << row.field << " " << other.field;
    }
  }
}

TEST(LoggedTexts, AreOffByDefaultButForTheCallersOwnId) {
  const TextPolicies policies = DefaultTextPolicies();
  for (size_t i = 0; i < kLoggedTextCount; ++i) {
    const bool is_id = kLoggedTexts[i].field == std::string("request_id");
    EXPECT_EQ(policies[i], is_id ? TextPolicy::kPlain : TextPolicy::kOff) << kLoggedTexts[i].field;
  }
}

TEST(LoggedTexts, PoliciesAreNamedFieldByField) {
  EXPECT_EQ(*ParseTextPolicies(""), DefaultTextPolicies());
  TextPolicies expected = DefaultTextPolicies();
  expected[0] = TextPolicy::kOff;
  expected[6] = TextPolicy::kHashed;
  expected[9] = TextPolicy::kPlain;
  EXPECT_EQ(*ParseTextPolicies(" request_id=off,candidate.display_name = hashed , invitation.message=plain"), expected);
}

TEST(LoggedTexts, APolicyThatIsWrongIsSaid) {
  const struct {
    const char* text;
    const char* cause;
  } rows[] = {
      {"member.name=plain", "'member.name' is no text of a request; there are request_id, member.display_name"},
      {"platform=plain", "'platform' is no text"},
      {"request_id", "request_id: '' is none of off, hashed, plain"},
      {"request_id=PLAIN", "request_id: 'PLAIN' is none of off, hashed, plain"},
      {"request_id=plain=off", "request_id: 'plain=off' is none of"},
      {"request_id=off,request_id=plain", "request_id is named twice"},
      {"=plain", "'' is no text"},
  };
  for (const auto& row : rows) {
    const absl::StatusOr<TextPolicies> policies = ParseTextPolicies(row.text);
    ASSERT_FALSE(policies.ok()) << row.text;
    EXPECT_EQ(policies.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(policies.status().message()), HasSubstr(row.cause));
  }
}

}  // namespace
}  // namespace connection_advisor::telemetry
