#include "service/edge/admission.h"

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "service/advice/errors.h"
#include "service/edge/status_mapping.h"

namespace connection_advisor::edge {

absl::Status Admission::Refusal() const {
  if (closed_) return absl::UnavailableError("the server is stopping; try again, on another connection");
  absl::Status status = absl::ResourceExhaustedError(
      absl::StrCat(most_, " ", what_, " are in flight, which is all that this server takes; try again in ",
                   retry_after_.count(), " ms"));
  google::rpc::RetryInfo retry;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(retry_after_);
  retry.mutable_retry_delay()->set_seconds(seconds.count());
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(std::chrono::nanoseconds(retry_after_ - seconds).count()));
  AddDetail(retry, &status);
  google::rpc::ErrorInfo info;
  info.set_reason("TOO_MANY_CALLS");
  info.set_domain(advice::kErrorDomain);
  AddDetail(info, &status);
  return status;
}

}  // namespace connection_advisor::edge
