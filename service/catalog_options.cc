#include "service/catalog_options.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/configuration.h"
#include "service/installation.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/state_directory.h"
#include "service/parameters.h"

namespace connection_advisor {
namespace {

// Where the configuration is only checked, a platform that is not loaded is a fault too.
absl::StatusOr<deployment::ParameterValues> ReadParameters(const std::string& configuration, bool only_checked,
                                                           const lifecycle::Platforms& platforms) {
  Settings settings;
  if (absl::Status read = ReadConfiguration(configuration, settings); !read.ok()) return read;
  std::vector<std::string> not_loaded;
  absl::Status checked = CheckParameters(settings.parameters, platforms, &not_loaded);
  if (!checked.ok()) return checked;
  if (only_checked && !not_loaded.empty()) return absl::InvalidArgumentError(absl::StrJoin(not_loaded, "\n"));
  for (const std::string& line : not_loaded) spdlog::warn("{}; it counts as soon as that is loaded", line);
  return ValuesOf(settings.parameters);
}

absl::StatusOr<deployment::SignatureRules> SignatureRulesOf(const Settings& settings,
                                                            deployment::Permissions permissions) {
  deployment::SignatureRules rules{.policy = settings.signatures};
  if (settings.trusted_keys.empty()) return rules;
  absl::StatusOr<deployment::TrustedKeys> keys = deployment::TrustedKeys::Read(settings.trusted_keys, permissions);
  if (!keys.ok()) return absl::InvalidArgumentError(absl::StrCat("--trusted-keys: ", keys.status().message()));
  rules.keys = std::make_shared<const deployment::TrustedKeys>(*std::move(keys));
  if (rules.policy == deployment::SignaturePolicy::kOff) {
    spdlog::warn("--trusted-keys: nobody asks for a signature, so the keys count for nothing; see --signatures");
  }
  return rules;
}

}  // namespace

absl::Status CheckPluginDirectory(const Settings& settings) {
  std::error_code error;
  if (settings.plugins.empty() || std::filesystem::is_directory(settings.plugins, error)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--plugins: '", settings.plugins, "' is no directory; name the one that holds the plugins"));
}

absl::StatusOr<lifecycle::CatalogOptions> CatalogOptionsOf(const Settings& settings) {
  lifecycle::CatalogOptions options;
  options.directory = settings.plugins.empty() ? InstalledPlugins() : std::filesystem::path(settings.plugins);
  if (options.directory.empty()) {
    spdlog::warn("no plugins are installed beside the server, so no platform serves; name a directory: --plugins DIR");
  }
  absl::StatusOr<std::filesystem::path> compiler = FindCompiler();
  if (!compiler.ok()) return compiler.status();
  options.deploy.compiler = *std::move(compiler);
  options.deploy.limits.timeout = settings.compile_timeout;
  options.deploy.limits.memory_bytes = settings.compile_memory;
  options.deploy.limits.unsandboxed = settings.unsandboxed;
  if (settings.unsandboxed) {
    spdlog::warn(
        "--unsandboxed: where the system refuses the sandbox, a plugin's code runs with this server's rights while it "
        "is "
        "compiled; the lines about plugins name the walls that stood");
  }
  if (settings.unchecked_permissions) {
    options.deploy.permissions = deployment::Permissions::kUnchecked;
    spdlog::warn(
        "--unchecked-permissions: whoever may write to the plugin directory, or to one that leads to it, chooses what "
        "is served");
  }
  absl::StatusOr<deployment::SignatureRules> signatures = SignatureRulesOf(settings, options.deploy.permissions);
  if (!signatures.ok()) return signatures.status();
  options.deploy.signatures = *std::move(signatures);
  options.change_limit = settings.max_changed_verdicts;
  options.deploy.parameters = ValuesOf(settings.parameters);
  if (!settings.config.empty()) {
    options.parameters = [configuration = settings.config,
                          only_checked = settings.check_config](const lifecycle::Platforms& platforms) {
      return ReadParameters(configuration, only_checked, platforms);
    };
  }
  return options;
}

absl::StatusOr<std::unique_ptr<lifecycle::VersionStore>> OpenStore(const Settings& settings) {
  if (settings.state.empty()) return std::make_unique<lifecycle::MemoryStore>();
  if (settings.check_config) return lifecycle::StateDirectory::OpenToRead(settings.state);
  absl::StatusOr<std::unique_ptr<lifecycle::StateDirectory>> store = lifecycle::StateDirectory::Open(settings.state);
  if (!store.ok()) return store.status();
  if (const absl::Status writable = (*store)->Writable(); !writable.ok()) {
    spdlog::error(
        "{}; what it remembers counts, what changes in the plugin directory is followed and forgotten at the "
        "end, and operators can change nothing",
        std::string(writable.message()));
  }
  return *std::move(store);
}

}  // namespace connection_advisor
