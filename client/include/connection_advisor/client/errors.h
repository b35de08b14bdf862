// Reading what a failed call says.
//
// The details that a server sends with an error (google.rpc) are the payloads of the status, the message's bytes under
// its type URL ("type.googleapis.com/google.rpc.BadRequest"). These functions read them.
#ifndef CONNECTION_ADVISOR_CLIENT_ERRORS_H_
#define CONNECTION_ADVISOR_CLIENT_ERRORS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::client {

// A field of the request that is wrong, and how to put it right.
struct FieldViolation {
  std::string field;
  std::string description;
};

// Every bad field, in the order in which the server names them. Empty if the status says nothing about fields.
std::vector<FieldViolation> BadRequestViolations(const absl::Status& status);

// The machine-readable cause of an error.
struct ErrorReason {
  std::string reason;
  std::string domain;
  std::map<std::string, std::string> metadata;
};

std::optional<ErrorReason> ReasonOf(const absl::Status& status);

// How long to wait before the same is sent again: google.rpc.RetryInfo, as a server sends it that is full. Nothing if
// the status does not say.
std::optional<absl::Duration> RetryDelayOf(const absl::Status& status);

// The error for a person to read: its message on the first line, then one line for each bad field and for each entry of
// the cause, unless the message says it already. Ends without a newline.
std::string DescribeError(const absl::Status& status);

// A google.rpc.Status (as `AdviceResult.error` carries it) as a status with payloads, and back. Where two details have
// one type, the first is kept.
absl::Status FromRpcStatus(const google::rpc::Status& rpc);
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_ERRORS_H_
