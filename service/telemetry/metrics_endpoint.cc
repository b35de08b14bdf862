#include "service/telemetry/metrics_endpoint.h"

#include <prometheus/exposer.h>

#include <exception>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/telemetry/process_figures.h"

namespace connection_advisor::telemetry {

struct MetricsEndpoint::Parts {
  Parts(const std::string& address, const Metrics& metrics, std::function<int()> calls_in_flight)
      : figures(std::make_shared<ProcessFigures>(std::move(calls_in_flight))),
        registry(metrics.registry()),
        exposer(OptionsFor(address)) {
    exposer.RegisterCollectable(registry);
    exposer.RegisterCollectable(figures);
  }

  // A connection that asks nothing holds a thread until its time is over.
  static std::vector<std::string> OptionsFor(const std::string& address) {
    return {"listening_ports", address, "num_threads", "4", "request_timeout_ms", "2000"};
  }

  // The exposer only borrows them.
  std::shared_ptr<ProcessFigures> figures;
  std::shared_ptr<prometheus::Registry> registry;
  prometheus::Exposer exposer;
};

MetricsEndpoint::MetricsEndpoint(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
MetricsEndpoint::~MetricsEndpoint() = default;

int MetricsEndpoint::port() const { return parts_->exposer.GetListeningPorts().front(); }

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> MetricsEndpoint::Start(const std::string& address,
                                                                        const Metrics& metrics,
                                                                        std::function<int()> calls_in_flight) {
  // prometheus-cpp throws where it cannot listen.
  try {
    return std::unique_ptr<MetricsEndpoint>(
        new MetricsEndpoint(std::make_unique<Parts>(address, metrics, std::move(calls_in_flight))));
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat("cannot serve metrics on ", address, ": ", error.what()));
  }
}

}  // namespace connection_advisor::telemetry
