// Swapping versions under load: no call fails, each answer is of one version, and nothing grows.
//
// CONNECTION_ADVISOR_SWAPS says how many swaps; 10,000 are a long run.
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/sample_load.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

namespace fs = std::filesystem;

int SwapsAskedFor() {
  constexpr int kQuick = 300;
  const char* text = std::getenv("CONNECTION_ADVISOR_SWAPS");
  return text == nullptr ? kQuick : std::atoi(text);
}

// What a process holds.
struct Holdings {
  long resident_kib = 0;
  long descriptors = 0;
  long mappings = 0;
  long threads = 0;
};

Holdings HoldingsOf(pid_t pid) {
  const fs::path process = fs::path("/proc") / std::to_string(pid);
  Holdings holdings;
  std::ifstream status(process / "status");
  for (std::string word; status >> word;) {
    if (word == "VmRSS:") status >> holdings.resident_kib;
    if (word == "Threads:") status >> holdings.threads;
  }
  holdings.descriptors = std::distance(fs::directory_iterator(process / "fd"), {});
  std::ifstream maps(process / "maps");
  for (std::string line; std::getline(maps, line);) ++holdings.mappings;
  return holdings;
}

TEST(SwapTest, UnderLoadFailsNoCallTearsNoAnswerAndGrowsNothing) {
  const PluginDirectory plugins;
  const PluginDirectory state;
  plugins.Add(SampleVersion("sample_1_9_0"));
  plugins.Add(SampleVersion("sample_1_10_0"));
  const fs::path socket = state.path() / "admin.sock";
  const auto server = ServerProcess::Start(
      plugins.path(), {"--state", (state.path() / "state").string(), "--admin", "unix:" + socket.string()});
  ASSERT_NE(server, nullptr);
  const auto admin = OperatorAt(socket);
  const auto swap = [&](int number) {
    const grpc::Status status = Activate(*admin, number % 2 == 0 ? "1.9.0" : "1.10.0");
    ASSERT_TRUE(status.ok()) << status.error_message();
  };

  SampleLoad load(*server);
  const int swaps = SwapsAskedFor();
  const int warm_up = std::max(50, swaps / 10);
  for (int number = 0; number < warm_up; ++number) swap(number);
  ASSERT_TRUE(Eventually([&] { return load.answers() > 1'000; }));
  const Holdings before = HoldingsOf(server->pid());
  for (int number = 0; number < swaps; ++number) swap(number);
  const Holdings after = HoldingsOf(server->pid());
  load.Stop();

  EXPECT_EQ(load.failed(), 0);
  EXPECT_EQ(load.torn(), 0);
  EXPECT_LE(after.descriptors, before.descriptors + 2) << "a write of the state may be under way";
  constexpr long kPollersThatGrpcComesAndGoesWith = 3;
  EXPECT_LE(after.threads, before.threads + kPollersThatGrpcComesAndGoesWith);
  constexpr long kMappingsOfAnAllocator = 8;
  EXPECT_LE(after.mappings, before.mappings + kMappingsOfAnAllocator);
#ifdef __SANITIZE_ADDRESS__
  constexpr long kNoise = 400 * 1'024;  // it puts aside what was freed, to see whether it is used once more
#else
  constexpr long kNoise = 4'096;
#endif
  EXPECT_LE(after.resident_kib, before.resident_kib + kNoise);
  std::printf(
      "%d swaps, %llu answers; resident %ld -> %ld KiB, descriptors %ld -> %ld, mappings %ld -> %ld, "
      "threads %ld -> %ld\n",
      swaps, static_cast<unsigned long long>(load.answers()), before.resident_kib, after.resident_kib,
      before.descriptors, after.descriptors, before.mappings, after.mappings, before.threads, after.threads);
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

}  // namespace
}  // namespace connection_advisor::integration
