#include "connection_advisor/client/client.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "client/source/batch.h"
#include "client/source/stream.h"

namespace connection_advisor::client {

Client::Client(std::shared_ptr<Connection> connection, ClientOptions options)
    : connection_(std::move(connection)), options_(options) {}

absl::StatusOr<v1::Advice> Client::Advise(const v1::AdviseRequest& request, const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options, options_.timeout);
  if (!context.ok()) return context.status();
  absl::StatusOr<v1::AdviseResponse> response = connection_->Advise(*context, request);
  if (!response.ok()) return response.status();
  if (!response->has_advice()) return absl::InternalError("the server sent no advice");
  return std::move(*response->mutable_advice());
}

absl::StatusOr<v1::ComparePlatformsResponse> Client::ComparePlatforms(const v1::ComparePlatformsRequest& request,
                                                                      const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options, options_.timeout);
  if (!context.ok()) return context.status();
  absl::StatusOr<v1::ComparePlatformsResponse> response = connection_->ComparePlatforms(*context, request);
  if (!response.ok()) return response.status();
  for (const v1::PlatformResult& result : response->results()) {
    const absl::Status status = CheckResult(result.result());
    if (!status.ok()) return status;
  }
  return response;
}

absl::StatusOr<std::vector<v1::Platform>> Client::ListPlatforms(const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options, options_.timeout);
  if (!context.ok()) return context.status();
  absl::StatusOr<v1::ListPlatformsResponse> response = connection_->ListPlatforms(*context, {});
  if (!response.ok()) return response.status();
  return std::vector<v1::Platform>(response->platforms().begin(), response->platforms().end());
}

absl::StatusOr<v1::Platform> Client::GetPlatform(absl::string_view platform, const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options, options_.timeout);
  if (!context.ok()) return context.status();
  v1::GetPlatformRequest request;
  request.set_platform(std::string(platform));
  absl::StatusOr<v1::GetPlatformResponse> response = connection_->GetPlatform(*context, request);
  if (!response.ok()) return response.status();
  if (!response->has_platform()) return absl::InternalError("the server sent no platform");
  return std::move(*response->mutable_platform());
}

absl::StatusOr<std::vector<v1::AdviceResult>> Client::BatchAdvise(absl::Span<const v1::AdviseRequest> requests,
                                                                  const CallOptions& options) const {
  std::vector<v1::AdviceResult> results;
  results.reserve(requests.size());
  while (results.size() < requests.size()) {
    const absl::StatusOr<CallContext> context = ContextFor(options, options_.timeout);
    if (!context.ok()) return context.status();
    const size_t first = results.size();
    const v1::BatchAdviseRequest piece = FirstPiece(requests.subspan(first));
    absl::StatusOr<v1::BatchAdviseResponse> response = connection_->BatchAdvise(*context, piece);
    const absl::Status status = response.ok() ? CheckAnswers(piece, *response) : response.status();
    if (!status.ok()) return AboutRequests(first, first + piece.requests_size() - 1, status);
    for (v1::AdviceResult& result : *response->mutable_results()) results.push_back(std::move(result));
  }
  return results;
}

absl::Status Client::StreamAdvise(const StreamSource& source, const StreamSink& sink,
                                  const CallOptions& options) const {
  const absl::StatusOr<CallContext> context = ContextFor(options, options_.stream_timeout);
  if (!context.ok()) return context.status();
  const absl::StatusOr<std::unique_ptr<AdviseStream>> stream = connection_->StreamAdvise(*context);
  if (!stream.ok()) return stream.status();
  return RunStream(**stream, source, sink);
}

absl::StatusOr<CallContext> Client::ContextFor(const CallOptions& options, absl::Duration client_timeout) const {
  const absl::Duration timeout = options.timeout.value_or(client_timeout);
  if (timeout == absl::InfiniteDuration()) {
    return absl::InvalidArgumentError("the timeout is infinite: a call needs a deadline, however late");
  }
  return CallContext{absl::Now() + timeout, options.cancellation};
}

}  // namespace connection_advisor::client
