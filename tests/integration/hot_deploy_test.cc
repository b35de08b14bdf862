// Deploying to a running server: what comes into the plugin directory serves, or is refused by its cause, and no call
// notices.
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/health.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

class HotDeployTest : public ::testing::Test {
 protected:
  void Start(const std::vector<std::string>& arguments = {}) {
    server_.reset();
    server_ = ServerProcess::Start(plugins_.path(), arguments);
    ASSERT_NE(server_, nullptr);
  }
  // The version that answers for the platform; empty: none does.
  std::string ServingVersion(const std::string& platform = "sample") const {
    const Advised advised = Advise(server_->channel(), SampleRequest(platform));
    return advised.status.ok() ? advised.response.advice().plugin().version() : "";
  }
  bool ComesToServe(const std::string& version, const std::string& platform = "sample") const {
    return Eventually([&] { return ServingVersion(platform) == version; });
  }
  void CopyInPlace(const std::string& sample) const {
    fs::copy_file(SampleVersion(sample), plugins_.path() / "sample.so", fs::copy_options::overwrite_existing);
  }
  void Rename(const std::string& sample) const {
    fs::copy_file(SampleVersion(sample), plugins_.path() / "sample.so.tmp");
    fs::rename(plugins_.path() / "sample.so.tmp", plugins_.path() / "sample.so");
  }

