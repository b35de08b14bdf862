#include "client/advisorctl/request_file.h"

#include <map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/advisorctl/nearest_name.h"
#include "client/advisorctl/request_fields.h"
#include "connection_advisor/client/errors.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"

namespace connection_advisor::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Struct;

// Walks the JSON beside the message's description: the parser itself stops at the first mistake and suggests nothing.
class NameCheck {
 public:
  void Check(const Descriptor& message, const std::string& prefix, const Struct& json) {
    for (const auto& [name, value] : json.fields()) {
      const std::string path = absl::StrCat(prefix, name);
      const FieldDescriptor* field = FindField(message, name);
      if (field == nullptr) {
        violations_[path] = absl::StrCat("no such field", DidYouMean(name, FieldNames(message)));
      } else if (field->enum_type() != nullptr && value.has_string_value()) {
        CheckEnum(*field->enum_type(), path, value.string_value());
      } else if (IsOurs(*field) && value.has_struct_value()) {
        Check(*field->message_type(), absl::StrCat(path, "."), value.struct_value());
      }
    }
  }

  absl::Status Result() const {
    if (violations_.empty()) return absl::OkStatus();
    google::rpc::BadRequest bad_request;
    for (const auto& [field, description] : violations_) {
      auto* violation = bad_request.add_field_violations();
      violation->set_field(field);
      violation->set_description(description);
    }
    google::rpc::Status rpc;
    rpc.set_code(static_cast<int>(absl::StatusCode::kInvalidArgument));
    rpc.set_message("the request names what does not exist");
    rpc.add_details()->PackFrom(bad_request);
    return FromRpcStatus(rpc);
  }

 private:
  // A message of the contract: not a map, not google.protobuf.Struct.
  static bool IsOurs(const FieldDescriptor& field) {
    return field.message_type() != nullptr && !field.is_map() &&
           field.message_type()->file() == v1::AdviseRequest::descriptor()->file();
  }

  // JSON has the full names only. The short one, as answers write it, is the likeliest mistake.
  void CheckEnum(const EnumDescriptor& type, const std::string& path, const std::string& name) {
    if (type.FindValueByName(name) != nullptr) return;
    std::vector<std::string> names;
    for (int i = 1; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
    const EnumValueDescriptor* by_short_name = FindEnumValue(type, name);
    const std::string hint = by_short_name != nullptr ? absl::StrCat("; did you mean ", by_short_name->name(), "?")
                                                      : DidYouMean(name, names);
    violations_[path] = absl::StrCat("\"", name, "\" is none of ", absl::StrJoin(names, ", "), hint);
  }

  std::map<std::string, std::string> violations_;
};

absl::Status NotJson(const google::protobuf::util::Status& status) {
  return absl::InvalidArgumentError(
      absl::StrCat("the request is not the JSON of an AdviseRequest: ", std::string(status.message())));
}

}  // namespace

absl::StatusOr<v1::AdviseRequest> ParseRequest(const std::string& json) {
  Struct tree;
  auto parsed = google::protobuf::util::JsonStringToMessage(json, &tree);
  if (!parsed.ok()) return NotJson(parsed);
  NameCheck check;
  check.Check(*v1::AdviseRequest::descriptor(), "", tree);
  absl::Status names = check.Result();
  if (!names.ok()) return names;

  v1::AdviseRequest request;
  parsed = google::protobuf::util::JsonStringToMessage(json, &request);
  if (!parsed.ok()) return NotJson(parsed);
  return request;
}

}  // namespace connection_advisor::client
