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

// Callers of every kind, who go on until they are stopped and count what should not be.
class Load {
 public:
  explicit Load(const ServerProcess& server) {
    callers_.emplace_back([this, channel = server.NewChannel()] {
      while (!stop_) CallOnce(channel);
    });
    callers_.emplace_back([this, channel = server.NewChannel()] {
      while (!stop_) CallBatch(channel);
    });
    callers_.emplace_back([this, channel = server.NewChannel()] { CallStream(channel); });
  }
  ~Load() { Stop(); }

  void Stop() {
    stop_ = true;
    for (std::thread& caller : callers_) caller.join();
    callers_.clear();
  }
  int failed() const { return failed_; }
  int torn() const { return torn_; }
  uint64_t answers() const { return answers_; }

 private:
  static constexpr int kInAMessage = 50;

  void CallOnce(const std::shared_ptr<grpc::Channel>& channel) {
    const Advised advised = Advise(channel, SampleRequest());
    failed_ += !advised.status.ok();
    torn_ += !IsOfOneVersion(advised.response.advice());
    ++answers_;
  }

  void CallBatch(const std::shared_ptr<grpc::Channel>& channel) {
    v1::BatchAdviseRequest request;
    for (int i = 0; i < kInAMessage; ++i) *request.add_requests() = SampleRequest();
    grpc::ClientContext context;
    v1::BatchAdviseResponse response;
    failed_ += !v1::ConnectionAdvisor::NewStub(channel)->BatchAdvise(&context, request, &response).ok();
    Judge(response.results());
  }

  void CallStream(const std::shared_ptr<grpc::Channel>& channel) {
    const auto stub = v1::ConnectionAdvisor::NewStub(channel);
    grpc::ClientContext context;
    const auto stream = stub->StreamAdvise(&context);
    v1::StreamAdviseRequest request;
    for (int i = 0; i < kInAMessage; ++i) *request.add_requests() = SampleRequest();
    v1::StreamAdviseResponse response;
    while (!stop_ && stream->Write(request) && stream->Read(&response)) Judge(response.results());
    stream->WritesDone();
    failed_ += !stream->Finish().ok();
  }

  // All of a message are of one version.
  template <typename Results>
  void Judge(const Results& results) {
    failed_ += results.size() != kInAMessage;
    for (const v1::AdviceResult& result : results) {
      const bool whole = IsOfOneVersion(result.advice()) &&
                         result.advice().plugin().version() == results[0].advice().plugin().version();
      torn_ += !whole;
      ++answers_;
    }
  }

  std::atomic<bool> stop_ = false;
  std::atomic<int> failed_ = 0;
  std::atomic<int> torn_ = 0;
  std::atomic<uint64_t> answers_ = 0;
  std::vector<std::thread> callers_;
};

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

  Load load(*server);
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
  constexpr long kNoise = 4'096;
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
