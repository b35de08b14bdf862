#include "service/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include "absl/strings/strip.h"
#include "service/telemetry/metric_table.h"

namespace connection_advisor::telemetry {
namespace {

// From 10 microseconds, about twice what a decision with its messages costs, to a batch of hard ones.
const prometheus::Histogram::BucketBoundaries kDurationBuckets = {0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005,
                                                                  0.001,   0.0025,   0.005,   0.01,   0.025,   0.05,
                                                                  0.1,     0.25,     0.5,     1,      2.5};

template <typename Builder>
auto& Register(const MetricRow& row, Builder builder, prometheus::Registry& registry) {
  return builder.Name(row.name).Help(row.help).Register(registry);
}

const char* NameOf(Method method) { return kMethodNames[static_cast<size_t>(method)]; }

// "INVALID_ARGUMENT".
std::string NameOf(absl::StatusCode code) { return absl::StatusCodeToString(code); }

// "CONNECT"; empty where there is none.
std::string NameOf(v1::Verdict verdict) {
  if (verdict == v1::VERDICT_UNSPECIFIED) return "";
  return std::string(absl::StripPrefix(v1::Verdict_Name(verdict), "VERDICT_"));
}

bool HasPlugin(const PluginCounts& counts, const std::string& plugin) {
  const auto first = counts.lower_bound({plugin, ""});
  return first != counts.end() && first->first.first == plugin;
}

}  // namespace

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      requests_(Register(metric::kRequests, prometheus::BuildCounter(), *registry_)),
      calls_(Register(metric::kCalls, prometheus::BuildCounter(), *registry_)),
      plugins_(Register(metric::kPlugins, prometheus::BuildGauge(), *registry_)) {
  auto& durations = Register(metric::kCallDuration, prometheus::BuildHistogram(), *registry_);
  for (size_t i = 0; i < kMethodNames.size(); ++i) {
    durations_[i] = &durations.Add({{"method", kMethodNames[i]}}, kDurationBuckets);
  }
  auto& lost = Register(metric::kDecisionsLost, prometheus::BuildCounter(), *registry_);
  for (size_t i = 0; i < kLossCauseNames.size(); ++i) decisions_lost_[i] = &lost.Add({{"cause", kLossCauseNames[i]}});
}

void Metrics::RequestAnswered(const AnsweredRequest& request) {
  RequestKey key(request.method, request.code, request.verdict, std::string(request.platform));
  const std::lock_guard lock(mutex_);
  prometheus::Counter*& counter = request_counters_[std::move(key)];
  if (counter == nullptr) {
    counter = &requests_.Add({{"method", NameOf(request.method)},
                              {"code", NameOf(request.code)},
                              {"platform", std::string(request.platform)},
                              {"verdict", NameOf(request.verdict)}});
  }
  counter->Increment();
}

void Metrics::CallAnswered(Method method, absl::StatusCode code, std::chrono::nanoseconds time) {
  durations_[static_cast<size_t>(method)]->Observe(std::chrono::duration<double>(time).count());
  const std::lock_guard lock(mutex_);
  prometheus::Counter*& counter = call_counters_[{method, code}];
  if (counter == nullptr) counter = &calls_.Add({{"method", NameOf(method)}, {"code", NameOf(code)}});
  counter->Increment();
}

void Metrics::DecisionsLost(LossCause cause, uint64_t decisions) {
  decisions_lost_[static_cast<size_t>(cause)]->Increment(static_cast<double>(decisions));
}

void Metrics::SetPlugins(const PluginCounts& counts) {
  const std::lock_guard lock(mutex_);
  // A scrape takes no lock of ours: what stays as it is must not look otherwise meanwhile.
  for (const auto& [key, count] : counts) {
    prometheus::Gauge*& gauge = plugin_gauges_[key];
    if (gauge == nullptr) gauge = &plugins_.Add({{"plugin", key.first}, {"state", key.second}});
    gauge->Set(count);
  }
  std::erase_if(plugin_gauges_, [&](const auto& row) {
    const auto& [key, gauge] = row;
    if (counts.contains(key)) return false;
    const bool gone = !HasPlugin(counts, key.first);
    gone ? plugins_.Remove(gauge) : gauge->Set(0);
    return gone;
  });
}

}  // namespace connection_advisor::telemetry
