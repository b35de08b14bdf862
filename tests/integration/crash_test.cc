// A server that is killed in the middle of a change comes up in the state before it or after it.
//
// CONNECTION_ADVISOR_CRASHES says how often it is killed.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;

namespace fs = std::filesystem;

int CrashesAskedFor() {
  constexpr int kQuick = 8;
  const char* text = std::getenv("CONNECTION_ADVISOR_CRASHES");
  return text == nullptr ? kQuick : std::atoi(text);
}

class CrashTest : public ::testing::Test {
 protected:
  CrashTest() {
    plugins_.Add(SampleVersion("sample_1_9_0"));
    plugins_.Add(SampleVersion("sample_1_10_0"));
  }
  void Start() {
    server_.reset();
    server_ = ServerProcess::Start(
        plugins_.path(), {"--state", (state_.path() / "state").string(), "--admin", "unix:" + socket_.string()});
    ASSERT_NE(server_, nullptr);
  }
  void Kill() {
    kill(server_->pid(), SIGKILL);
    server_->WaitForExit();
  }
  std::string Serving(const std::string& platform = "sample") const {
    return Advise(server_->channel(), SampleRequest(platform)).response.advice().plugin().version();
  }

  const PluginDirectory plugins_;
  const PluginDirectory state_;
  const fs::path socket_ = state_.path() / "admin.sock";
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(CrashTest, InMidActivationLeavesTheOldVersionOrTheNewOne) {
  std::mt19937 random(7);
  for (int crash = 0; crash < CrashesAskedFor(); ++crash) {
    Start();
    const auto admin = OperatorAt(socket_);
    std::atomic<bool> stop = false;
    std::string done = Serving();  // the last one that was answered
    std::string asked;             // the one after it, which may have come about or not
    std::thread operator_([&] {
      for (int swap = 0; !stop; ++swap) {
        asked = swap % 2 == 0 ? "1.9.0" : "1.10.0";
        if (!Activate(*admin, asked).ok()) return;
        done = asked;
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 60));  // anywhere in the middle of it
    Kill();
    stop = true;
    operator_.join();
    Start();
    EXPECT_THAT(Serving(), AnyOf(Eq(done), Eq(asked))) << "crash " << crash;
    EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  }
}

TEST_F(CrashTest, InMidDeploymentLeavesWhatServedBefore) {
  std::mt19937 random(11);
  for (int crash = 0; crash < CrashesAskedFor(); ++crash) {
    fs::remove_all(state_.path() / "state");
    Start();
    fs::copy_file(SampleVersion("other_1_0_0"), plugins_.path() / "other.so", fs::copy_options::overwrite_existing);
    std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 100));
    Kill();
    Start();
    EXPECT_EQ(Serving(), "1.10.0") << "crash " << crash;
    EXPECT_EQ(Serving("other"), "1.0.0") << "crash " << crash << ": its file was there as a whole";
    fs::remove(plugins_.path() / "other.so");
    EXPECT_TRUE(Eventually([&] { return Serving("other").empty(); })) << "crash " << crash;
    EXPECT_EQ(Serving(), "1.10.0") << "crash " << crash;
    EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  }
}

}  // namespace
}  // namespace connection_advisor::integration
