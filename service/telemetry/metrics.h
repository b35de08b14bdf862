// Counts what is served, for Prometheus.
//
// Labels are bounded: a method and a code come from an enum, a platform is one that is loaded (or empty), a plugin one
// of the operator's files. What a caller writes never becomes a label.
#ifndef SERVICE_TELEMETRY_METRICS_H_
#define SERVICE_TELEMETRY_METRICS_H_

#include <prometheus/registry.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include "service/telemetry/call_observer.h"
#include "service/telemetry/loss_cause.h"

namespace connection_advisor::telemetry {

// How many versions there are, by plugin and the name of the state.
using PluginCounts = std::map<std::pair<std::string, std::string>, int>;

// Thread-safe.
class Metrics final : public CallObserver {
 public:
  Metrics();

  void RequestAnswered(const AnsweredRequest& request) override;
  void CallAnswered(Method method, absl::StatusCode code, std::chrono::nanoseconds time) override;

  // From any thread, without a lock.
  void DecisionsLost(LossCause cause, uint64_t decisions);

  // What there is now. Another state that one of its plugins was in counts 0; a plugin that is gone has no series.
  void SetPlugins(const PluginCounts& counts);

  std::shared_ptr<prometheus::Registry> registry() const { return registry_; }

 private:
  // A counter and what it is known by here: prometheus-cpp finds counters by a map of strings, which costs more than a
  // decision does.
  using RequestKey = std::tuple<Method, absl::StatusCode, v1::Verdict, std::string>;
  using CallKey = std::pair<Method, absl::StatusCode>;

  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Gauge>& plugins_;
  std::array<prometheus::Histogram*, kMethodNames.size()> durations_;
  std::array<prometheus::Counter*, kLossCauseNames.size()> decisions_lost_;

  std::mutex mutex_;
  std::map<RequestKey, prometheus::Counter*, std::less<>> request_counters_;
  std::map<CallKey, prometheus::Counter*> call_counters_;
  std::map<std::pair<std::string, std::string>, prometheus::Gauge*> plugin_gauges_;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_METRICS_H_
