// Whether this machine lets us listen on an address. gRPC only says that it could not; the system says why.
#ifndef SERVICE_EDGE_BINDABLE_H_
#define SERVICE_EDGE_BINDABLE_H_

#include "absl/status/status.h"
#include "service/edge/listen_address.h"

namespace connection_advisor::edge {

// UNAVAILABLE, with the system's reason, if none of the addresses that the host resolves to can be bound now, or if one
// of them is in use: whoever connects to that one would reach somebody else.
absl::Status CheckBindable(const ListenAddress& address);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_BINDABLE_H_
