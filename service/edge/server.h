// The gRPC server: the contract's methods, standard health and reflection. Its header knows no gRPC.
#ifndef SERVICE_EDGE_SERVER_H_
#define SERVICE_EDGE_SERVER_H_

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/edge/server_options.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/observers.h"

namespace connection_advisor::edge {

class Server {
 public:
  // Listens and serves from now on; health is NOT_SERVING until SetHealth. UNAVAILABLE if the address is taken or is
  // none of this machine's. `platforms` must outlive the server; what is published later is served from then on. So
  // must those who watch.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const platform::PublishedPlatforms& platforms,
                                                       telemetry::Observers observers = {});
  // Stops without grace if Stop has not been called.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Where it listens, with the port that the system picked.
  const ListenAddress& address() const;

  int calls_in_flight() const;

  // What the health service says of each name: true is SERVING. Names not mentioned stay as they are.
  void SetHealth(const std::map<std::string, bool>& serving_by_name);

  // Health says NOT_SERVING and no call is taken any more; those in flight have `grace` to end, then they are
  // cancelled. Returns when all is over. Idempotent; from one thread.
  void Stop(std::chrono::milliseconds grace);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_SERVER_H_
