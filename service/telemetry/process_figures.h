// What the process uses, read when it is asked for.
#ifndef SERVICE_TELEMETRY_PROCESS_FIGURES_H_
#define SERVICE_TELEMETRY_PROCESS_FIGURES_H_

#include <prometheus/collectable.h>

#include <functional>
#include <utility>
#include <vector>

namespace connection_advisor::telemetry {

// Thread-safe. `calls_in_flight` must be too.
class ProcessFigures final : public prometheus::Collectable {
 public:
  explicit ProcessFigures(std::function<int()> calls_in_flight) : calls_in_flight_(std::move(calls_in_flight)) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  const std::function<int()> calls_in_flight_;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_PROCESS_FIGURES_H_
