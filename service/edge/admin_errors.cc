#include "service/edge/admin_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/rpc/error_details.pb.h"
#include "service/advice/errors.h"
#include "service/edge/status_mapping.h"

namespace connection_advisor::edge {
namespace {

void AddReason(const char* reason, absl::Status* status) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain(advice::kErrorDomain);
  AddDetail(info, status);
}

void AddViolation(const char* type, absl::string_view subject, absl::string_view description,
                  google::rpc::PreconditionFailure* failure) {
  google::rpc::PreconditionFailure::Violation* violation = failure->add_violations();
  violation->set_type(type);
  violation->set_subject(std::string(subject));
  violation->set_description(std::string(description));
}

}  // namespace

absl::Status BadField(absl::string_view field, absl::string_view description) {
  return advice::InvalidRequest({{std::string(field), std::string(description)}});
}

absl::Status ChangeFailed(const absl::Status& status, absl::string_view subject) {
  absl::Status detailed = status;
  if (absl::IsInvalidArgument(status)) AddReason("INVALID_CONFIGURATION", &detailed);
  if (absl::IsNotFound(status)) AddReason("PLUGIN_NOT_FOUND", &detailed);
  if (absl::IsFailedPrecondition(status)) {
    google::rpc::PreconditionFailure failure;
    AddViolation("PLUGIN_STATE", subject, status.message(), &failure);
    AddDetail(failure, &detailed);
    AddReason("CHANGE_NOT_POSSIBLE", &detailed);
  }
  return detailed;
}

absl::Status Refused(const lifecycle::PluginVersion& version) {
  google::rpc::PreconditionFailure failure;
  for (const std::string& cause : version.causes) AddViolation("PLUGIN_REFUSED", version.sha256, cause, &failure);
  absl::Status status =
      absl::FailedPreconditionError(absl::StrCat(version.file, " is refused: ", absl::StrJoin(version.causes, "; ")));
  AddDetail(failure, &status);
  AddReason("PLUGIN_REFUSED", &status);
  return status;
}

}  // namespace connection_advisor::edge
