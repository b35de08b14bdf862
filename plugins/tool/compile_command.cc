#include "plugins/tool/compile_command.h"

#include <google/protobuf/util/delimited_message_util.h>
#include <sys/resource.h>
#include <unistd.h>

#include <new>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compile.h"
#include "service/deployment/compiler_process.h"
#include "service/deployment/description_check.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/plugin_loader.h"

namespace connection_advisor::tool {
namespace {

using deployment::kAnswerDescriptor;
using deployment::kPluginDescriptor;
using image::v1::CompilerMessage;
using image::v1::PluginImage;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// A sanitizer's shadow memory is address space too, far more than any limit.
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

void Send(const CompilerMessage& message) {
  if (!google::protobuf::util::SerializeDelimitedToFileDescriptor(message, kAnswerDescriptor)) _exit(1);
}

void SendStage(const std::string& stage) {
  CompilerMessage message;
  message.mutable_progress()->set_stage(stage);
  Send(message);
}

// What a plugin started or registered must not run: so neither here nor above is `exit` called.
[[noreturn]] void Refuse(const std::vector<std::string>& causes) {
  CompilerMessage message;
  message.mutable_refusal()->mutable_causes()->Add(causes.begin(), causes.end());
  Send(message);
  _exit(0);
}

[[noreturn]] void Refuse(const absl::Status& status) {
  Refuse(std::vector<std::string>(absl::StrSplit(status.message(), '\n')));
}

void SetLimit(__rlimit_resource resource, uint64_t limit) {
  const rlimit both{.rlim_cur = limit, .rlim_max = limit};
  if (setrlimit(resource, &both) != 0) Refuse(absl::ErrnoToStatus(errno, "the compiler could not limit itself"));
}

absl::StatusOr<PluginImage> CompilePlugin(const CompileOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  SendStage("reading the file");
  const std::string path = absl::StrCat("/proc/self/fd/", kPluginDescriptor);
  absl::StatusOr<std::string> sha256 = deployment::Sha256(kPluginDescriptor);
  if (!sha256.ok()) return sha256.status();

  SendStage("loading the file");
  const absl::StatusOr<const advisor_plugin*> plugin = deployment::PluginLoader::Load(path);
  if (!plugin.ok()) return plugin.status();
  SendStage("reading what it declares");
  absl::StatusOr<deployment::PluginContents> contents = deployment::ReadPlugin(**plugin, options.parameters);
  if (!contents.ok()) return contents.status();
  const std::vector<std::string> causes = deployment::CheckDescription(contents->description);
  if (!causes.empty()) return absl::InvalidArgumentError(absl::StrJoin(causes, "\n"));

  // A little before the parent loses patience, so that the refusal can name the rule.
  const deployment::CompileLimits limits{.deadline = begin + options.timeout * 9 / 10};
  absl::StatusOr<PluginImage> image = deployment::Compile(*std::move(contents), limits, SendStage);
  if (image.ok()) image->set_sha256(*std::move(sha256));
  return image;
}

}  // namespace

void RunCompileCommand(const CompileOptions& options) {
  SetLimit(RLIMIT_CORE, 0);
  if (kLimitMemory) SetLimit(RLIMIT_AS, options.memory_bytes);
  try {
    absl::StatusOr<PluginImage> image = CompilePlugin(options);
    if (!image.ok()) Refuse(image.status());
    CompilerMessage message;
    *message.mutable_image() = *std::move(image);
    Send(message);
  } catch (const std::bad_alloc&) {
    Refuse({absl::StrCat("it needs more memory than the ", options.memory_bytes >> 20, " MiB allowed")});
  }
  _exit(0);
}

}  // namespace connection_advisor::tool
