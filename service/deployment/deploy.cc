#include "service/deployment/deploy.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/deployment/assembly.h"
#include "service/deployment/description_check.h"
#include "service/deployment/laws.h"
#include "service/deployment/mapped_file.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

// Causes may come from a child that a plugin has taken over.
template <typename Causes>
PluginOutcome RefusedFor(const Causes& causes) {
  PluginOutcome outcome;
  outcome.causes = PrintableLines(causes);
  return outcome;
}

PluginOutcome VerifyWithin(const image::v1::PluginImage& image, const PluginFile& file, const DeployOptions& options) {
  return VerifyImage(image, file.sha256(), std::chrono::steady_clock::now() + options.limits.timeout);
}

// Nothing where there is none, or none that is still good: an image is judged anew each time.
std::optional<PluginOutcome> FromCache(const ImageKey& key, const PluginFile& file, const DeployOptions& options) {
  if (options.images == nullptr) return std::nullopt;
  const std::optional<image::v1::PluginImage> image = options.images->Find(key);
  if (!image) return std::nullopt;
  PluginOutcome outcome = VerifyWithin(*image, file, options);
  if (outcome.refused()) return std::nullopt;
  outcome.cached = true;
  return outcome;
}

PluginOutcome Compile(const PluginFile& file, const DeployOptions& options, const StageReport& report) {
  if (const absl::Status inspected = file.Inspect(); !inspected.ok()) return Refused(inspected);
  if (report) report(DeployStage::kInspected);
  const ImageKey key{file.sha256(), options.parameters};
  if (std::optional<PluginOutcome> cached = FromCache(key, file, options)) return *std::move(cached);
  if (report) report(DeployStage::kCompiling);
  Compilation compilation = CompileInChild(options.compiler, file, options.parameters, options.limits);
  const absl::StatusOr<image::v1::PluginImage>& image = compilation.image;
  PluginOutcome outcome = image.ok() ? VerifyWithin(*image, file, options) : Refused(image.status());
  outcome.walls = std::move(compilation.walls);
  outcome.denied_calls = std::move(compilation.denied_calls);
  if (!outcome.refused() && options.images != nullptr) options.images->Keep(key, *image);
  return outcome;
}

// Who vouches for the file; empty where nobody was asked for.
absl::StatusOr<std::string> Signer(const PluginFile& file, std::string_view signature, const SignatureRules& rules) {
  if (rules.policy == SignaturePolicy::kOff) return std::string();
  const absl::StatusOr<MappedFile> mapped = MappedFile::Map(file);
  if (!mapped.ok()) return mapped.status();
  return rules.keys->SignerOf(mapped->bytes(), signature);
}

// The platforms of a plugin share the steps of their tables, in declared order, so that many together take no more than
// one may. False where time was up: then some may be without a table for no other reason.
bool Tabulate(const std::vector<std::shared_ptr<platform::Platform>>& platforms,
              std::chrono::steady_clock::time_point deadline) {
  platform::KnowledgeLimits limits{.deadline = deadline};
  for (const std::shared_ptr<platform::Platform>& platform : platforms) {
    platform->knowledge = platform::Knowledge::Tabulate(platform->verdict_forest, platform->verdict, &limits);
  }
  return std::chrono::steady_clock::now() <= deadline;
}

}  // namespace

PluginOutcome Refused(const absl::Status& status) {
  PluginOutcome outcome = RefusedFor(absl::StrSplit(status.message(), '\n'));
  outcome.may_pass = absl::IsResourceExhausted(status) || absl::IsUnavailable(status);
  return outcome;
}

PluginOutcome VerifyImage(const image::v1::PluginImage& image, const std::string& sha256,
                          std::chrono::steady_clock::time_point deadline) {
  if (image.sha256() != sha256) return RefusedFor(std::vector{"its image is that of another file"});
  if (const std::vector<std::string> causes = CheckDescription(image); !causes.empty()) return RefusedFor(causes);
  PluginOutcome outcome;
  outcome.plugin = {image.name(), image.version(), sha256};
  std::vector<std::shared_ptr<platform::Platform>> platforms;
  for (const image::v1::PlatformImage& platform_image : image.platforms()) {
    absl::StatusOr<std::shared_ptr<platform::Platform>> platform =
        AssemblePlatform(platform_image, outcome.plugin, deadline);
    if (!platform.ok()) {
      outcome.causes.push_back(absl::StrCat("platform '", platform_image.id(), "': ", platform.status().message()));
      continue;
    }
    for (std::string& broken : BrokenLaws(**platform, deadline)) outcome.causes.push_back(std::move(broken));
    // Enough for any reader: each may come with a case of all facts.
    if (outcome.causes.size() > kMaxCauses) break;
    platforms.push_back(*std::move(platform));
  }
  if (!outcome.refused() && !Tabulate(platforms, deadline)) {
    outcome.causes.push_back(
        "time was up before the order of its questions was worked out; let its rules read fewer facts, or allow more "
        "time");
  }
  if (outcome.refused()) {
    outcome.causes = PrintableLines(outcome.causes);
    return outcome;
  }
  outcome.platforms.assign(platforms.begin(), platforms.end());
  return outcome;
}

PluginOutcome Deploy(const PluginFile& file, std::string_view signature, const DeployOptions& options,
                     const StageReport& report) {
  const auto begin = std::chrono::steady_clock::now();
  const absl::StatusOr<std::string> signer = Signer(file, signature, options.signatures);
  const bool missing = !signer.ok() && options.signatures.policy == SignaturePolicy::kRequire;
  PluginOutcome outcome = missing ? Refused(signer.status()) : Compile(file, options, report);
  outcome.signed_by = signer.value_or("");
  outcome.signature_fault = Printable(signer.status().message());
  outcome.plugin.sha256 = file.sha256();
  outcome.compile_time = std::chrono::steady_clock::now() - begin;
  return outcome;
}

PluginOutcome DeployFile(const std::filesystem::path& file, const DeployOptions& options) {
  const absl::StatusOr<PluginFile> copy = PluginFile::Copy(file, options.permissions);
  PluginOutcome outcome = copy.ok() ? Deploy(*copy, ReadSignature(file), options) : Refused(copy.status());
  outcome.file = Printable(file.filename().string());
  outcome.stem = file.stem().string();
  return outcome;
}

}  // namespace connection_advisor::deployment
