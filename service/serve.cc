#include "service/serve.h"

#include <spdlog/spdlog.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "service/edge/bindable.h"
#include "service/edge/server.h"
#include "service/edge/tls.h"
#include "service/logging.h"
#include "service/platform/published_platforms.h"
#include "service/platforms_report.h"
#include "service/plugin_directory.h"
#include "service/stop_signals.h"
#include "service/telemetry/metrics.h"
#include "service/telemetry/metrics_endpoint.h"

namespace connection_advisor {
namespace {

absl::StatusOr<edge::ServerOptions> OptionsOf(const Settings& settings) {
  edge::ServerOptions options;
  options.address = settings.listen;
  options.max_calls_in_flight = settings.max_calls_in_flight;
  options.max_receive_bytes = static_cast<int>(settings.max_message_bytes);
  if (settings.tls.certificate.empty()) return options;
  absl::StatusOr<edge::TlsMaterial> tls = edge::LoadTls(settings.tls);
  if (!tls.ok()) return tls.status();
  options.tls = *std::move(tls);
  return options;
}

// What can be known before the plugins are compiled, which takes longer.
absl::Status CheckAddresses(const Settings& settings) {
  if (absl::Status status = edge::CheckBindable(settings.listen); !status.ok()) return status;
  return settings.metrics ? edge::CheckBindable(*settings.metrics) : absl::OkStatus();
}

void WarnOfOpenDoor(const edge::ServerOptions& options) {
  if (options.tls || options.address.IsLoopback()) return;
  spdlog::warn(
      "{} is not a loopback address and nothing is encrypted: whoever is on the way can read and change what is asked "
      "and answered, and whoever reaches it can ask; see --tls-cert",
      options.address.ToString());
}

void Announce(const edge::ListenAddress& address) {
  std::printf("serving on %s\n", address.ToString().c_str());
  std::fflush(stdout);
}

using Endpoint = std::unique_ptr<telemetry::MetricsEndpoint>;

absl::StatusOr<Endpoint> ShowMetrics(const Settings& settings, const telemetry::Metrics& metrics,
                                     const edge::Server& server) {
  if (!settings.metrics) return Endpoint();
  absl::StatusOr<Endpoint> endpoint = telemetry::MetricsEndpoint::Start(settings.metrics->ToString(), metrics,
                                                                        [&server] { return server.calls_in_flight(); });
  if (!endpoint.ok()) return endpoint;
  edge::ListenAddress address = *settings.metrics;
  address.port = static_cast<uint16_t>((*endpoint)->port());
  spdlog::info("metrics on http://{}/metrics", address.ToString());
  return endpoint;
}

absl::Status ServeOutcomes(const PluginOutcomes& outcomes, const edge::ServerOptions& options, const Settings& settings,
                           StopSignals& stop) {
  platform::PublishedPlatforms platforms;
  platforms.Publish(PlatformsOf(outcomes));
  telemetry::Metrics metrics;
  metrics.SetPlugins(StatesOf(outcomes));
  const absl::StatusOr<std::unique_ptr<edge::Server>> server =
      edge::Server::Start(options, platforms, settings.metrics ? &metrics : nullptr);
  if (!server.ok()) return server.status();
  const absl::StatusOr<Endpoint> endpoint = ShowMetrics(settings, metrics, **server);
  if (!endpoint.ok()) return endpoint.status();
  (*server)->SetHealth(HealthOf(outcomes));
  Announce((*server)->address());

  stop.Wait();
  spdlog::info("stopping: calls in flight have {} ms to end", settings.stop_grace.count());
  (*server)->Stop(settings.stop_grace);
  spdlog::info("stopped");
  return absl::OkStatus();
}

}  // namespace

absl::Status Serve(const Settings& settings) {
  StopSignals stop;
  StartLogging(settings.log_format);
  if (absl::Status status = CheckPluginDirectory(settings); !status.ok()) return status;
  const absl::StatusOr<edge::ServerOptions> options = OptionsOf(settings);
  if (!options.ok()) return options.status();
  if (!settings.check_config) {
    WarnOfOpenDoor(*options);
    if (absl::Status status = CheckAddresses(settings); !status.ok()) return status;
  }

  const absl::StatusOr<PluginOutcomes> outcomes = DeployPlugins(settings);
  if (!outcomes.ok()) return outcomes.status();
  LogOutcomes(*outcomes);
  if (settings.check_config) {
    std::puts("the settings are right");
    return absl::OkStatus();
  }
  if (stop.requested()) return absl::OkStatus();
  return ServeOutcomes(*outcomes, *options, settings, stop);
}

}  // namespace connection_advisor
