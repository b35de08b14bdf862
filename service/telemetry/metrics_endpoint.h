// The port at which Prometheus fetches the metrics: http://HOST:PORT/metrics.
#ifndef SERVICE_TELEMETRY_METRICS_ENDPOINT_H_
#define SERVICE_TELEMETRY_METRICS_ENDPOINT_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/telemetry/metrics.h"

namespace connection_advisor::telemetry {

class MetricsEndpoint {
 public:
  // Serves at `address` ("127.0.0.1:9464", "[::1]:0") until it is destroyed. `calls_in_flight` is called from its
  // threads.
  static absl::StatusOr<std::unique_ptr<MetricsEndpoint>> Start(const std::string& address, const Metrics& metrics,
                                                                std::function<int()> calls_in_flight);
  ~MetricsEndpoint();

  // The one that the system picked for port 0.
  int port() const;

 private:
  struct Parts;
  explicit MetricsEndpoint(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_METRICS_ENDPOINT_H_
