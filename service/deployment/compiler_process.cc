#include "service/deployment/compiler_process.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

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
  std::string stage = "starting";
  std::vector<std::string> causes;
  std::optional<PluginImage> image;
  bool malformed = false;
};

Answer Parse(const std::string& bytes) {
  Answer answer;
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  bool clean_end = false;
  while (!clean_end) {
    CompilerMessage message;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&message, &stream, &clean_end)) break;
    if (answer.image || !answer.causes.empty()) answer.malformed = true;
    if (message.has_progress()) answer.stage = message.progress().stage();
    if (message.has_refusal()) answer.causes = {message.refusal().causes().begin(), message.refusal().causes().end()};
    if (message.has_image()) answer.image = std::move(*message.mutable_image());
  }
  // What is no number of bytes to follow is taken for an end, too.
  if (!clean_end || static_cast<size_t>(stream.ByteCount()) != bytes.size()) answer.malformed = true;
  return answer;
}

std::string SignalName(int signal) {
  const char* description = sigdescr_np(signal);
  return description != nullptr ? description : absl::StrCat("signal ", signal);
}

// OK if the child came to its end with an image.
absl::Status Refusal(const ChildProcess::Ending& ending, const Answer& answer, const CompilerLimits& limits) {
  const auto refuse = [&](const auto&... what) {
    return absl::InvalidArgumentError(absl::StrCat(what..., " while ", answer.stage));
  };
  switch (ending.end) {
    case ChildProcess::End::kTimedOut:
      return refuse("it did not come to an end within ", limits.timeout.count(), " ms; it was stopped");
    case ChildProcess::End::kAnsweredTooMuch:
      return refuse("its image is larger than ", kMaxAnswerBytes >> 20, " MiB; it was stopped");
    case ChildProcess::End::kKilled:
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
  return absl::OkStatus();
}

std::vector<std::string> Arguments(const std::filesystem::path& compiler, const ParameterValues& parameters,
                                   const CompilerLimits& limits) {
  std::vector<std::string> arguments = {compiler.string(), "compile",
                                        "--timeout-ms",    absl::StrCat(limits.timeout.count()),
                                        "--memory-bytes",  absl::StrCat(limits.memory_bytes)};
  for (const auto& [name, value] : parameters) {
    arguments.push_back("--parameter");
    arguments.push_back(absl::StrCat(name, "=", value));
  }
  return arguments;
}

}  // namespace

absl::StatusOr<PluginImage> CompileInChild(const std::filesystem::path& compiler, const PluginFile& file,
                                           const ParameterValues& parameters, const CompilerLimits& limits) {
  const std::vector<std::string> arguments = Arguments(compiler, parameters, limits);
  const Clock::time_point deadline = Clock::now() + limits.timeout;
  absl::StatusOr<ChildProcess> first = ChildProcess::Start(compiler, arguments, file.descriptor());
  if (!first.ok()) return first.status();
  absl::StatusOr<ChildProcess> second = ChildProcess::Start(compiler, arguments, file.descriptor());
  if (!second.ok()) return second.status();

  const ChildProcess::Ending first_ending = first->Listen(deadline, kMaxAnswerBytes);
  const ChildProcess::Ending second_ending = second->Listen(deadline, kMaxAnswerBytes);
  Answer answer = Parse(first->answer());
  if (absl::Status refusal = Refusal(first_ending, answer, limits); !refusal.ok()) return refusal;
  if (first->answer() != second->answer() || second_ending.end != first_ending.end ||
      second_ending.code != first_ending.code) {
    if (absl::Status refusal = Refusal(second_ending, Parse(second->answer()), limits); !refusal.ok()) return refusal;
    return absl::InvalidArgumentError(
        "it is not reproducible: compiled in two processes it came out differently; a condition may depend on the "
        "answers alone");
  }
  return *std::move(answer.image);
}

}  // namespace connection_advisor::deployment
