#include "client/advisorctl/json.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsKnown(const google::protobuf::Any& detail) {
  absl::string_view name = detail.type_url();
  return absl::ConsumePrefix(&name, "type.googleapis.com/") &&
         google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(std::string(name)) != nullptr;
}

void KeepKnownDetails(google::rpc::Status* status) {
  google::rpc::Status known = *status;
  known.clear_details();
  for (const google::protobuf::Any& detail : status->details()) {
    if (IsKnown(detail)) *known.add_details() = detail;
  }
  *status = std::move(known);
}

// Of every status in the message, however deep: results of a batch and of a comparison have theirs.
void KeepKnownDetailsIn(Message* message) {
  if (auto* status = google::protobuf::DynamicCastToGenerated<google::rpc::Status>(message)) {
    return KeepKnownDetails(status);
  }
  const google::protobuf::Reflection& reflection = *message->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_map()) continue;
    if (!field->is_repeated()) {
      KeepKnownDetailsIn(reflection.MutableMessage(message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(*message, field); ++i) {
      KeepKnownDetailsIn(reflection.MutableRepeatedMessage(message, field, i));
    }
  }
}

std::string Json(const Message& message, bool whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = whitespace;
  // Beforehand: at a detail that it does not know protobuf gives up, and says so where an error is printed.
  const std::unique_ptr<Message> known(message.New());
  known->CopyFrom(message);
  KeepKnownDetailsIn(known.get());
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(*known, &json, options);
  return printed.ok() ? json : absl::StrCat("{\"message\": \"this answer has no JSON form\"}", whitespace ? "\n" : "");
}

}  // namespace

std::string JsonText(const google::protobuf::Message& message) { return Json(message, true); }

std::string JsonLine(const google::protobuf::Message& message) { return Json(message, false); }

}  // namespace connection_advisor::client
