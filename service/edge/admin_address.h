// Where the plugins of a running server are administered: on a Unix socket, on a TCP address, or nowhere.
#ifndef SERVICE_EDGE_ADMIN_ADDRESS_H_
#define SERVICE_EDGE_ADMIN_ADDRESS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/edge/listen_address.h"

namespace connection_advisor::edge {

// At most one of the two; neither: nowhere.
struct AdminAddress {
  std::string socket;  // the path of a Unix socket
  std::optional<ListenAddress> tcp;

  // "unix:PATH", "HOST:PORT" or "none". Says what is wrong with `text` and how to put it right.
  static absl::StatusOr<AdminAddress> Parse(absl::string_view text);

  bool IsNowhere() const { return socket.empty() && !tcp; }
  // As Parse takes it.
  std::string ToString() const;
};

// Whoever reaches the address may do everything to the plugins: INVALID_ARGUMENT if other machines can reach it, unless
// only clients that show a known certificate are let in.
absl::Status CheckReach(const AdminAddress& address, bool clients_are_known);

// Whether the server could listen there now: INVALID_ARGUMENT or UNAVAILABLE says why not.
absl::Status CheckBindable(const AdminAddress& address);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ADMIN_ADDRESS_H_
