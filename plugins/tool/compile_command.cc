#include "plugins/tool/compile_command.h"

#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
#include "plugins/tool/sandbox/denied_calls.h"
#include "plugins/tool/sandbox/sandbox.h"
#include "service/deployment/child_process.h"
#include "service/deployment/compile.h"
#include "service/deployment/description_check.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/plugin_loader.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::tool {
namespace {

using deployment::kAnswerDescriptor;
using deployment::kPluginDescriptor;
using deployment::PluginFile;
using image::v1::CompilerMessage;
using image::v1::PluginImage;

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

// A copy of its own in place of the plugin's descriptor, and its hash. (The dynamic linker reads at a descriptor's
// position, which is shared with the other compiler of this plugin.)
absl::StatusOr<std::string> TakeOwnCopy() {
  struct stat status {};
  if (fstat(kPluginDescriptor, &status) != 0) return absl::ErrnoToStatus(errno, "looking at the file");
  const auto size = static_cast<size_t>(status.st_size);
  void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, kPluginDescriptor, 0);
  if (bytes == MAP_FAILED) return absl::ErrnoToStatus(errno, "mapping the file");
  absl::StatusOr<PluginFile::Writer> writer = PluginFile::Writer::Begin();
  if (!writer.ok()) return writer.status();
  absl::Status written = writer->Append({static_cast<const char*>(bytes), size});
  munmap(bytes, size);
  if (!written.ok()) return written;
  const absl::StatusOr<PluginFile> copy = (*std::move(writer)).Finish();
  if (!copy.ok()) return copy.status();
  if (dup2(copy->descriptor(), kPluginDescriptor) < 0 || lseek(kPluginDescriptor, 0, SEEK_SET) != 0) {
    return absl::ErrnoToStatus(errno, "taking a copy of the file");
  }
  return copy->sha256();
}

// The walls are told before any code of the plugin is mapped, so whoever reads the first message knows it for true.
void RaiseWalls(const CompilationOptions& options) {
  const Sandbox sandbox = RaiseSandbox({.timeout = options.timeout(), .memory_bytes = options.memory_bytes});
  CompilerMessage message;
  for (const std::string& wall : sandbox.walls) message.mutable_walls()->add_names(wall);
  Send(message);
  if (sandbox.whole.ok() || options.unsandboxed) return;
  Refuse({absl::StrCat("the sandbox could not be raised (", sandbox.whole.message(),
                       "), and no code of it was run; compile where the system allows seccomp, or accept the risk with "
                       "--unsandboxed")});
}

absl::StatusOr<PluginImage> CompilePlugin(const CompilationOptions& options, Stages& stages) {
  const auto begin = std::chrono::steady_clock::now();
  absl::StatusOr<std::string> sha256 = TakeOwnCopy();
  if (!sha256.ok()) return sha256.status();
  deployment::PluginLoader::MapRuntimes();
  RaiseWalls(options);

  stages.Begin("loading the file");
  const absl::StatusOr<const advisor_plugin*> plugin = deployment::PluginLoader::Load(kPluginPath);
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
