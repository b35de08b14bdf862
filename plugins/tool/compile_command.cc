#include "plugins/tool/compile_command.h"

#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "plugins/tool/compilation_options.h"
#include "service/deployment/child_process.h"
#include "service/deployment/compile.h"
#include "service/deployment/description_check.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/plugin_loader.h"
#include "service/deployment/sha256.h"
#include "service/deployment/text_check.h"

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
  google::protobuf::io::FileOutputStream answer(kAnswerDescriptor);
  if (!google::protobuf::util::SerializeDelimitedToZeroCopyStream(message, &answer) || !answer.Flush()) _exit(1);
}

// Says what is about to be done, and remembers it.
class Stages {
 public:
  void Begin(const std::string& stage) {
    current_ = stage;
    CompilerMessage message;
    message.mutable_progress()->set_stage(stage);
    Send(message);
  }
  const std::string& current() const { return current_; }

 private:
  std::string current_;
};

// What a plugin started or registered must not run: so neither here nor above is `exit` called.
[[noreturn]] void Refuse(const std::vector<std::string>& causes) {
  CompilerMessage message;
  for (const std::string& cause : causes) message.mutable_refusal()->add_causes(deployment::Printable(cause));
  Send(message);
  _exit(0);
}

[[noreturn]] void Refuse(const absl::Status& status) {
  Refuse(std::vector<std::string>(absl::StrSplit(status.message(), '\n')));
}

// Where the limit is lower already, it stays.
void SetLimit(__rlimit_resource resource, uint64_t limit) {
  rlimit both{};
  getrlimit(resource, &both);
  both.rlim_max = std::min<rlim_t>(both.rlim_max, limit);
  both.rlim_cur = both.rlim_max;
  if (setrlimit(resource, &both) != 0) Refuse(absl::ErrnoToStatus(errno, "the compiler could not limit itself"));
}

void LimitProcess(const CompilationOptions& options) {
  // A server that is killed leaves no plugin running.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  SetLimit(RLIMIT_CORE, 0);
  if (kLimitMemory) SetLimit(RLIMIT_AS, options.memory_bytes);
}

absl::StatusOr<PluginImage> CompilePlugin(const CompilationOptions& options, Stages& stages) {
  const auto begin = std::chrono::steady_clock::now();
  stages.Begin("reading the file");
  const std::string path = absl::StrCat("/proc/self/fd/", kPluginDescriptor);
  absl::StatusOr<std::string> sha256 = deployment::Sha256OfFile(kPluginDescriptor);
  if (!sha256.ok()) return sha256.status();

  stages.Begin("loading the file");
  const absl::StatusOr<const advisor_plugin*> plugin = deployment::PluginLoader::Load(path);
  if (!plugin.ok()) return plugin.status();
  stages.Begin("reading what it declares");
  absl::StatusOr<deployment::PluginContents> contents = deployment::ReadPlugin(**plugin, options.parameters);
  if (!contents.ok()) return contents.status();
  std::vector<std::string> causes = contents->causes;
  for (std::string& cause : deployment::CheckDescription(contents->description)) causes.push_back(std::move(cause));
  if (!causes.empty()) return absl::InvalidArgumentError(absl::StrJoin(causes, "\n"));

  // A little before the parent loses patience, so that the refusal can name the rule.
  const deployment::CompileLimits limits{.deadline = begin + options.timeout() * 9 / 10};
  absl::StatusOr<PluginImage> image =
      deployment::Compile(*std::move(contents), limits, [&](const std::string& stage) { stages.Begin(stage); });
  if (image.ok()) image->set_sha256(*std::move(sha256));
  return image;
}

bool HasCompilerDescriptors() {
  return fcntl(kPluginDescriptor, F_GETFD) != -1 && fcntl(kAnswerDescriptor, F_GETFD) != -1;
}

[[noreturn]] void RunCompiler(const CompilationOptions& options) {
  LimitProcess(options);
  Stages stages;
  try {
    absl::StatusOr<PluginImage> image = CompilePlugin(options, stages);
    if (!image.ok()) Refuse(image.status());
    CompilerMessage message;
    *message.mutable_image() = *std::move(image);
    Send(message);
  } catch (const std::bad_alloc&) {
    Refuse({absl::StrCat("it needs more memory than the ", options.memory_bytes >> 20, " MiB allowed, while ",
                         stages.current())});
  }
  _exit(0);
}

}  // namespace

RunCommand AddCompileOptions(CLI::App& command_line) {
  const auto options = std::make_shared<CompilationOptions>();
  options->AddTo(command_line);
  return [options] {
    if (HasCompilerDescriptors()) RunCompiler(*options);
    std::cerr << "compile is started by the server and by the other commands, which hand it the file; you want: "
                 "advisor-plugin check FILE.so\n";
    return kExitUsage;
  };
}

}  // namespace connection_advisor::tool
