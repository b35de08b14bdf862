#include "client/advisorctl/request_fields.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

void AppendPaths(const Descriptor& message, const std::string& prefix, std::vector<std::string>* paths) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const std::string path = absl::StrCat(prefix, field.name());
    if (field.is_map()) {
      paths->push_back(absl::StrCat(path, ".KEY"));
    } else if (field.message_type() == nullptr) {
      paths->push_back(path);
    } else if (field.message_type()->file() == v1::AdviseRequest::descriptor()->file()) {
      AppendPaths(*field.message_type(), absl::StrCat(path, "."), paths);
    }
  }
}

// What the enum's full names have before the short one: "WORKED_TOGETHER_".
absl::string_view Prefix(const EnumDescriptor& type) {
  return absl::StripSuffix(type.FindValueByNumber(0)->name(), "UNSPECIFIED");
}

}  // namespace

const FieldDescriptor* FindField(const Descriptor& message, absl::string_view name) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->name() == name || field->json_name() == name) return field;
  }
  return nullptr;
}

const FieldDescriptor* FieldAtPath(absl::string_view path) {
  const Descriptor* message = v1::AdviseRequest::descriptor();
  const FieldDescriptor* field = nullptr;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    field = message == nullptr ? nullptr : FindField(*message, name);
    if (field == nullptr) return nullptr;
    message = field->message_type();
  }
  return field;
}

std::vector<std::string> FieldNames(const Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) names.push_back(message.field(i)->name());
  return names;
}

std::vector<std::string> StatablePaths() {
  std::vector<std::string> paths;
  AppendPaths(*v1::AdviseRequest::descriptor(), "", &paths);
  paths.push_back(kConnectionCountFact);
  return paths;
}

std::vector<std::string> ShortNames(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() != 0) names.emplace_back(absl::StripPrefix(value.name(), Prefix(type)));
  }
  return names;
}

const EnumValueDescriptor* FindEnumValue(const EnumDescriptor& type, absl::string_view name) {
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor* value = type.value(i);
    if (value->name() == name || absl::StripPrefix(value->name(), Prefix(type)) == name) return value;
  }
  return nullptr;
}

}  // namespace connection_advisor::client
