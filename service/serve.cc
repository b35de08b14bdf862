#include "service/serve.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "service/admin_setting.h"
#include "service/catalog_options.h"
#include "service/decision_logging.h"
#include "service/edge/admin_server.h"
#include "service/edge/bindable.h"
#include "service/edge/server.h"
#include "service/edge/tls.h"
#include "service/lifecycle/directory_watch.h"
#include "service/lifecycle/plugin_catalog.h"
#include "service/logging.h"
#include "service/platform/published_platforms.h"
#include "service/plugins_report.h"
#include "service/process_signals.h"
#include "service/reloader.h"
#include "service/telemetry/metrics.h"
#include "service/telemetry/metrics_endpoint.h"

namespace connection_advisor {
namespace {

// Calls of operators have had the grace of all others already.
constexpr std::chrono::milliseconds kAdministrationGrace(100);

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
  if (settings.admin) {
    if (absl::Status status = edge::CheckBindable(*settings.admin); !status.ok()) return status;
  }
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

using Administration = std::unique_ptr<edge::AdminServer>;

// Nullptr where plugins are administered nowhere. Nobody asked for the socket in the state directory, so where that
// can't be written the server serves without.
absl::StatusOr<Administration> Administer(const Settings& settings, const edge::ServerOptions& server,
                                          lifecycle::PluginControl& control) {
  edge::AdminServerOptions options;
  options.address = AdminAddressOf(settings);
  options.tls = server.tls;
  if (options.address.IsNowhere()) return Administration();
  absl::StatusOr<Administration> admin = edge::AdminServer::Start(options, control);
  if (admin.ok()) {
    spdlog::info("plugins are administered on {}", (*admin)->address().ToString());
  } else if (!settings.admin && absl::IsUnavailable(admin.status())) {
    spdlog::error("plugins can't be administered: {}; see --admin", std::string(admin.status().message()));
    return Administration();
  }
  return admin;
}

// A directory that can't be watched is no reason not to serve: it is looked at when an operator asks.
std::unique_ptr<lifecycle::DirectoryWatch> WatchPlugins(const std::filesystem::path& directory,
                                                        const Settings& settings, lifecycle::PluginCatalog& catalog) {
  if (directory.empty()) return nullptr;
  // What is tried again and again is told once.
  const auto look = [&catalog, told = std::string()]() mutable {
    const absl::Status looked = catalog.LookForChanges();
    if (!looked.ok() && looked.message() != told) spdlog::error("plugins: {}", std::string(looked.message()));
    told = std::string(looked.message());
    return looked.ok();
  };
  const auto report = [directory](const absl::Status& watch) {
    if (watch.ok()) {
      spdlog::info("plugins: {} is watched again", directory.string());
    } else {
      spdlog::error("plugins: {}", std::string(watch.message()));
    }
  };
  lifecycle::WatchTimes times;
  times.settle = settings.settle;
  times.at_latest = 10 * settings.settle;
  auto watch = lifecycle::DirectoryWatch::Start(directory, times, look, report);
  if (watch.ok()) return *std::move(watch);
  spdlog::error("plugins: {}; send SIGHUP after each change", std::string(watch.status().message()));
  return nullptr;
}

void Reload(lifecycle::PluginCatalog& catalog) {
  if (const absl::Status scanned = catalog.Rescan(); scanned.ok()) {
    spdlog::info("SIGHUP: plugins and parameters were looked at anew");
  } else {
    spdlog::error("SIGHUP: {}; what served before serves on", std::string(scanned.message()));
  }
}

// Everything that serves, in the order in which it must go.
struct Running {
  platform::PublishedPlatforms platforms;
  telemetry::Metrics metrics;
  PluginsReport report{metrics};
};

absl::Status ServeCatalog(lifecycle::PluginCatalog& catalog, const std::filesystem::path& directory, Running& running,
                          const edge::ServerOptions& options, const Settings& settings, ProcessSignals& signals) {
  const absl::StatusOr<std::unique_ptr<telemetry::DecisionLog>> decision_log =
      OpenDecisionLog(settings, running.metrics);
  if (!decision_log.ok()) return decision_log.status();
  const absl::StatusOr<std::unique_ptr<edge::Server>> server =
      edge::Server::Start(options, running.platforms,
                          {.calls = settings.metrics ? &running.metrics : nullptr, .decisions = decision_log->get()});
  if (!server.ok()) return server.status();
  const absl::StatusOr<Endpoint> endpoint = ShowMetrics(settings, running.metrics, **server);
  if (!endpoint.ok()) return endpoint.status();
  const absl::StatusOr<Administration> admin = Administer(settings, options, catalog);
  if (!admin.ok()) return admin.status();
  running.report.TellHealth([&](const std::map<std::string, bool>& health) { (*server)->SetHealth(health); });
  {
    const auto watch = WatchPlugins(directory, settings, catalog);
    Announce((*server)->address());
    Reloader reloader([&catalog] { Reload(catalog); });
    while (signals.Wait() == ProcessSignals::Asked::kToReload) reloader.Ask();
    spdlog::info("stopping: calls in flight have {} ms to end", settings.stop_grace.count());
    running.report.TellHealth(nullptr);
    // Before what may have to wait for a compiler.
    StopWithLog(**server, decision_log->get(), settings.stop_grace);
    if (*admin != nullptr) (*admin)->Stop(kAdministrationGrace);
  }
  spdlog::info("stopped");
  return absl::OkStatus();
}

}  // namespace

absl::Status Serve(const Settings& settings) {
  ProcessSignals signals;
  StartLogging(settings.log_format);
  if (absl::Status status = CheckPluginDirectory(settings); !status.ok()) return status;
  if (absl::Status status = CheckDecisionLog(settings); !status.ok()) return status;
  const absl::StatusOr<edge::ServerOptions> server_options = OptionsOf(settings);
  if (!server_options.ok()) return server_options.status();
  // Before the addresses: it makes the directory that a socket may be in.
  const absl::StatusOr<std::unique_ptr<lifecycle::VersionStore>> store = OpenStore(settings);
  if (!store.ok()) return store.status();
  if (!settings.check_config) {
    WarnOfOpenDoor(*server_options);
    if (absl::Status status = CheckAddresses(settings); !status.ok()) return status;
  }

  absl::StatusOr<lifecycle::CatalogOptions> catalog_options = CatalogOptionsOf(settings);
  if (!catalog_options.ok()) return catalog_options.status();
  const std::filesystem::path directory = catalog_options->directory;
  Running running;
  lifecycle::PluginCatalog catalog(*std::move(catalog_options), **store, running.platforms, running.report);
  if (absl::Status started = catalog.Start(); !started.ok()) return started;
  if (settings.check_config) {
    std::puts("the settings are right");
    return absl::OkStatus();
  }
  if (signals.stop_requested()) return absl::OkStatus();
  return ServeCatalog(catalog, directory, running, *server_options, settings, signals);
}

}  // namespace connection_advisor
