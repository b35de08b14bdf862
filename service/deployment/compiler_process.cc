#include "service/deployment/compiler_process.h"

#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::deployment {
namespace {

using Clock = std::chrono::steady_clock;
using image::v1::CompilerMessage;
using image::v1::PluginImage;

// How the child ended.
struct Ending {
  bool timed_out = false;
  bool answered_too_much = false;
  int wait_status = 0;
};

class Child {
 public:
  Child(Child&& other) noexcept
      : answer_(std::move(other.answer_)),
        process_(std::exchange(other.process_, -1)),
        reaped_(other.reaped_),
        wait_status_(other.wait_status_),
        bytes_(std::move(other.bytes_)) {}
  ~Child() {
    if (process_ > 0 && !reaped_) End();
  }

  static absl::StatusOr<Child> Start(const std::filesystem::path& compiler, const PluginFile& file,
                                     const std::vector<std::string>& arguments) {
    std::array<int, 2> pipe_ends;
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, "making a pipe for the compiler");
    Child child{FileDescriptor(pipe_ends[0])};
    const FileDescriptor answer(pipe_ends[1]);

    // Moved out of the way first, so that neither dup2 overwrites the other's source.
    const FileDescriptor plugin_source(fcntl(file.descriptor(), F_DUPFD_CLOEXEC, kAnswerDescriptor + 1));
    const FileDescriptor answer_source(fcntl(answer.number(), F_DUPFD_CLOEXEC, kAnswerDescriptor + 1));
    if (!plugin_source.is_open() || !answer_source.is_open()) {
      return absl::ErrnoToStatus(errno, "handing descriptors to the compiler");
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, plugin_source.number(), kPluginDescriptor);
    posix_spawn_file_actions_adddup2(&actions, answer_source.number(), kAnswerDescriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions, kAnswerDescriptor + 1);

    // A group of its own, so that whatever it starts ends with it; no signal blocked or ignored.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<char*> argv;
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    char* const environment[] = {nullptr};
    const int error = posix_spawn(&child.process_, compiler.c_str(), &actions, &attributes, argv.data(), environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
      child.process_ = -1;
      return absl::InternalError(
          absl::StrCat("the compiler '", compiler.string(), "' cannot be started: ", std::strerror(error)));
    }
    return child;
  }

  // Reads the answer until the child closes its end, or the deadline; then ends the child and its group.
  Ending Listen(Clock::time_point deadline) {
    Ending ending;
    std::array<char, 65536> chunk;
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) {
        ending.timed_out = true;
        break;
      }
      pollfd ready{.fd = answer_.number(), .events = POLLIN, .revents = 0};
      if (poll(&ready, 1, static_cast<int>(left)) <= 0) continue;
      const ssize_t count = read(answer_.number(), chunk.data(), chunk.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      bytes_.append(chunk.data(), static_cast<size_t>(count));
      if (bytes_.size() > kMaxAnswerBytes) {
        ending.answered_too_much = true;
        break;
      }
    }
    // Closing its end is not ending: it may hang afterwards.
    while (!ending.timed_out && !ending.answered_too_much && !TryReap()) {
      if (Clock::now() >= deadline) ending.timed_out = true;
      constexpr timespec kMoment{.tv_sec = 0, .tv_nsec = 200'000};
      nanosleep(&kMoment, nullptr);
    }
    End();
    ending.wait_status = wait_status_;
    return ending;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  explicit Child(FileDescriptor answer) : answer_(std::move(answer)) {}

  bool TryReap() {
    if (!reaped_ && waitpid(process_, &wait_status_, WNOHANG) == process_) reaped_ = true;
    return reaped_;
  }
  void End() {
    kill(-process_, SIGKILL);
    while (!reaped_) {
      if (waitpid(process_, &wait_status_, 0) == process_ || errno != EINTR) reaped_ = true;
    }
    process_ = -1;
  }

  FileDescriptor answer_;
  pid_t process_ = -1;
  bool reaped_ = false;
  int wait_status_ = 0;
  std::string bytes_;
};

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
  if (!clean_end) answer.malformed = true;
  return answer;
}

absl::StatusOr<PluginImage> Judge(const Ending& ending, Answer answer, const CompilerLimits& limits) {
  if (ending.timed_out) {
    return absl::InvalidArgumentError(absl::StrCat("it did not come to an end within ", limits.timeout.count(),
                                                   " ms; it was stopped while ", answer.stage));
  }
  if (ending.answered_too_much) return absl::InvalidArgumentError("its image is too large");
  if (WIFSIGNALED(ending.wait_status)) {
    return absl::InvalidArgumentError(
        absl::StrCat("it crashed (", strsignal(WTERMSIG(ending.wait_status)), ") while ", answer.stage));
  }
  if (!answer.causes.empty() && !answer.malformed) {
    return absl::InvalidArgumentError(absl::StrJoin(answer.causes, "\n"));
  }
  if (WEXITSTATUS(ending.wait_status) != 0 || answer.malformed || !answer.image) {
    return absl::InvalidArgumentError(
        absl::StrCat("it ended the compiler (exit status ", WEXITSTATUS(ending.wait_status), ") while ", answer.stage));
  }
  return *std::move(answer.image);
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
  absl::StatusOr<Child> first = Child::Start(compiler, file, arguments);
  if (!first.ok()) return first.status();
  absl::StatusOr<Child> second = Child::Start(compiler, file, arguments);
  if (!second.ok()) return second.status();

  const Ending first_ending = first->Listen(deadline);
  const Ending second_ending = second->Listen(deadline);
  absl::StatusOr<PluginImage> image = Judge(first_ending, Parse(first->bytes()), limits);
  if (!image.ok()) return image;
  const absl::StatusOr<PluginImage> again = Judge(second_ending, Parse(second->bytes()), limits);
  if (!again.ok()) return again;
  if (first->bytes() != second->bytes()) {
    return absl::InvalidArgumentError(
        "it is not reproducible: compiled in two processes it came out differently; a condition may depend on the "
        "answers "
        "alone");
  }
  if (image->sha256() != file.sha256()) return absl::InvalidArgumentError("its image is that of another file");
  return image;
}

}  // namespace connection_advisor::deployment
