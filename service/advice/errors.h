// The errors of the service, as absl::Status with google.rpc details as payloads keyed by their type URL.
#ifndef SERVICE_ADVICE_ERRORS_H_
#define SERVICE_ADVICE_ERRORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "google/rpc/status.pb.h"
#include "service/facts/violation.h"
#include "service/platform/published_platforms.h"

namespace connection_advisor::advice {

// The domain of every ErrorInfo.
inline constexpr char kErrorDomain[] = "connection_advisor";

// INVALID_ARGUMENT with BadRequest and ErrorInfo{reason INVALID_REQUEST}. Requires at least one violation.
absl::Status InvalidRequest(const facts::Violations& violations);

// INVALID_ARGUMENT with BadRequest and ErrorInfo{reason CONTRADICTORY_FACTS, impossible_rules}.
absl::Status ContradictoryFacts(const facts::Violations& violations, const std::vector<std::string>& impossible_rules);

// NOT_FOUND with ErrorInfo{reason PLATFORM_NOT_LOADED, platform, loaded_platforms}.
absl::Status PlatformNotLoaded(std::string_view platform, const platform::PlatformSet& loaded);

// The bytes of a detail: the entries of maps in the order of their keys, so that the same error has the same bytes.
std::string StableBytes(const google::protobuf::Message& detail);

// The same error as a message, for results that carry their own.
void ToRpcStatus(const absl::Status& status, google::rpc::Status* message);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_ERRORS_H_
