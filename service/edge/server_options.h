// How the server meets the world: where it listens and what it will take. Every limit of the transport is a row here.
#ifndef SERVICE_EDGE_SERVER_OPTIONS_H_
#define SERVICE_EDGE_SERVER_OPTIONS_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "service/edge/listen_address.h"
#include "service/edge/tls.h"

namespace connection_advisor::edge {

inline constexpr int kKibibyte = 1 << 10;
inline constexpr int kMebibyte = 1 << 20;

// Items in one BatchAdvise and in one message of StreamAdvise. Part of the contract, so no operator changes it.
inline constexpr int kMaxItems = 1'000;

struct ServerOptions {
  ListenAddress address;
  // Without it whoever is on the way can read and change what is said.
  std::optional<TlsMaterial> tls;

  // The largest message taken, in bytes; larger ones fail with RESOURCE_EXHAUSTED before they are parsed.
  int max_receive_bytes = 4 * kMebibyte;
  // The largest sum of a call's metadata. Nobody needs much: the service reads none.
  int max_metadata_bytes = 16 * kKibibyte;

  // Calls between arrival and the end of their answer, open streams included. One more is answered RESOURCE_EXHAUSTED.
  int max_calls_in_flight = 1'000;
  // Calls that one connection may have open; further ones wait in the client.
  int max_streams_per_connection = 1'000;
  // What a refused caller is told to wait before it tries again.
  std::chrono::milliseconds retry_after{500};

  // A silent peer is asked after this long whether it is there, and dropped if it does not answer in time.
  std::chrono::milliseconds keepalive_interval{60'000};
  std::chrono::milliseconds keepalive_timeout{20'000};
  // A client that pings more often than this is sent away. Clients should ping at most half as often.
  std::chrono::milliseconds least_client_ping_interval{15'000};
  // A connection is asked to go after this age, so that balancers get to spread clients anew; what is in flight on it
  // may go on for the grace. A stream that outlives both ends with UNAVAILABLE.
  std::chrono::milliseconds max_connection_age{std::chrono::minutes(30)};
  std::chrono::milliseconds max_connection_age_grace{std::chrono::hours(1)};

  // Threads that answer single calls, and those that answer batches and streams; each has a completion queue of its
  // own, so that a batch never stands before a single call. 0: as the machine suggests.
  int unary_threads = 0;
  int bulk_threads = 0;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_SERVER_OPTIONS_H_
