// Which walls stand around the compiler, who says so, and what becomes of a plugin where one can't be raised.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/child_process.h"
#include "service/deployment/plugin_file.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"

namespace connection_advisor::hostile {
namespace {

using deployment::ChildProcess;
using deployment::DeployFile;
using deployment::DeployOptions;
using deployment::PluginOutcome;
using ::hostile::Place;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

DeployOptions OptionsWith(const char* compiler) {
  DeployOptions options = Options();
  options.compiler = compiler;
  return options;
}

TEST(SandboxTest, IsToldWithEveryPluginThatRan) {
  const auto walls = IsSupersetOf({"limits", "capabilities", "no_new_privs", "seccomp"});
  EXPECT_THAT(DeployFile(HostilePlugin("Valid"), Options()).walls, walls);
  EXPECT_THAT(DeployFile(HostilePlugin("CrashesInConstructor"), Options()).walls, walls);
  EXPECT_THAT(DeployFile(HostilePlugin("ForgesWalls"), Options()).walls, AllOf(walls, Not(Contains("x"))));
  EXPECT_THAT(DeployFile("/dev/null", Options()).walls, IsEmpty()) << "of this one nothing ran";
}

TEST(SandboxTest, DeniesAGoodPluginNothing) {
  EXPECT_THAT(DeployFile(HostilePlugin("Valid"), Options()).denied_calls, IsEmpty());
}

std::string StatusOf(const std::filesystem::path& process) {
  std::ifstream file(process / "status");
  return {std::istreambuf_iterator<char>(file), {}};
}

// What the system says of those children of a process that have loaded a filter, by their numbers.
std::map<pid_t, std::string> FilteredChildren(pid_t parent) {
  std::map<pid_t, std::string> filtered;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    const std::string status = StatusOf(process.path());
    const bool child = status.find("\nPPid:\t" + std::to_string(parent) + "\n") != std::string::npos;
    if (!child || status.find("\nSeccomp:\t2\n") == std::string::npos) continue;
    filtered.emplace(std::stoi(process.path().filename()), status);
  }
  return filtered;
}

TEST(SandboxTest, StandsBeforeAConstructorRunsAsTheSystemSeesIt) {
  std::thread deploying(
      [] { DeployFile(HostilePlugin("LoopsInConstructor"), Options(std::chrono::milliseconds(1500))); });
  std::map<pid_t, std::string> children;
  const auto deadline = Clock::now() + std::chrono::seconds(5);
  while (children.empty() && Clock::now() < deadline) children = FilteredChildren(getpid());
  deploying.join();
  ASSERT_FALSE(children.empty());
  EXPECT_THAT(children.begin()->second,
              AllOf(HasSubstr("\nNoNewPrivs:\t1\n"), HasSubstr("\nCapEff:\t0000000000000000\n"),
                    HasSubstr("\nCapPrm:\t0000000000000000\n")));
}

// Lest a compiler goes on that nobody is left to end.
TEST(SandboxTest, LimitsTheProcessorTimeToALittleMoreThanItMayTake) {
  const absl::StatusOr<deployment::PluginFile> file =
      deployment::PluginFile::Copy(HostilePlugin("LoopsInConstructor"), deployment::Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string compiler = Options().compiler.string();
  absl::StatusOr<ChildProcess> child = ChildProcess::Start(
      compiler, {compiler, "compile", "--timeout-ms", "100", "--memory-bytes", "1073741824"}, file->descriptor());
  ASSERT_TRUE(child.ok()) << child.status();
  // That is 2 seconds. Whoever listens here is more patient.
  const ChildProcess::Ending ending = child->Listen(Clock::now() + kAmpleTime, deployment::kMaxAnswerBytes);
  EXPECT_EQ(ending.end, ChildProcess::End::kKilled);
  EXPECT_THAT(ending.code, AnyOf(SIGXCPU, SIGKILL));
}

// The tool, which starts compilers as the server does.
pid_t StartChecking(const std::string& plugin) {
  std::string tool = Options().compiler.string();
  std::string words[] = {tool, "check", HostilePlugin(plugin).string(), "--timeout-ms", "600000"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t process = -1;
  EXPECT_EQ(posix_spawn(&process, tool.c_str(), nullptr, nullptr, arguments.data(), environ), 0);
  return process;
}

// Not one that has ended and that nobody has asked for yet.
bool IsRunning(pid_t process) {
  const std::string status = StatusOf("/proc/" + std::to_string(process));
  return !status.empty() && status.find("\nState:\tZ") == std::string::npos;
}

TEST(SandboxTest, LeavesNoPluginRunningOfAServerThatIsKilled) {
  // One that has stopped would get a SIGHUP from the system.
  const pid_t server = StartChecking("LoopsInConstructor");
  const auto deadline = Clock::now() + kAmpleTime;
  std::map<pid_t, std::string> compilers;
  while (compilers.size() < 2 && Clock::now() < deadline) compilers = FilteredChildren(server);
  kill(server, SIGKILL);
  waitpid(server, nullptr, 0);
  ASSERT_EQ(compilers.size(), 2u);
  const auto patience = Clock::now() + std::chrono::seconds(10);
  for (const auto& [compiler, status] : compilers) {
    while (IsRunning(compiler) && Clock::now() < patience) std::this_thread::yield();
    EXPECT_FALSE(IsRunning(compiler));
    if (IsRunning(compiler)) kill(compiler, SIGKILL);
  }
}

TEST(SandboxTest, ThatCannotBeRaisedRefusesThePluginAndRunsNothingOfIt) {
  const Surroundings surroundings;
  for (const auto& plugin : {HostilePlugin("Valid"), HostilePlugin("CrashesInConstructor"),
                             surroundings.Aimed("connect_by_tcp", Place::kConstructor, getpid())}) {
    const PluginOutcome outcome = DeployFile(plugin, OptionsWith(COMPILER_WITHOUT_SECCOMP));
    EXPECT_THAT(CausesOf(outcome), AllOf(StartsWith("the sandbox could not be raised (seccomp: "),
                                         HasSubstr("no code of it was run"), HasSubstr("--unsandboxed")));
    EXPECT_THAT(outcome.walls, AllOf(Contains("limits"), Not(Contains("seccomp"))));
  }
  EXPECT_THAT(surroundings.Changes(), IsEmpty());
}

TEST(SandboxTest, IsDoneWithoutWhereTheOperatorSaysSo) {
  DeployOptions options = OptionsWith(COMPILER_WITHOUT_SECCOMP);
  options.limits.unsandboxed = true;
  const PluginOutcome outcome = DeployFile(HostilePlugin("Valid"), options);
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.walls, AllOf(Contains("limits"), Not(Contains("seccomp"))));

  // Then the attempts get through, but for what Landlock and the limits keep.
  const Surroundings surroundings;
  const auto attempt = surroundings.Aimed("signal_the_group", Place::kConstructor, getpid());
  EXPECT_THAT(CausesOf(DeployFile(attempt, options)), HasSubstr("exit status 77"));
}

TEST(SandboxTest, IsRaisedWhereItCanBeWhateverTheOperatorSays) {
  DeployOptions options = Options();
  options.limits.unsandboxed = true;
  const PluginOutcome outcome = DeployFile(HostilePlugin("ForksInConstructor"), options);
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.walls, Contains("seccomp"));
  EXPECT_THAT(outcome.denied_calls, Contains("clone"));
}

TEST(SandboxTest, HoldsFilesByLandlockToo) {
  DeployOptions options = OptionsWith(COMPILER_WITHOUT_SECCOMP);
  options.limits.unsandboxed = true;
  const Surroundings surroundings;
  for (const char* attempt : {"create_a_file", "read_a_file", "remove_a_file", "list_a_directory"}) {
    const PluginOutcome outcome = DeployFile(surroundings.Aimed(attempt, Place::kConstructor, getpid()), options);
    if (std::count(outcome.walls.begin(), outcome.walls.end(), "landlock") == 0) {
      GTEST_SKIP() << "this system has no Landlock";
    }
    EXPECT_EQ(CausesOf(outcome), "") << attempt;
  }
  EXPECT_THAT(surroundings.Changes(), IsEmpty());
}

TEST(SandboxTest, DoesWithoutLandlock) {
  const PluginOutcome outcome = DeployFile(HostilePlugin("Valid"), OptionsWith(COMPILER_WITHOUT_LANDLOCK));
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.walls, AllOf(Contains("seccomp"), Not(Contains("landlock"))));
}

}  // namespace
}  // namespace connection_advisor::hostile
