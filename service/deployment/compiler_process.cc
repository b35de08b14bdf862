#include "service/deployment/compiler_process.h"

#include <csignal>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/deployment/bounded_parse.h"
#include "service/deployment/child_process.h"

namespace connection_advisor::deployment {
namespace {

using Clock = std::chrono::steady_clock;
using image::v1::PluginImage;

std::string SignalName(int signal) {
  const char* description = sigdescr_np(signal);
  return description != nullptr ? description : absl::StrCat("signal ", signal);
}

// Often what its end comes of.
std::string DeniedBefore(const CompilerAnswer& answer) {
  if (answer.denied_calls.empty()) return "";
  return absl::StrCat("; the sandbox had denied it ", absl::StrJoin(answer.denied_calls, ", "));
}

// Of a child that came to its end with one; takes it out of the answer. Else what became of the child.
absl::StatusOr<PluginImage> ImageOf(const ChildProcess::Ending& ending, CompilerAnswer& answer,
                                    const CompilerLimits& limits) {
  const auto end = [&](const auto&... what) {
    return absl::StrCat(what..., " while ", answer.stage, DeniedBefore(answer));
  };
  const auto refuse = [&](const auto&... what) { return absl::InvalidArgumentError(end(what...)); };
  switch (ending.end) {
    case ChildProcess::End::kTimedOut:
      return refuse("it did not come to an end within ", limits.timeout.count(), " ms; it was stopped");
    case ChildProcess::End::kAnsweredTooMuch:
      return refuse("its image is larger than ", kMaxAnswerBytes >> 20, " MiB; it was stopped");
    case ChildProcess::End::kKilled:
      // What only the system and people send, for want of memory as a rule.
      if (ending.code == SIGKILL) {
        return absl::UnavailableError(end("the compiler was killed, by the system or by somebody,"));
      }
      return refuse("it crashed (", SignalName(ending.code), ")");
    case ChildProcess::End::kOutlivedByOthers:
      return refuse("it started a process that outlived the compiler; a plugin starts none. It ended");
    case ChildProcess::End::kExited:
      break;
  }
  if (answer.too_large) {
    return refuse("its answer would come to more than ", kMaxMessageMemory >> 20,
                  " MiB in memory, and was not read; it was written");
  }
  if (answer.malformed) return refuse("it wrote into the compiler's answer, or ended the compiler,");
  if (!answer.causes.empty()) return absl::InvalidArgumentError(absl::StrJoin(answer.causes, "\n"));
  if (ending.code != 0 || !answer.image) {
    return refuse("it ended the compiler (exit status ", ending.code, ")");
  }
  return *std::move(answer.image);
}

std::vector<std::string> Arguments(const std::filesystem::path& compiler, const ParameterValues& parameters,
                                   const CompilerLimits& limits) {
  std::vector<std::string> arguments = {compiler.string(), "compile",
                                        "--timeout-ms",    absl::StrCat(limits.timeout.count()),
                                        "--memory-bytes",  absl::StrCat(limits.memory_bytes)};
  if (limits.unsandboxed) arguments.push_back("--unsandboxed");
  for (const auto& [name, value] : parameters) {
    arguments.push_back("--parameter");
    arguments.push_back(absl::StrCat(name, "=", value));
  }
  return arguments;
}

}  // namespace

Compilation CompileInChild(const std::filesystem::path& compiler, const PluginFile& file,
                           const ParameterValues& parameters, const CompilerLimits& limits) {
  const std::vector<std::string> arguments = Arguments(compiler, parameters, limits);
  const Clock::time_point deadline = Clock::now() + limits.timeout;
  absl::StatusOr<ChildProcess> first_child = ChildProcess::Start(compiler, arguments, file.descriptor());
  if (!first_child.ok()) return {.image = first_child.status()};
  absl::StatusOr<ChildProcess> second_child = ChildProcess::Start(compiler, arguments, file.descriptor());
  if (!second_child.ok()) return {.image = second_child.status()};

  const ChildProcess::Ending first_ending = first_child->Listen(deadline, kMaxAnswerBytes);
  const ChildProcess::Ending second_ending = second_child->Listen(deadline, kMaxAnswerBytes);
  CompilerAnswer first = ReadAnswer(first_child->answer());
  Compilation compilation = {.image = ImageOf(first_ending, first, limits),
                             .walls = std::move(first.walls),
                             .denied_calls = std::move(first.denied_calls)};
  const bool alike = first_ending == second_ending && first_child->answer() == second_child->answer();
  if (compilation.image.ok() && !alike) {
    // One image in memory at a time.
    compilation.image = absl::InvalidArgumentError(
        "it is not reproducible: compiled in two processes it came out differently; a condition may depend on the "
        "answers alone");
    CompilerAnswer second = ReadAnswer(second_child->answer());
    absl::Status ended = ImageOf(second_ending, second, limits).status();
    if (!ended.ok()) compilation.image = std::move(ended);
  }
  return compilation;
}

}  // namespace connection_advisor::deployment
