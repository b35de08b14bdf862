// A request that a person wrote as JSON.
#ifndef CLIENT_ADVISORCTL_REQUEST_FILE_H_
#define CLIENT_ADVISORCTL_REQUEST_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::client {

// Reads the JSON of an AdviseRequest. INVALID_ARGUMENT carries a google.rpc.BadRequest that names every unknown field
// and enum value at once, with the nearest right one.
absl::StatusOr<v1::AdviseRequest> ParseRequest(const std::string& json);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_REQUEST_FILE_H_
