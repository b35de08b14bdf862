// The client of the connection advisor for other backends.
//
//   auto connection = connection_advisor::client::MakeConnection({});
//   if (!connection.ok()) return connection.status();
//   connection_advisor::client::Client advisor(*std::move(connection));
//
//   connection_advisor::v1::AdviseRequest request;
//   request.set_platform("linkedin");
//   request.mutable_relationship()->set_met_in_person(false);
//   absl::StatusOr<connection_advisor::v1::Advice> advice = advisor.Advise(request);
#ifndef CONNECTION_ADVISOR_CLIENT_CLIENT_H_
#define CONNECTION_ADVISOR_CLIENT_CLIENT_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "connection_advisor/client/connection.h"
#include "connection_advisor/client/options.h"
#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::client {

// Where a stream's requests come from: fills the message (it is empty) and returns true, or returns false at the end.
using StreamSource = std::function<bool(v1::StreamAdviseRequest* request)>;

// Where its responses go. Anything but OK ends the stream, and is what the stream ends with.
using StreamSink = std::function<absl::Status(v1::StreamAdviseResponse response)>;

// A value: cheap to copy, copies share the connection. Safe to use from several threads at once. Every call blocks
// until it is answered or its deadline has passed.
//
// A negative verdict is advice, not an error. What can go wrong (errors.h reads the details):
//   INVALID_ARGUMENT    the request; `BadRequestViolations` names every bad field and how to put it right
//   NOT_FOUND           the platform is not loaded
//   RESOURCE_EXHAUSTED  the server is full (`ReasonOf` says TOO_MANY_CALLS): try again after `RetryDelayOf`, since the
//                       client by itself does not; or the message is too large, or its answer (over 64 MiB), and
//                       will be again
//   UNAVAILABLE         no server, after all attempts
//   DEADLINE_EXCEEDED   no answer in time
//   CANCELLED           by the call's `Cancellation`
//   INTERNAL            the server did not keep to the contract, or finds that a request does not
//   UNIMPLEMENTED       the server is older than the method
class Client {
 public:
  explicit Client(std::shared_ptr<Connection> connection, ClientOptions options = {});

  // Should this member connect with this candidate on `request.platform()`, and why?
  absl::StatusOr<v1::Advice> Advise(const v1::AdviseRequest& request, const CallOptions& options = {}) const;

  // The same person on several platforms, side by side. `request.request().platform()` stays empty; no platforms named
  // means all that are loaded.
  absl::StatusOr<v1::ComparePlatformsResponse> ComparePlatforms(const v1::ComparePlatformsRequest& request,
                                                                const CallOptions& options = {}) const;

  // Every loaded platform, by id.
  absl::StatusOr<std::vector<v1::Platform>> ListPlatforms(const CallOptions& options = {}) const;

  // One platform: its facts with their questions, its rules, its parameters.
  absl::StatusOr<v1::Platform> GetPlatform(absl::string_view platform, const CallOptions& options = {}) const;

  // Any number of requests: the results in the same order, each advice or the error of that one request (errors.h:
  // `FromRpcStatus`). Sent in as many messages as the server's limits ask for, one after another, each with the whole
  // timeout. If one of them fails, so does the call, and says which requests it was about.
  absl::StatusOr<std::vector<v1::AdviceResult>> BatchAdvise(absl::Span<const v1::AdviseRequest> requests,
                                                            const CallOptions& options = {}) const;

  // A batch without an end, sending and receiving at once. `source` is called on a thread of its own, `sink` on the
  // caller's: once for each message of the source, in order, with one result for each of its requests. Neither waits
  // for the other beyond what flow control asks for. Returns when the source has ended and everything is answered, or
  // when something fails; a `source` that blocks then holds the call up until it returns. Neither may throw: an
  // exception would end the process.
  absl::Status StreamAdvise(const StreamSource& source, const StreamSink& sink, const CallOptions& options = {}) const;

 private:
  absl::StatusOr<CallContext> ContextFor(const CallOptions& options, absl::Duration timeout) const;

  std::shared_ptr<Connection> connection_;
  ClientOptions options_;
};

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_CLIENT_H_
