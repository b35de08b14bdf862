#include "service/advice/errors.h"

#include <map>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/rpc/error_details.pb.h"
#include "service/facts/text.h"

namespace connection_advisor::advice {
namespace {

// What callers sent is shown cut to this.
constexpr size_t kMaxEchoedBytes = 100;

void Attach(const google::protobuf::Message& detail, absl::Status* status) {
  status->SetPayload(absl::StrCat("type.googleapis.com/", detail.GetDescriptor()->full_name()),
                     absl::Cord(StableBytes(detail)));
}

google::rpc::ErrorInfo ErrorInfo(const char* reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain(kErrorDomain);
  return info;
}

void AttachViolations(const facts::Violations& violations, absl::Status* status) {
  google::rpc::BadRequest bad_request;
  for (const facts::Violation& violation : violations) {
    google::rpc::BadRequest::FieldViolation* row = bad_request.add_field_violations();
    row->set_field(violation.field);
    row->set_description(violation.description);
  }
  Attach(bad_request, status);
}

// Cut between code points, so that what is left is still UTF-8.
std::string Cut(std::string_view text) {
  if (text.size() <= kMaxEchoedBytes) return std::string(text);
  size_t length = kMaxEchoedBytes;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return std::string(text.substr(0, length)) + "...";
}

}  // namespace

std::string StableBytes(const google::protobuf::Message& detail) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream output(&stream);
  output.SetSerializationDeterministic(true);
  detail.SerializeToCodedStream(&output);
  output.Trim();
  return bytes;
}

absl::Status InvalidRequest(const facts::Violations& violations) {
  const facts::Violation& first = violations.front();
  const std::string more =
      violations.size() == 1 ? "" : absl::StrCat(" (and ", violations.size() - 1, " more: see the details)");
  absl::Status status = absl::InvalidArgumentError(absl::StrCat(first.field, ": ", first.description, more));
  AttachViolations(violations, &status);
  Attach(ErrorInfo("INVALID_REQUEST"), &status);
  return status;
}

absl::Status ContradictoryFacts(const facts::Violations& violations, const std::vector<std::string>& impossible_rules) {
  const std::string fields = absl::StrJoin(
      violations, ", ", [](std::string* text, const facts::Violation& violation) { text->append(violation.field); });
  absl::Status status = absl::InvalidArgumentError(absl::StrCat("these contradict each other: ", fields));
  AttachViolations(violations, &status);
  google::rpc::ErrorInfo info = ErrorInfo("CONTRADICTORY_FACTS");
  (*info.mutable_metadata())["impossible_rules"] = absl::StrJoin(impossible_rules, ", ");
  Attach(info, &status);
  return status;
}

absl::Status PlatformNotLoaded(std::string_view platform, const platform::PlatformSet& loaded) {
  const std::string ids = loaded.Ids();
  const std::string asked = Cut(platform);
  absl::Status status = absl::NotFoundError(absl::StrCat("platform '", facts::OnOneLine(asked), "' is not loaded; ",
                                                         ids.empty() ? "none is" : "these are: ", ids));
  google::rpc::ErrorInfo info = ErrorInfo("PLATFORM_NOT_LOADED");
  (*info.mutable_metadata())["platform"] = asked;
  (*info.mutable_metadata())["loaded_platforms"] = ids;
  Attach(info, &status);
  return status;
}

void ToRpcStatus(const absl::Status& status, google::rpc::Status* message) {
  message->set_code(static_cast<int>(status.code()));
  message->set_message(std::string(status.message()));
  // In the order of type URLs, so that the same error is the same bytes.
  std::map<std::string, std::string> details;
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    details.emplace(std::string(type_url), std::string(payload));
  });
  for (auto& [type_url, value] : details) {
    google::protobuf::Any* detail = message->add_details();
    detail->set_type_url(type_url);
    detail->set_value(std::move(value));
  }
}

}  // namespace connection_advisor::advice
