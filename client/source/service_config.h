// gRPC's service config: which address a call goes to, and how one that fails is tried again.
#ifndef CLIENT_SOURCE_SERVICE_CONFIG_H_
#define CLIENT_SOURCE_SERVICE_CONFIG_H_

#include <string>

namespace connection_advisor::client {

// The service config as JSON. Calls go round all addresses of the target: gRPC by itself keeps to one. Only UNAVAILABLE
// is tried again: every other failure would repeat itself, or would load a server that has said that it is too busy.
// Throttled, so that a failing server is not buried in retries. `max_attempts` is 1 to 5; 1 gives a config without
// retries.
std::string ServiceConfigJson(int max_attempts);

}  // namespace connection_advisor::client

#endif  // CLIENT_SOURCE_SERVICE_CONFIG_H_
