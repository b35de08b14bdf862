// Which walls stand around the compiler, who says so, and what becomes of a plugin where one can't be raised.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::DeployOptions;
using deployment::PluginOutcome;
using ::hostile::Place;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

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

// What the system says of those children of this process that have loaded a filter.
std::vector<std::string> FilteredChildren() {
  std::vector<std::string> filtered;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    const std::string status = StatusOf(process.path());
    const bool ours = status.find("\nPPid:\t" + std::to_string(getpid()) + "\n") != std::string::npos;
    if (ours && status.find("\nSeccomp:\t2\n") != std::string::npos) filtered.push_back(status);
  }
  return filtered;
}

TEST(SandboxTest, StandsBeforeAConstructorRunsAsTheSystemSeesIt) {
  std::thread deploying(
      [] { DeployFile(HostilePlugin("LoopsInConstructor"), Options(std::chrono::milliseconds(1500))); });
  std::vector<std::string> children;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (children.empty() && std::chrono::steady_clock::now() < deadline) children = FilteredChildren();
  deploying.join();
  ASSERT_FALSE(children.empty());
  EXPECT_THAT(children[0], AllOf(HasSubstr("\nNoNewPrivs:\t1\n"), HasSubstr("\nCapEff:\t0000000000000000\n"),
                                 HasSubstr("\nCapPrm:\t0000000000000000\n")));
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
