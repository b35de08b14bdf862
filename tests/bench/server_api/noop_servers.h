// Servers of the contract that decide nothing and always give the same typical advice: what is left is the transport.
#ifndef TESTS_BENCH_SERVER_API_NOOP_SERVERS_H_
#define TESTS_BENCH_SERVER_API_NOOP_SERVERS_H_

#include <functional>
#include <string>

namespace connection_advisor::bench {

struct NoopServer {
  const char* name;
  // Serves on a port of the system's choice, which it tells `started`; then waits until `wait` returns, and stops.
  void (*serve)(const std::function<void(int port)>& started, const std::function<void()>& wait);
};

// One for each of gRPC's server APIs, and one that is arranged as the server is, with health and reflection beside.
extern const NoopServer kNoopServers[4];

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_SERVER_API_NOOP_SERVERS_H_
