#include "service/plugin_directory.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/installation.h"
#include "service/parameters.h"

namespace connection_advisor {

absl::Status CheckPluginDirectory(const Settings& settings) {
  std::error_code error;
  if (settings.plugins.empty() || std::filesystem::is_directory(settings.plugins, error)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--plugins: '", settings.plugins, "' is no directory; name the one that holds the plugins"));
}

absl::StatusOr<PluginOutcomes> DeployPlugins(const Settings& settings) {
  const std::filesystem::path plugins =
      settings.plugins.empty() ? InstalledPlugins() : std::filesystem::path(settings.plugins);
  if (plugins.empty()) {
    spdlog::warn("no plugins are installed beside the server, so no platform serves; name a directory: --plugins DIR");
    return PluginOutcomes();
  }
  absl::StatusOr<std::filesystem::path> compiler = FindCompiler();
  if (!compiler.ok()) return compiler.status();
  deployment::DeployOptions options;
  options.compiler = *std::move(compiler);
  options.limits.timeout = settings.compile_timeout;
  options.limits.memory_bytes = settings.compile_memory;
  absl::StatusOr<PluginOutcomes> outcomes = deployment::DeployDirectory(plugins, options);
  if (!outcomes.ok() || settings.parameters.empty()) return outcomes;

  // Only now is it known which parameters there are, and their ranges.
  absl::Status status = CheckParameters(settings.parameters, *PlatformsOf(*outcomes));
  if (!status.ok()) return status;
  options.parameters = ValuesOf(settings.parameters);
  return deployment::DeployDirectory(plugins, options);
}

}  // namespace connection_advisor
