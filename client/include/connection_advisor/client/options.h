// What a caller may set: for the connection, for every call of a client, for one call.
#ifndef CONNECTION_ADVISOR_CLIENT_OPTIONS_H_
#define CONNECTION_ADVISOR_CLIENT_OPTIONS_H_

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace connection_advisor::client {

// How the server is reached. Plain text, which is what the server speaks on loopback.
struct ConnectionOptions {
  // "HOST:PORT", or any target that gRPC resolves ("dns:///advisor.internal:50051").
  std::string target = "127.0.0.1:50051";

  // How often a call that finds the server unavailable is tried, the first time included: 1 (never again) to 5. Every
  // method only reads, so trying again is always safe. The deadline holds for all attempts together.
  int max_attempts = 4;
};

// What holds for every call of a client.
struct ClientOptions {
  // Every call carries a deadline: this long from its start, unless the call says otherwise. Finite.
  absl::Duration timeout = absl::Seconds(5);
};

// What holds for one call.
struct CallOptions {
  // In place of `ClientOptions::timeout`. Finite.
  std::optional<absl::Duration> timeout;
};

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_OPTIONS_H_
