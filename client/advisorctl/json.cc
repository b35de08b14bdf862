#include "client/advisorctl/json.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace connection_advisor::client {
namespace {

std::string Json(const google::protobuf::Message& message, bool whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = whitespace;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  // A detail of a type that this build does not know has no JSON.
  return printed.ok() ? json : absl::StrCat("{\"message\": \"this answer has no JSON form\"}", whitespace ? "\n" : "");
}

}  // namespace

std::string JsonText(const google::protobuf::Message& message) { return Json(message, true); }

std::string JsonLine(const google::protobuf::Message& message) { return Json(message, false); }

}  // namespace connection_advisor::client
