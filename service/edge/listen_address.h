// Where the server listens: HOST:PORT, the host a name, an IPv4 address or an IPv6 address in brackets.
#ifndef SERVICE_EDGE_LISTEN_ADDRESS_H_
#define SERVICE_EDGE_LISTEN_ADDRESS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::edge {

struct ListenAddress {
  std::string host = "127.0.0.1";  // without brackets
  uint16_t port = 50051;           // 0: the system picks one

  // Says what is wrong with `text` and how to put it right.
  static absl::StatusOr<ListenAddress> Parse(absl::string_view text);

  // "127.0.0.1:50051", "[::1]:50051".
  std::string ToString() const;
  // True if only this machine can reach it.
  bool IsLoopback() const;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_LISTEN_ADDRESS_H_
