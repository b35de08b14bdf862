// connection-advisor-server: compiles the plugins, publishes their platforms, serves them until it is told to stop.
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/deployment/deploy.h"
#include "service/edge/bindable.h"
#include "service/edge/server.h"
#include "service/flags.h"
#include "service/installation.h"
#include "service/logging.h"
#include "service/platform/published_platforms.h"
#include "service/platforms_report.h"
#include "service/stop_signals.h"

namespace connection_advisor {
namespace {

absl::StatusOr<PluginOutcomes> Deploy(const Settings& settings) {
  const std::filesystem::path plugins =
      settings.plugins.empty() ? InstalledPlugins() : std::filesystem::path(settings.plugins);
  if (plugins.empty()) {
    spdlog::warn(
        "no plugins are installed beside the server, so that no platform serves; name a directory: --plugins DIR");
    return PluginOutcomes();
  }
  absl::StatusOr<std::filesystem::path> compiler = FindCompiler();
  if (!compiler.ok()) return compiler.status();
  deployment::DeployOptions options;
  options.compiler = *std::move(compiler);
  options.limits = {settings.compile_timeout, settings.compile_memory};
  return deployment::DeployDirectory(plugins, options);
}

void WarnOfOpenDoor(const edge::ListenAddress& address) {
  if (address.IsLoopback()) return;
  spdlog::warn(
      "{} is not a loopback address and the connection is not encrypted: whoever reaches it can read what is asked and "
      "ask for himself",
      address.ToString());
}

void Announce(const edge::ListenAddress& address) {
  std::printf("serving on %s\n", address.ToString().c_str());
  std::fflush(stdout);
}

int Fail(const absl::Status& status) {
  spdlog::critical("{}", std::string(status.message()));
  return EXIT_FAILURE;
}

int Run(const Settings& settings) {
  StopSignals stop;
  StartLogging();
  WarnOfOpenDoor(settings.listen);

  // Before the plugins are compiled, which takes longer.
  if (const absl::Status bindable = edge::CheckBindable(settings.listen); !bindable.ok()) return Fail(bindable);
  const absl::StatusOr<PluginOutcomes> outcomes = Deploy(settings);
  if (!outcomes.ok()) return Fail(outcomes.status());
  LogOutcomes(*outcomes);
  if (stop.requested()) return EXIT_SUCCESS;

  platform::PublishedPlatforms platforms;
  platforms.Publish(PlatformsOf(*outcomes));
  edge::ServerOptions options;
  options.address = settings.listen;
  const absl::StatusOr<std::unique_ptr<edge::Server>> server = edge::Server::Start(options, platforms);
  if (!server.ok()) return Fail(server.status());
  (*server)->SetHealth(HealthOf(*outcomes));
  Announce((*server)->address());

  stop.Wait();
  spdlog::info("stopping: calls in flight have {} ms to end", settings.stop_grace.count());
  (*server)->Stop(settings.stop_grace);
  spdlog::info("stopped");
  return EXIT_SUCCESS;
}

// What is wrong with a flag only the file system knows.
CommandLine WithExistingPlugins(CommandLine command_line) {
  std::error_code error;
  const std::optional<Settings>& settings = command_line.settings;
  if (!settings || settings->plugins.empty() || std::filesystem::is_directory(settings->plugins, error)) {
    return command_line;
  }
  return {std::nullopt,
          absl::StrCat("connection-advisor-server: --plugins: '", settings->plugins,
                       "' is no directory; name the one that holds the plugins\n"),
          kExitBadUsage};
}

}  // namespace
}  // namespace connection_advisor

int main(int argc, char** argv) {
  using connection_advisor::CommandLine;
  const CommandLine command_line =
      connection_advisor::WithExistingPlugins(connection_advisor::ParseCommandLine(argc, argv));
  if (command_line.settings) return connection_advisor::Run(*command_line.settings);
  std::fputs(command_line.text.c_str(), command_line.exit_code == 0 ? stdout : stderr);
  return command_line.exit_code;
}