  const PluginDirectory plugins_;
  const PluginDirectory state_;
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(HotDeployTest, AFileThatIsCopiedIntoTheDirectoryServes) {
  Start();
  EXPECT_EQ(ServingVersion(), "");
  CopyInPlace("sample_1_0_0");
  EXPECT_TRUE(ComesToServe("1.0.0"));
  EXPECT_EQ(CallRaw(server_->channel(), kHealthCheck, HealthRequest("sample")).bytes, HealthStatus(kServing));
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
}

TEST_F(HotDeployTest, AHigherVersionTakesOverWithoutOneFailedCall) {
  CopyInPlace("sample_1_0_0");
  Start();
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::thread caller([&] {
    while (!stop) failed += !Advise(server_->channel(), SampleRequest("sample")).status.ok();
  });
  CopyInPlace("sample_1_9_0");
  EXPECT_TRUE(ComesToServe("1.9.0"));
  Rename("sample_1_10_0");
  EXPECT_TRUE(ComesToServe("1.10.0"));
  stop = true;
  caller.join();
  EXPECT_EQ(failed, 0);
}

TEST_F(HotDeployTest, ABadFileInItsPlaceIsRefusedByItsCauseAndTheOldOneServes) {
  CopyInPlace("sample_1_0_0");
  Start();
  plugins_.Write("sample.so", "no library at all");
  EXPECT_TRUE(Eventually([&] { return server_->errors().find("plugin sample.so: refused") != std::string::npos; }));
  EXPECT_THAT(server_->errors(), HasSubstr("no ELF header"));
  EXPECT_EQ(ServingVersion(), "1.0.0");
  EXPECT_EQ(CallRaw(server_->channel(), kHealthCheck, HealthRequest("sample")).bytes, HealthStatus(kServing));
}

TEST_F(HotDeployTest, AFileThatIsTruncatedOrOverwrittenWhileItServesHarmsNothing) {
  CopyInPlace("sample_1_0_0");
  Start();
  fs::resize_file(plugins_.path() / "sample.so", 100);
  EXPECT_EQ(ServingVersion(), "1.0.0");
  EXPECT_TRUE(Eventually([&] { return server_->errors().find("refused") != std::string::npos; }));
  EXPECT_EQ(ServingVersion(), "1.0.0");
  CopyInPlace("sample_1_9_0");
  EXPECT_TRUE(ComesToServe("1.9.0"));
}

TEST_F(HotDeployTest, AFileThatIsReplacedAllTheTimeComesToServeAndTheLastOneStays) {
  fs::copy_file(SampleVersion("other_1_0_0"), plugins_.path() / "other.so");
  Start();
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::thread caller([&] {
    while (!stop) failed += !Advise(server_->channel(), SampleRequest("other")).status.ok();
  });
  constexpr int kReplacements = 200;
  for (int i = 0; i < kReplacements; ++i) Rename(i % 2 == 0 ? "sample_1_0_0" : "sample_1_0_0_again");
  Rename("sample_1_9_0");
  EXPECT_TRUE(ComesToServe("1.9.0"));
  stop = true;
  caller.join();
  EXPECT_EQ(failed, 0);
}

TEST_F(HotDeployTest, ARemovedFileServesNoMore) {
  CopyInPlace("sample_1_0_0");
  Start();
  fs::remove(plugins_.path() / "sample.so");
  EXPECT_TRUE(ComesToServe(""));
  EXPECT_EQ(CallRaw(server_->channel(), kHealthCheck, HealthRequest("sample")).bytes, HealthStatus(kNotServing));
  EXPECT_EQ(CallRaw(server_->channel(), kHealthCheck, HealthRequest("")).bytes, HealthStatus(kNotServing));
}

TEST_F(HotDeployTest, ParametersChangeWithSighupAllOrNone) {
  CopyInPlace("sample_1_0_0");
  fs::copy_file(SampleVersion("other_1_0_0"), plugins_.path() / "other.so");
  const auto configure = [&](int sample_limit, int other_limit) {
    std::ofstream(state_.path() / "advisor.toml")
        << "[parameters.sample]\nlimit = " << sample_limit << "\n[parameters.other]\nlimit = " << other_limit << "\n";
  };
  const auto says = [&](const std::string& what) { return server_->errors().find(what) != std::string::npos; };
  // A count is at the limit that the server has now, or it is not.
  const auto decides = [&](int count) {
    v1::AdviseRequest request = SampleRequest("sample");
    (*request.mutable_member()->mutable_connection_counts())["sample"] = count;
    return Advise(server_->channel(), request).response.advice().reasons(0).rule_id();
  };
  configure(50, 50);
  Start({"--config", (state_.path() / "advisor.toml").string()});
  EXPECT_EQ(decides(49), "met");
  EXPECT_EQ(decides(50), "limit_reached");
  configure(20, 20);
  kill(server_->pid(), SIGHUP);
  EXPECT_TRUE(Eventually([&] { return decides(20) == "limit_reached"; }));
  configure(10, 0);
  kill(server_->pid(), SIGHUP);
  EXPECT_TRUE(Eventually([&] { return says("0 is not from 1 to 1000"); })) << server_->errors();
  EXPECT_EQ(decides(10), "met") << "not even the one that is right was taken";
}

TEST_F(HotDeployTest, ParametersOfAPlatformThatIsNotLoadedKeepNoOtherFromServing) {
  fs::copy_file(SampleVersion("other_1_0_0"), plugins_.path() / "other.so");
  std::ofstream(plugins_.path() / "sample.so") << "no plugin";
  std::ofstream(state_.path() / "advisor.toml") << "[parameters.sample]\nlimit = 50\n";
  Start({"--config", (state_.path() / "advisor.toml").string()});
  EXPECT_TRUE(Advise(server_->channel(), SampleRequest("other")).status.ok());
  EXPECT_THAT(server_->errors(), HasSubstr("advisor.toml:2: parameters.sample.limit: no platform 'sample' is loaded"));

  CopyInPlace("sample_1_0_0");
  ASSERT_TRUE(ComesToServe("1.0.0"));
  v1::AdviseRequest request = SampleRequest("sample");
  (*request.mutable_member()->mutable_connection_counts())["sample"] = 50;
  EXPECT_EQ(Advise(server_->channel(), request).response.advice().reasons(0).rule_id(), "limit_reached")
      << "it counts once the platform is there";
}

TEST_F(HotDeployTest, AVersionThatCannotTakeTheParametersKeepsNothingFromServingAlsoAfterARestart) {
  const std::string configuration = (state_.path() / "advisor.toml").string();
  const std::vector<std::string> arguments = {"--config", configuration, "--state", (state_.path() / "state").string()};
  const auto says = [&](const std::string& what) { return server_->errors().find(what) != std::string::npos; };
  std::ofstream(configuration) << "[parameters.sample]\nlimit = 20\n";
  CopyInPlace("sample_1_0_0");
  Start(arguments);
  // It has no such parameter: it serves, and that is said.
  CopyInPlace("sample_1_11_0");
  ASSERT_TRUE(ComesToServe("1.11.0"));
  EXPECT_TRUE(Eventually([&] { return says("serves without what is set for it and it does not have: sample.limit"); }));
  // This one takes it from 51 on.
  CopyInPlace("sample_2_0_0");
  EXPECT_TRUE(Eventually([&] { return says("its value is 20, out of its range 51 to 1000"); })) << server_->errors();
  kill(server_->pid(), SIGHUP);
  EXPECT_TRUE(Eventually([&] { return says("SIGHUP: plugins and parameters"); })) << server_->errors();
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  ASSERT_NO_FATAL_FAILURE(Start(arguments));
  EXPECT_EQ(ServingVersion(), "1.11.0");
  EXPECT_TRUE(Eventually([&] { return says("does not have: sample.limit"); })) << server_->errors();
  EXPECT_TRUE(Eventually([&] { return says("its value is 20, out of its range 51 to 1000"); })) << server_->errors();
}

TEST_F(HotDeployTest, ACheckOfTheSettingsKnowsWhatOnlyTheStateHas) {
  const std::string configuration = (state_.path() / "advisor.toml").string();
  const std::string state = (state_.path() / "state").string();
  std::ofstream(configuration) << "[parameters.sample]\nlimit = 20\n";
  CopyInPlace("sample_1_0_0");
  Start({"--config", configuration, "--state", state});
  plugins_.Write("sample.so", "no library at all");
  EXPECT_TRUE(Eventually([&] { return server_->errors().find("no ELF header") != std::string::npos; }));
  const auto check = [&] {
    return RunProgram(std::string(SERVER) + " --check-config --unchecked-permissions --plugins " +
                      plugins_.path().string() + " --config " + configuration + " --state " + state);
  };
  const Outcome fine = check();
  EXPECT_EQ(fine.code, 0) << fine.errors;
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  fs::permissions(state, fs::perms::others_write, fs::perm_options::add);
  const Outcome open_to_all = check();
  EXPECT_EQ(open_to_all.code, 2);
  EXPECT_THAT(open_to_all.errors, HasSubstr("can be written by others"));
}

TEST_F(HotDeployTest, WhatServedServesAgainAfterTheProcessWasKilled) {
  const std::vector<std::string> arguments = {"--state", (state_.path() / "state").string()};
  CopyInPlace("sample_1_0_0");
  Start(arguments);
  CopyInPlace("sample_1_9_0");
  ASSERT_TRUE(ComesToServe("1.9.0"));
  kill(server_->pid(), SIGKILL);
  server_->WaitForExit();
  Start(arguments);
  EXPECT_EQ(ServingVersion(), "1.9.0");
  EXPECT_THAT(server_->errors(), HasSubstr("from the cache"));
}

}  // namespace
}  // namespace connection_advisor::integration
