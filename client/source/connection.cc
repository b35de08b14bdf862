#include "connection_advisor/client/connection.h"

#include "absl/status/status.h"

namespace connection_advisor::client {
namespace {

absl::Status NotOverridden() { return absl::UnimplementedError("this connection does not have the method"); }

}  // namespace

absl::StatusOr<v1::AdviseResponse> Connection::Advise(const CallContext&, const v1::AdviseRequest&) {
  return NotOverridden();
}

absl::StatusOr<v1::ComparePlatformsResponse> Connection::ComparePlatforms(const CallContext&,
                                                                          const v1::ComparePlatformsRequest&) {
  return NotOverridden();
}

absl::StatusOr<v1::ListPlatformsResponse> Connection::ListPlatforms(const CallContext&,
                                                                    const v1::ListPlatformsRequest&) {
  return NotOverridden();
}

absl::StatusOr<v1::GetPlatformResponse> Connection::GetPlatform(const CallContext&, const v1::GetPlatformRequest&) {
  return NotOverridden();
}

absl::StatusOr<v1::BatchAdviseResponse> Connection::BatchAdvise(const CallContext&, const v1::BatchAdviseRequest&) {
  return NotOverridden();
}

absl::StatusOr<std::unique_ptr<AdviseStream>> Connection::StreamAdvise(const CallContext&) { return NotOverridden(); }

}  // namespace connection_advisor::client
