// The client that the command line asks for.
#ifndef CLIENT_ADVISORCTL_CONNECT_H_
#define CLIENT_ADVISORCTL_CONNECT_H_

#include "absl/status/statusor.h"
#include "client/advisorctl/command_line.h"
#include "connection_advisor/client/client.h"

namespace connection_advisor::client {

// INVALID_ARGUMENT names the option that is wrong, unreadable certificates included.
absl::StatusOr<Client> Connect(const Arguments& arguments);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_CONNECT_H_
