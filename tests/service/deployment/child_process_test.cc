#include "service/deployment/child_process.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::deployment {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;
using End = ChildProcess::End;
using Clock = std::chrono::steady_clock;

constexpr uint64_t kPlenty = 1 << 20;

struct Heard {
  ChildProcess::Ending ending;
  std::string answer;
};

// A shell stands for the compiler; its answer goes to descriptor 4.
Heard Hear(const std::string& script, milliseconds timeout = std::chrono::minutes(1), uint64_t max_bytes = kPlenty) {
  const FileDescriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  absl::StatusOr<ChildProcess> child = ChildProcess::Start("/bin/sh", {"sh", "-c", script}, input.number());
  if (!child.ok()) {
    ADD_FAILURE() << child.status();
    return {{End::kTimedOut}, ""};
  }
  const ChildProcess::Ending ending = child->Listen(Clock::now() + timeout, max_bytes);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a zombie is left";
  return {ending, child->answer()};
}

// Whether the process that the script named in its answer is gone, or soon is.
bool IsGone(const std::string& answer) {
  const pid_t process = std::stoi(answer);
  for (int look = 0; look < 1000; ++look) {
    if (kill(process, 0) != 0) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

TEST(ChildProcessTest, IsHeardToItsEnd) {
  const Heard heard = Hear("echo one >&4; echo two >&4; exit 7");
  EXPECT_EQ(heard.ending.end, End::kExited);
  EXPECT_EQ(heard.ending.code, 7);
  EXPECT_EQ(heard.answer, "one\ntwo\n");
}

TEST(ChildProcessTest, MayCloseItsAnswerEarly) {
  const Heard heard = Hear("echo one >&4; exec 4>&-; read -t 0.05 nothing; exit 3");
  EXPECT_EQ(heard.ending.end, End::kExited);
  EXPECT_EQ(heard.answer, "one\n");
}

TEST(ChildProcessTest, ThatIsKilledIsToldFromOneThatExits) {
  const Heard heard = Hear("echo one >&4; kill -ABRT $$");
  EXPECT_EQ(heard.ending.end, End::kKilled);
  EXPECT_EQ(heard.ending.code, SIGABRT);
  EXPECT_EQ(heard.answer, "one\n");
}

TEST(ChildProcessTest, IsKilledAtTheDeadlineWithItsGroup) {
  const Heard heard = Hear("sleep 1000 & echo $! >&4; sleep 1000", milliseconds(200));
  EXPECT_EQ(heard.ending.end, End::kTimedOut);
  EXPECT_TRUE(IsGone(heard.answer)) << heard.answer;
}

TEST(ChildProcessTest, IsKilledAtTheDeadlineThoughItClosedItsAnswer) {
  EXPECT_EQ(Hear("exec 4>&-; sleep 1000", milliseconds(100)).ending.end, End::kTimedOut);
}

TEST(ChildProcessTest, IsKilledThoughItStoppedItself) {
  EXPECT_EQ(Hear("kill -STOP $$", milliseconds(100)).ending.end, End::kTimedOut);
}

TEST(ChildProcessTest, TakesWhatItStartedWithIt) {
  const Heard holding = Hear("sleep 1000 & echo $! >&4");
  EXPECT_EQ(holding.ending.end, End::kOutlivedByOthers);
  EXPECT_TRUE(IsGone(holding.answer)) << holding.answer;
  // The second sleep leaves the first one time to close its end.
  const Heard quiet = Hear("sleep 1000 4>&- & echo $! >&4; sleep 1");
  EXPECT_EQ(quiet.ending.end, End::kExited);
  EXPECT_TRUE(IsGone(quiet.answer)) << quiet.answer;
}

TEST(ChildProcessTest, IsStoppedWhenItAnswersTooMuch) {
  const Heard heard = Hear("while :; do echo more and more and more >&4; done", std::chrono::minutes(1), 100'000);
  EXPECT_EQ(heard.ending.end, End::kAnsweredTooMuch);
  EXPECT_LT(heard.answer.size(), 300'000u);
}

TEST(ChildProcessTest, EndsWithTheObjectThatNobodyListenedTo) {
  const FileDescriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  { ASSERT_TRUE(ChildProcess::Start("/bin/sh", {"sh", "-c", "sleep 1000"}, input.number()).ok()); }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

TEST(ChildProcessTest, HasNothingOfOursButItsInput) {
  const FileDescriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  // Without FD_CLOEXEC, and above the places of what the child is handed, which would take the place of it.
  const FileDescriptor ours(fcntl(input.number(), F_DUPFD, 50));
  setenv("CONNECTION_ADVISOR_SECRET", "ours", 1);
  const Heard heard = Hear("echo /proc/self/fd/* >&4; echo secret: $CONNECTION_ADVISOR_SECRET >&4");
  unsetenv("CONNECTION_ADVISOR_SECRET");
  // The shell has the directory that it lists open too.
  EXPECT_THAT(heard.answer, HasSubstr("/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3 /proc/self/fd/4"));
  EXPECT_THAT(heard.answer, Not(HasSubstr("/proc/self/fd/" + std::to_string(ours.number()))));
  EXPECT_THAT(heard.answer, HasSubstr("secret:\n"));
}

TEST(ChildProcessTest, IsNamedWhereItCannotBeStarted) {
  const FileDescriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto child = ChildProcess::Start("/nowhere/advisor-plugin", {"advisor-plugin"}, input.number());
  EXPECT_TRUE(absl::IsNotFound(child.status()));
  EXPECT_THAT(std::string(child.status().message()),
              HasSubstr("'/nowhere/advisor-plugin' cannot be started: No such file or directory"));
}

TEST(ChildProcessTest, IsHeardThroughInterruptions) {
  struct sigaction action = {};
  action.sa_handler = [](int) {};
  struct sigaction before;
  sigaction(SIGUSR1, &action, &before);  // without SA_RESTART
  std::atomic<bool> done = false;
  std::thread interrupter([&, listener = pthread_self()] {
    while (!done) {
      pthread_kill(listener, SIGUSR1);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  });
  const Heard heard = Hear("for i in 1 2 3 4 5; do echo $i >&4; done; exit 5");
  done = true;
  interrupter.join();
  sigaction(SIGUSR1, &before, nullptr);
  EXPECT_EQ(heard.ending.end, End::kExited);
  EXPECT_EQ(heard.ending.code, 5);
  EXPECT_EQ(heard.answer, "1\n2\n3\n4\n5\n");
}

TEST(ChildProcessTest, LeavesNoDescriptorOpen) {
  const auto open_descriptors = [] {
    int count = 0;
    for (int descriptor = 0; descriptor < 256; ++descriptor) count += fcntl(descriptor, F_GETFD) != -1 ? 1 : 0;
    return count;
  };
  const int before = open_descriptors();
  Hear("exit 0");
  Hear("sleep 1000", milliseconds(50));
  EXPECT_FALSE(ChildProcess::Start("/nowhere", {"nowhere"}, STDIN_FILENO).ok());
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace connection_advisor::deployment
