#include "connection_advisor/client/errors.h"

#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/rpc/error_details.pb.h"

namespace connection_advisor::client {
namespace {

constexpr char kTypeUrlPrefix[] = "type.googleapis.com/";

// The detail of type `Message`, if the status carries one that parses.
template <typename Message>
std::optional<Message> DetailOf(const absl::Status& status) {
  const absl::optional<absl::Cord> bytes =
      status.GetPayload(absl::StrCat(kTypeUrlPrefix, Message::descriptor()->full_name()));
  Message message;
  if (!bytes.has_value() || !message.ParseFromString(std::string(*bytes))) return std::nullopt;
  return message;
}

}  // namespace

std::vector<FieldViolation> BadRequestViolations(const absl::Status& status) {
  std::vector<FieldViolation> violations;
  if (const auto bad_request = DetailOf<google::rpc::BadRequest>(status)) {
    for (const auto& violation : bad_request->field_violations()) {
      violations.push_back({violation.field(), violation.description()});
    }
  }
  return violations;
}

std::optional<ErrorReason> ReasonOf(const absl::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info.has_value()) return std::nullopt;
  return ErrorReason{info->reason(), info->domain(), {info->metadata().begin(), info->metadata().end()}};
}

std::optional<absl::Duration> RetryDelayOf(const absl::Status& status) {
  const auto retry = DetailOf<google::rpc::RetryInfo>(status);
  if (!retry.has_value() || !retry->has_retry_delay()) return std::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

std::string DescribeError(const absl::Status& status) {
  const std::string message =
      status.message().empty() ? absl::StatusCodeToString(status.code()) : std::string(status.message());
  std::string text = message;
  // `said` is what the message has in it if it says the same already.
  const auto add = [&](absl::string_view line, absl::string_view said) {
    if (!absl::StrContains(message, said)) absl::StrAppend(&text, "\n  ", line);
  };
  for (const FieldViolation& violation : BadRequestViolations(status)) {
    // With its field: another field may be wrong in the same way.
    const std::string line = absl::StrCat(violation.field, ": ", violation.description);
    add(line, line);
  }
  if (const auto reason = ReasonOf(status)) {
    for (const auto& [key, value] : reason->metadata) add(absl::StrCat(key, ": ", value), value);
  }
  return text;
}

absl::Status FromRpcStatus(const google::rpc::Status& rpc) {
  absl::Status status(static_cast<absl::StatusCode>(rpc.code()), rpc.message());
  for (const auto& detail : rpc.details()) {
    if (!status.GetPayload(detail.type_url()).has_value()) {
      status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
  return status;
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(std::string(status.message()));
  // The order of payloads is not defined: by type, so that the same status gives the same bytes.
  std::map<std::string, std::string> details;
  status.ForEachPayload([&details](absl::string_view type_url, const absl::Cord& bytes) {
    details.emplace(std::string(type_url), std::string(bytes));
  });
  for (auto& [type_url, bytes] : details) {
    auto* detail = rpc.add_details();
    detail->set_type_url(type_url);
    detail->set_value(std::move(bytes));
  }
  return rpc;
}

}  // namespace connection_advisor::client
