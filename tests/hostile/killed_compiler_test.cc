// The compiler is killed from outside at any moment, as the system does when memory runs out: the plugin is refused by
// that cause or fit to serve, and the next compilation knows nothing of it.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/children.h"
#include "tests/hostile/hostile_directory.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using Clock = std::chrono::steady_clock;
using ::testing::Each;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr int kRounds = 40;

// At the moment, those of the two that the lowest bits of `which` name.
void KillAt(Clock::time_point moment, unsigned which) {
  while (Clock::now() < moment) std::this_thread::yield();
  for (const pid_t child : ChildrenOf(getpid())) {
    if ((which & 1) != 0) KillChild(getpid(), child);
    which >>= 1;
  }
}

TEST(KilledCompilerTest, RefusesByThatCauseOrServes) {
  if (!std::filesystem::exists("/proc/thread-self/children")) GTEST_SKIP() << "this kernel does not list children";
  const auto begin = Clock::now();
  ASSERT_EQ(CausesOf(DeployFile(HostilePlugin("Valid"), Options())), "");
  const auto usual = Clock::now() - begin;

  std::mt19937 random(20'240'611);
  std::uniform_real_distribution<double> part(0, 1.1);
  int killed = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto moment = Clock::now() + std::chrono::duration_cast<Clock::duration>(usual * part(random));
    std::thread killer(KillAt, moment, random() % 3 + 1);
    const PluginOutcome outcome = DeployFile(HostilePlugin("Valid"), Options());
    killer.join();
    if (outcome.refused()) {
      ++killed;
      EXPECT_THAT(outcome.causes, Each(StartsWith("the compiler was killed, by the system or by somebody, while ")));
    } else {
      EXPECT_THAT(outcome.platforms, SizeIs(1));
    }
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(CausesOf(DeployFile(HostilePlugin("Valid"), Options())), "") << "after round " << round;
  }
  EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace connection_advisor::hostile
