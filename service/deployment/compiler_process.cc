#include "service/deployment/compiler_process.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

#include <csignal>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/deployment/child_process.h"

namespace connection_advisor::deployment {
namespace {

using Clock = std::chrono::steady_clock;
using image::v1::CompilerMessage;
using image::v1::PluginImage;

// What was understood of an answer.
struct Answer {
  std::vector<std::string> walls;
  std::string stage = "starting";
  std::vector<std::string> denied_calls;
  std::vector<std::string> causes;
  std::optional<PluginImage> image;
  bool malformed = false;
};

// More than any compilation has to say: what comes in so many pieces is a plugin's doing.
constexpr int kMaxMessages = 1'000'000;

void Take(CompilerMessage& message, bool first, Answer& answer) {
  // An image or a refusal is the last that is said.
  if (answer.image || !answer.causes.empty()) answer.malformed = true;
  switch (message.message_case()) {
    case CompilerMessage::kWalls:
      // Later ones are not the compiler's.
      if (!first) answer.malformed = true;
      if (first) answer.walls = {message.walls().names().begin(), message.walls().names().end()};
      return;
    case CompilerMessage::kProgress:
      answer.stage = message.progress().stage();
      return;
    case CompilerMessage::kDenial:
      if (answer.denied_calls.size() < kMaxDeniedCalls) answer.denied_calls.push_back(message.denial().system_call());
      return;
    case CompilerMessage::kRefusal:
      answer.causes = {message.refusal().causes().begin(), message.refusal().causes().end()};
      return;
    case CompilerMessage::kImage:
      answer.image = std::move(*message.mutable_image());
      return;
    case CompilerMessage::MESSAGE_NOT_SET:
      answer.malformed = true;
  }
}

Answer Parse(const std::string& bytes) {
  Answer answer;
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  bool clean_end = false;
  for (int number = 0; !answer.malformed && number < kMaxMessages; ++number) {
    CompilerMessage message;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&message, &stream, &clean_end)) break;
    Take(message, number == 0, answer);
  }
  // What is no number of bytes to follow is taken for an end, too.
  if (!clean_end || static_cast<size_t>(stream.ByteCount()) != bytes.size()) answer.malformed = true;
  return answer;
}

std::string SignalName(int signal) {
  const char* description = sigdescr_np(signal);
  return description != nullptr ? description : absl::StrCat("signal ", signal);
}

// Often what its end comes of.
std::string DeniedBefore(const Answer& answer) {
  if (answer.denied_calls.empty()) return "";
  return absl::StrCat("; the sandbox had denied it ", absl::StrJoin(answer.denied_calls, ", "));
}

// Of a child that came to its end with one; takes it out of the answer. Else what became of the child.
absl::StatusOr<PluginImage> ImageOf(const ChildProcess::Ending& ending, Answer& answer, const CompilerLimits& limits) {
  const auto refuse = [&](const auto&... what) {
    return absl::InvalidArgumentError(absl::StrCat(what..., " while ", answer.stage, DeniedBefore(answer)));
  };
  switch (ending.end) {
    case ChildProcess::End::kTimedOut:
      return refuse("it did not come to an end within ", limits.timeout.count(), " ms; it was stopped");
    case ChildProcess::End::kAnsweredTooMuch:
      return refuse("its image is larger than ", kMaxAnswerBytes >> 20, " MiB; it was stopped");
    case ChildProcess::End::kKilled:
      // What only the system and people send, for want of memory as a rule.
      if (ending.code == SIGKILL) return refuse("the compiler was killed, by the system or by somebody,");
      return refuse("it crashed (", SignalName(ending.code), ")");
    case ChildProcess::End::kOutlivedByOthers:
      return refuse("it started a process that outlived the compiler; a plugin starts none. It ended");
    case ChildProcess::End::kExited:
      break;
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
  Answer first = Parse(first_child->answer());
  Compilation compilation = {.image = ImageOf(first_ending, first, limits),
                             .walls = std::move(first.walls),
                             .denied_calls = std::move(first.denied_calls)};
  const bool alike = first_ending == second_ending && first_child->answer() == second_child->answer();
  if (compilation.image.ok() && !alike) {
    Answer second = Parse(second_child->answer());
    compilation.image = ImageOf(second_ending, second, limits);
    if (compilation.image.ok()) {
      compilation.image = absl::InvalidArgumentError(
          "it is not reproducible: compiled in two processes it came out differently; a condition may depend on the "
          "answers alone");
    }
  }
  return compilation;
}

}  // namespace connection_advisor::deployment
