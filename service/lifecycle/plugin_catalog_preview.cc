// The catalog as it would be: a file is taken into a copy of the register, and nobody is told.
#include <chrono>
#include <optional>
#include <utility>

#include "service/deployment/text_check.h"
#include "service/lifecycle/plugin_catalog.h"

namespace connection_advisor::lifecycle {
namespace {

// An operator reads the lines, and waits for them.
constexpr uint32_t kMaxLines = 20;
constexpr std::chrono::seconds kTimeToCompare(10);

absl::StatusOr<analysis::PluginDifference> Compare(const KnownVersion* serving, const Platforms& after) {
  analysis::DifferenceLimits limits;
  limits.max_lines = kMaxLines;
  limits.deadline = std::chrono::steady_clock::now() + kTimeToCompare;
  return analysis::Difference(serving == nullptr ? Platforms() : serving->platforms, after, limits);
}

}  // namespace

absl::StatusOr<PluginPreview> PluginCatalog::Preview(deployment::PluginFile file, const std::string& name,
                                                     const std::string& signature) {
  Arrival arrival{.file = deployment::Printable(name),
                  .from = Arrival::From::kUpload,
                  .sha256 = file.sha256(),
                  .signature = SignatureOf(file.sha256(), signature)};
  {
    const std::lock_guard compiling(compiling_);
    deployment::DeployOptions options = options_.deploy;
    options.images = nullptr;  // nothing is kept of it
    arrival.outcome = deployment::Deploy(file, arrival.signature, options);
  }
  PluginRegister now;
  {
    const std::lock_guard lock(mutex_);
    now = register_;
  }
  PluginRegister then = now;
  arrival.number = then.NextArrival();
  const SystemTime time = std::chrono::system_clock::now();
  const std::optional<PluginVersion> refused = then.Enter(arrival, time);
  then.Settle(time, HowVersionsFollow());

  PluginPreview preview;
  preview.version = refused ? *refused : then.Find(arrival.sha256)->told;
  const KnownVersion* serving = now.ServingVersion(preview.version.plugin);
  if (serving != nullptr) preview.serving = serving->told;
  preview.difference = Compare(serving, arrival.outcome.platforms);
  return preview;
}

}  // namespace connection_advisor::lifecycle
