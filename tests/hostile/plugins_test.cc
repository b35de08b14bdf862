// Each hostile plugin is refused by its cause, and harms nobody but its own compilation.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/sandbox/sanitized.h"
#include "tests/hostile/corpus.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using ::testing::ContainsRegex;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RefusedPluginTest : public ::testing::TestWithParam<Hostile> {};

TEST_P(RefusedPluginTest, NamesItsCause) {
  const PluginOutcome outcome = DeployFile(HostilePlugin(GetParam().deviation), Options());
  EXPECT_THAT(CausesOf(outcome), ContainsRegex(GetParam().cause));
  EXPECT_THAT(outcome.platforms, IsEmpty());
}

std::string NameOf(const ::testing::TestParamInfo<Hostile>& info) { return info.param.deviation; }
INSTANTIATE_TEST_SUITE_P(Hostile, RefusedPluginTest, ::testing::ValuesIn(Refused()), NameOf);

class StoppedPluginTest : public ::testing::TestWithParam<Hostile> {};

TEST_P(StoppedPluginTest, NamesWhereItWas) {
  const PluginOutcome outcome = DeployFile(HostilePlugin(GetParam().deviation), Options(kShortTime));
  EXPECT_THAT(CausesOf(outcome), ContainsRegex(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(Hostile, StoppedPluginTest, ::testing::ValuesIn(Stopped()), NameOf);

class AcceptedPluginTest : public ::testing::TestWithParam<std::string> {};

TEST_P(AcceptedPluginTest, Serves) {
  const PluginOutcome outcome = DeployFile(HostilePlugin(GetParam()), Options());
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.platforms, SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Hostile, AcceptedPluginTest, ::testing::ValuesIn(Accepted()),
                         [](const auto& one) { return one.param; });

class UndefinedPluginTest : public ::testing::TestWithParam<std::string> {};

TEST_P(UndefinedPluginTest, IsContained) {
  const PluginOutcome outcome = DeployFile(HostilePlugin(GetParam()), Options(kShortTime));
  EXPECT_NE(outcome.refused(), outcome.platforms.size() == 1);
  EXPECT_EQ(CausesOf(DeployFile(HostilePlugin("Valid"), Options())), "");
}

INSTANTIATE_TEST_SUITE_P(Hostile, UndefinedPluginTest, ::testing::ValuesIn(Undefined()),
                         [](const auto& one) { return one.param; });

TEST(DeniedCallsTest, AreFewAndFitToPrintWhateverAPluginForges) {
  const PluginOutcome outcome = DeployFile(HostilePlugin("ForgesDenials"), Options());
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.denied_calls, SizeIs(deployment::kMaxDeniedCalls));
  EXPECT_THAT(outcome.denied_calls, Each("\\x1b[2J"));
}

// The most memory that this process has held since it was last forgotten.
uint64_t PeakBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stoull(line.substr(line.find_first_of("0123456789"))) << 10;
  }
  ADD_FAILURE() << "the system does not say";
  return 0;
}
void ForgetThePeak() { std::ofstream("/proc/self/clear_refs") << 5; }

class UnfoldingPluginTest : public ::testing::TestWithParam<Hostile> {};

TEST_P(UnfoldingPluginTest, IsRefusedInBoundedMemory) {
  constexpr uint64_t kBound = uint64_t{512} << 20;
  ForgetThePeak();
  const PluginOutcome outcome = DeployFile(HostilePlugin(GetParam().deviation), Options());
  EXPECT_THAT(CausesOf(outcome), ContainsRegex(GetParam().cause));
  EXPECT_THAT(outcome.causes, SizeIs(::testing::Le(deployment::kMaxCauses)));
  if (tool::kSanitized) return;  // a sanitizer keeps what was freed
  EXPECT_LT(PeakBytes(), kBound);
}

INSTANTIATE_TEST_SUITE_P(Hostile, UnfoldingPluginTest, ::testing::ValuesIn(Unfolding()), NameOf);

TEST(MemoryTest, RunsOutInTheCompilerAndNamesTheRule) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(_GLIBCXX_TSAN)
  GTEST_SKIP() << "a sanitizer's shadow memory is larger than any limit";
#endif
  const PluginOutcome outcome = DeployFile(HostilePlugin(Hoarding().deviation), Options());
  EXPECT_THAT(CausesOf(outcome), ContainsRegex(Hoarding().cause));
}

TEST(ProcessesTest, AreNotStartedByAPlugin) {
  DeployFile(HostilePlugin("ForksInConstructor"), Options());
  EXPECT_EQ(Orphans(), 0);
}

TEST(ProcessesTest, CrashForTheAuthorToSeeWhoeverStartedTheTool) {
  const std::string words = "env --ignore-signal=CHLD " + Options().compiler.string() + " check " +
                            HostilePlugin("CrashesInConstructor").string() + " 2>&1";
  FILE* tool = popen(words.c_str(), "r");
  ASSERT_NE(tool, nullptr);
  std::string said(4096, '\0');
  said.resize(fread(said.data(), 1, said.size(), tool));
  EXPECT_NE(pclose(tool), 0);
  EXPECT_THAT(said, ContainsRegex("crashed \\(Segmentation fault\\) while loading the file"));
}

TEST(ProcessesTest, LeaveNoZombie) {
  DeployFile(HostilePlugin("Valid"), Options());
  DeployFile(HostilePlugin("CrashesInConstructor"), Options());
  DeployFile(HostilePlugin("LoopsInConstructor"), Options(std::chrono::milliseconds(200)));
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
}

TEST(CorpusTest, IsTestedToTheLastPlugin) {
  std::set<std::string> tested(Accepted().begin(), Accepted().end());
  tested.insert(Undefined().begin(), Undefined().end());
  for (const Hostile& hostile : Refused()) tested.insert(hostile.deviation);
  for (const Hostile& hostile : Stopped()) tested.insert(hostile.deviation);
  for (const Hostile& hostile : Unfolding()) tested.insert(hostile.deviation);
  tested.insert("Escapes");  // escapes_test.cc
  tested.insert(Hoarding().deviation);
  std::set<std::string> built;
  for (const auto& entry : std::filesystem::directory_iterator(HostilePlugin("any").parent_path())) {
    built.insert(entry.path().stem().string());
  }
  EXPECT_EQ(tested, built);
}

}  // namespace
}  // namespace connection_advisor::hostile
