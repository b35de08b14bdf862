// A plugin file becomes platforms: file -> inspect -> compile (child process) -> verify image. Which files there are,
// and which of them serve, is the life cycle's.
#ifndef SERVICE_DEPLOYMENT_DEPLOY_H_
#define SERVICE_DEPLOYMENT_DEPLOY_H_

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compiler_process.h"
#include "service/deployment/image_cache.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/plugin_reader.h"
#include "service/deployment/signature.h"
#include "service/deployment/strict_open.h"
#include "service/deployment/text_check.h"
#include "service/platform/platform.h"

namespace connection_advisor::deployment {

struct DeployOptions {
  std::filesystem::path compiler;  // advisor-plugin
  CompilerLimits limits;
  ParameterValues parameters;
  SignatureRules signatures;
  Permissions permissions = Permissions::kChecked;  // of a plugin file and of the directories that lead to it
  unsigned parallel = 0;                            // files at once; 0: as many as there are processors
  ImageCache* images = nullptr;                     // where compiled images are looked for and kept; nullptr: nowhere
};

// How far a file has come.
enum class DeployStage { kInspected, kCompiling };
using StageReport = std::function<void(DeployStage)>;

inline constexpr size_t kMaxCauses = kMaxPrintableLines;

// What became of one file.
struct PluginOutcome {
  std::string file;                                                  // its name in the directory, fit to print
  std::string stem;                                                  // without ".so"
  platform::PluginIdentity plugin;                                   // as far as it is known
  std::vector<std::shared_ptr<const platform::Platform>> platforms;  // empty if refused
  std::vector<std::string> causes;  // of the refusal, fit to print, at most kMaxCauses; empty if not refused
  bool may_pass = false;            // it was refused for want of what the system may have again
  std::chrono::nanoseconds compile_time{0};
  std::string signed_by;           // who vouches for the file: see TrustedKeys; empty: nobody, or nobody was asked for
  std::string signature_fault;     // why nobody does, fit to print; empty where somebody does or nobody was asked for
  bool cached = false;             // the image came from the cache: no code of the plugin ran
  std::vector<std::string> walls;  // what stood around the compiler: see Compilation; empty if cached
  std::vector<std::string> denied_calls;  // what the plugin tried and was denied, fit to print: see Compilation

  bool refused() const { return !causes.empty(); }
};

// The outcome of a file that is refused: each line of the message is a cause. RESOURCE_EXHAUSTED and UNAVAILABLE may
// pass.
PluginOutcome Refused(const absl::Status& status);

// Turns a file into its platforms, or finds the causes to refuse it. Never runs its code in this process. `signature`
// is the one that came with the file; empty: none. `file` and `stem` of the outcome are the caller's to fill.
PluginOutcome Deploy(const PluginFile& file, std::string_view signature, const DeployOptions& options,
                     const StageReport& report = nullptr);

// The same for the file at a path, which is copied first, and the signature beside it.
PluginOutcome DeployFile(const std::filesystem::path& file, const DeployOptions& options);

// The same for an image of the file with `sha256`: everything after the compiler. Trusts nothing in it, and takes no
// longer than until the deadline and a moment. For DeployFile and tests.
PluginOutcome VerifyImage(const image::v1::PluginImage& image, const std::string& sha256,
                          std::chrono::steady_clock::time_point deadline);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_DEPLOY_H_
