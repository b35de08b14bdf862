// The second gRPC server: PluginAdmin and reflection, and nothing of the advice. Its header knows no gRPC.
#ifndef SERVICE_EDGE_ADMIN_SERVER_H_
#define SERVICE_EDGE_ADMIN_SERVER_H_

#include <chrono>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "service/edge/admin_address.h"
#include "service/edge/tls.h"
#include "service/edge/upload_limits.h"
#include "service/lifecycle/plugin_control.h"

namespace connection_advisor::edge {

struct AdminServerOptions {
  AdminAddress address;            // not nowhere
  std::optional<TlsMaterial> tls;  // what TCP is encrypted with, as the advice is
  UploadLimits uploads;
};

class AdminServer {
 public:
  // Listens and serves from now on. INVALID_ARGUMENT if the address is too open (CheckReach) or can't be listened on,
  // UNAVAILABLE if somebody else listens there or the system refuses. `control` must outlive the server.
  static absl::StatusOr<std::unique_ptr<AdminServer>> Start(const AdminServerOptions& options,
                                                            lifecycle::PluginControl& control);
  // Stops without grace if Stop has not been called.
  ~AdminServer();
  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;

  // Where it listens, with the port that the system picked.
  const AdminAddress& address() const;

  // The socket goes and no call is taken any more; those in flight have `grace` to end, then they are cancelled. What
  // `control` is asked to do is not broken off, so that this takes as long as that. Idempotent; from one thread.
  void Stop(std::chrono::milliseconds grace);

 private:
  struct Parts;
  explicit AdminServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ADMIN_SERVER_H_
