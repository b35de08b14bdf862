// What a caller may set: for the connection, for every call of a client, for one call.
#ifndef CONNECTION_ADVISOR_CLIENT_OPTIONS_H_
#define CONNECTION_ADVISOR_CLIENT_OPTIONS_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "connection_advisor/client/cancellation.h"

namespace connection_advisor::client {

// How the server is recognised, and how the client makes itself known. All certificates and keys are PEM texts.
struct TlsOptions {
  // Whom to trust to vouch for the server. Empty: the authorities that the system trusts.
  std::string root_certificates;

  // What the client shows of itself where the server asks for it; both or neither.
  std::string certificate_chain;
  std::string private_key;

  // The name that the server's certificate has to carry. Empty: the host of the target.
  std::string server_name;
};

// How the server is reached.
struct ConnectionOptions {
  // "HOST:PORT", or any target that gRPC resolves ("dns:///advisor.internal:50051"). Where it has several addresses,
  // calls go round those that can be reached.
  std::string target = "127.0.0.1:50051";

  // Unset: plain text, for loopback, and where something else encrypts.
  std::optional<TlsOptions> tls;

  // How often a call that finds the server unavailable is tried, the first time included: 1 (never again) to 5. Every
  // method only reads, so trying again is always safe. The deadline holds for all attempts together.
  // A stream is tried again only while nothing of it has been answered, and no more than 5 MiB of it sent.
  int max_attempts = 4;
};

// What holds for every call of a client.
struct ClientOptions {
  // Every call carries a deadline: this long from its start, unless the call says otherwise. Finite.
  absl::Duration timeout = absl::Seconds(5);

  // The same for a whole stream.
  absl::Duration stream_timeout = absl::Hours(1);
};

// What holds for one call.
struct CallOptions {
  // In place of the client's timeout. Finite.
  std::optional<absl::Duration> timeout;

  std::optional<Cancellation> cancellation;
};

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_OPTIONS_H_
