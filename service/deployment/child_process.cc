#include "service/deployment/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::deployment {
namespace {

using Clock = std::chrono::steady_clock;

// Where each descriptor of the child comes from. The sources lie above the places that they go to, so that neither
// overwrites the other.
class SpawnActions {
 public:
  SpawnActions(int input, int answer) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, input, kPluginDescriptor);
    posix_spawn_file_actions_adddup2(&actions_, answer, kAnswerDescriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kAnswerDescriptor + 1);
  }
  SpawnActions(const SpawnActions&) = delete;
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

FileDescriptor Raised(int descriptor) {
  return FileDescriptor(fcntl(descriptor, F_DUPFD_CLOEXEC, kAnswerDescriptor + 1));
}

// For poll: rounded up, so that it does not spin over the last millisecond.
int MillisecondsUntil(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, std::numeric_limits<int>::max()));
}

}  // namespace

absl::StatusOr<ChildProcess> ChildProcess::Start(const std::filesystem::path& program,
                                                 const std::vector<std::string>& arguments, int input) {
  // Between its clone and its exec a child holds every descriptor of ours. One start at a time, so that no child
  // started elsewhere ever holds the writing end of this answer: it would look as if the plugin had left a process
  // behind.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, "making a pipe for the compiler");
  ChildProcess child{FileDescriptor(ends[0])};
  const FileDescriptor answer(ends[1]);
  // Reading goes on until nothing is left, so it must not wait. (Writing, the child's end, may.)
  if (fcntl(child.pipe_.number(), F_SETFL, O_NONBLOCK) != 0) return absl::ErrnoToStatus(errno, "setting up a pipe");
  const FileDescriptor raised_input = Raised(input);
  const FileDescriptor raised_answer = Raised(answer.number());
  if (!raised_input.is_open() || !raised_answer.is_open()) {
    return absl::ErrnoToStatus(errno, "handing descriptors to the compiler");
  }
  const SpawnActions actions(raised_input.number(), raised_answer.number());
  const SpawnAttributes attributes;
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  char* const environment[] = {nullptr};
  pid_t process = -1;
  const int error = posix_spawn(&process, program.c_str(), actions.get(), attributes.get(), argv.data(), environment);
  if (error != 0) {
    return absl::ErrnoToStatus(error, absl::StrCat("the compiler '", program.string(), "' cannot be started"));
  }
  child.process_ = process;
  child.life_ = FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
  if (!child.life_.is_open()) return absl::ErrnoToStatus(errno, "watching the compiler");
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pipe_(std::move(other.pipe_)),
      life_(std::move(other.life_)),
      process_(std::exchange(other.process_, -1)),
      answer_(std::move(other.answer_)) {}

ChildProcess::~ChildProcess() {
  if (process_ > 0) Reap();
}

ChildProcess::Ending ChildProcess::Listen(Clock::time_point deadline, uint64_t max_bytes) {
  Ending ending{AwaitEnd(deadline, max_bytes)};
  const int status = Reap();
  if (ending.end == End::kExited && WIFSIGNALED(status)) return {End::kKilled, WTERMSIG(status)};
  ending.code = WEXITSTATUS(status);
  return ending;
}

ChildProcess::End ChildProcess::AwaitEnd(Clock::time_point deadline, uint64_t max_bytes) {
  // Closing the answer is not ending, so the pipe is let go of and the process waited for.
  std::array<pollfd, 2> ready{
      {{.fd = pipe_.number(), .events = POLLIN, .revents = 0}, {.fd = life_.number(), .events = POLLIN, .revents = 0}}};
  while (Clock::now() < deadline) {
    if (poll(ready.data(), ready.size(), MillisecondsUntil(deadline)) <= 0) continue;
    if (ready[1].revents != 0) return Drain(max_bytes);
    if (Receive() == Received::kEnd) ready[0].fd = -1;
    if (answer_.size() > max_bytes) return End::kAnsweredTooMuch;
  }
  return End::kTimedOut;
}

// The descriptors of a process are closed before it is seen to have ended: so the pipe has an end, or someone else has
// it.
ChildProcess::End ChildProcess::Drain(uint64_t max_bytes) {
  Received received = Received::kSome;
  while (received == Received::kSome && answer_.size() <= max_bytes) received = Receive();
  if (answer_.size() > max_bytes) return End::kAnsweredTooMuch;
  return received == Received::kEnd ? End::kExited : End::kOutlivedByOthers;
}

ChildProcess::Received ChildProcess::Receive() {
  std::array<char, 65536> chunk;
  for (;;) {
    const ssize_t count = read(pipe_.number(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return Received::kNothingYet;
    if (count <= 0) return Received::kEnd;
    answer_.append(chunk.data(), static_cast<size_t>(count));
    return Received::kSome;
  }
}

int ChildProcess::Reap() {
  // While the process is not reaped, nobody else can have its number, which is that of the group.
  kill(-process_, SIGKILL);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return status;
}

}  // namespace connection_advisor::deployment
