// The client that the command line asks for.
#ifndef CLIENT_ADVISORCTL_CONNECT_H_
#define CLIENT_ADVISORCTL_CONNECT_H_

#include <optional>

#include "absl/status/statusor.h"
#include "client/advisorctl/command_line.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/options.h"

namespace connection_advisor::client {

// What the options for TLS say; nothing if none is given. INVALID_ARGUMENT names the option that is wrong, unreadable
// certificates included.
absl::StatusOr<std::optional<TlsOptions>> ReadTls(const Arguments& arguments);

// INVALID_ARGUMENT likewise.
absl::StatusOr<Client> Connect(const Arguments& arguments);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_CONNECT_H_
