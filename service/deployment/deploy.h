// Plugin files become platforms: file -> inspect -> compile (child process) -> verify image. Publishing is the
// caller's.
#ifndef SERVICE_DEPLOYMENT_DEPLOY_H_
#define SERVICE_DEPLOYMENT_DEPLOY_H_

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compiler_process.h"
#include "service/deployment/plugin_reader.h"
#include "service/platform/platform.h"

namespace connection_advisor::deployment {

struct DeployOptions {
  std::filesystem::path compiler;  // advisor-plugin
  CompilerLimits limits;
  ParameterValues parameters;
  unsigned parallel = 0;  // files at once; 0: as many as there are processors
};

inline constexpr size_t kMaxCauses = 100;

// What became of one file.
struct PluginOutcome {
  std::string file;                                                  // its name in the directory, fit to print
  std::string stem;                                                  // without ".so"
  platform::PluginIdentity plugin;                                   // as far as it is known
  std::vector<std::shared_ptr<const platform::Platform>> platforms;  // empty if refused
  std::vector<std::string> causes;  // of the refusal, fit to print, at most kMaxCauses; empty if not refused
  std::chrono::nanoseconds compile_time{0};

  bool refused() const { return !causes.empty(); }
};

// Turns one file into its platforms, or finds the causes to refuse it. Never runs its code in this process.
PluginOutcome DeployFile(const std::filesystem::path& file, const DeployOptions& options);

// The same for an image of the file with `sha256`: everything after the compiler. Trusts nothing in it, and takes no
// longer than until the deadline and a moment. For DeployFile and tests.
PluginOutcome VerifyImage(const image::v1::PluginImage& image, const std::string& sha256,
                          std::chrono::steady_clock::time_point deadline);

// Every regular-looking `*.so` in `directory`, in the order of their names, several at once. Where two files have the
// same platform, the later is refused. An error only where the directory itself cannot be read.
absl::StatusOr<std::vector<PluginOutcome>> DeployDirectory(const std::filesystem::path& directory,
                                                           const DeployOptions& options);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_DEPLOY_H_
