// A batch of any length as messages that a server takes, and its answers put together again.
#ifndef CLIENT_SOURCE_BATCH_H_
#define CLIENT_SOURCE_BATCH_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::client {

// As many of the first requests as one message holds: at most 1,000, which is the contract's limit, and 3 MiB, which
// leaves room below the 4 MiB that a gRPC server takes. At least one.
v1::BatchAdviseRequest FirstPiece(absl::Span<const v1::AdviseRequest> requests);

// INTERNAL unless it has advice or an error: advice that nobody set would pass for some.
absl::Status CheckResult(const v1::AdviceResult& result);

// INTERNAL unless there is one such result for each request.
absl::Status CheckAnswers(const v1::BatchAdviseRequest& request, const v1::BatchAdviseResponse& response);

// The same error, its details kept, with the requests that it is about in its message.
absl::Status AboutRequests(size_t first, size_t last, const absl::Status& status);

// The message of such an error without the requests, for a caller who counts otherwise; any other as it is.
absl::string_view WithoutRequests(absl::string_view message);

}  // namespace connection_advisor::client

#endif  // CLIENT_SOURCE_BATCH_H_
