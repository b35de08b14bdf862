// The errors of PluginAdmin, with google.rpc details as payloads.
#ifndef SERVICE_EDGE_ADMIN_ERRORS_H_
#define SERVICE_EDGE_ADMIN_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/lifecycle/plugin_version.h"

namespace connection_advisor::edge {

// INVALID_ARGUMENT with BadRequest and ErrorInfo{reason INVALID_REQUEST}.
absl::Status BadField(absl::string_view field, absl::string_view description);

// The error with which a change of `subject` failed, with details: of INVALID_ARGUMENT ErrorInfo{reason
// INVALID_CONFIGURATION}, of NOT_FOUND ErrorInfo{reason PLUGIN_NOT_FOUND}, of FAILED_PRECONDITION PreconditionFailure
// and ErrorInfo{reason CHANGE_NOT_POSSIBLE}.
absl::Status ChangeFailed(const absl::Status& status, absl::string_view subject);

// FAILED_PRECONDITION with PreconditionFailure, a violation for each cause, and ErrorInfo{reason PLUGIN_REFUSED}.
absl::Status Refused(const lifecycle::PluginVersion& version);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ADMIN_ERRORS_H_
