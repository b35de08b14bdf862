#include "connection_advisor/client/client.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"

namespace connection_advisor::client {

Client::Client(std::shared_ptr<Connection> connection, ClientOptions options)
    : connection_(std::move(connection)), options_(options) {}

absl::StatusOr<v1::Advice> Client::Advise(const v1::AdviseRequest& request, const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options);
  if (!context.ok()) return context.status();
  absl::StatusOr<v1::AdviseResponse> response = connection_->Advise(*context, request);
  if (!response.ok()) return response.status();
  return std::move(*response->mutable_advice());
}

absl::StatusOr<v1::ComparePlatformsResponse> Client::ComparePlatforms(const v1::ComparePlatformsRequest& request,
                                                                      const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options);
  if (!context.ok()) return context.status();
  return connection_->ComparePlatforms(*context, request);
}

absl::StatusOr<std::vector<v1::Platform>> Client::ListPlatforms(const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options);
  if (!context.ok()) return context.status();
  absl::StatusOr<v1::ListPlatformsResponse> response = connection_->ListPlatforms(*context, {});
  if (!response.ok()) return response.status();
  return std::vector<v1::Platform>(response->platforms().begin(), response->platforms().end());
}

absl::StatusOr<v1::Platform> Client::GetPlatform(absl::string_view platform, const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options);
  if (!context.ok()) return context.status();
  v1::GetPlatformRequest request;
  request.set_platform(std::string(platform));
  absl::StatusOr<v1::GetPlatformResponse> response = connection_->GetPlatform(*context, request);
  if (!response.ok()) return response.status();
  return std::move(*response->mutable_platform());
}

absl::StatusOr<CallContext> Client::ContextFor(const CallOptions& options) const {
  const absl::Duration timeout = options.timeout.value_or(options_.timeout);
  if (timeout == absl::InfiniteDuration()) {
    return absl::InvalidArgumentError("the timeout is infinite: a call needs a deadline, however late");
  }
  return CallContext{absl::Now() + timeout};
}

}  // namespace connection_advisor::client
