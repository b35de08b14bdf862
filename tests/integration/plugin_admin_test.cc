// The plugins of a running server in the hands of an operator: by PluginAdmin, and by advisorctl over it, while callers
// go on without one failure.
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/sample_load.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace fs = std::filesystem;

// Nobody looks at the plugin directory but who is told to.
constexpr char kNoWatch[] = "60s";

class PluginAdminTest : public ::testing::Test {
 protected:
  void Start() {
    server_.reset();
    server_ = ServerProcess::Start(plugins_.path(), {"--state", state_.string(), "--settle", kNoWatch});
    ASSERT_NE(server_, nullptr);
    admin_ = OperatorAt(socket_);
  }

  // What an operator types: `advisorctl plugins WORDS`.
  Outcome Plugins(const std::string& words) const {
    return RunProgram(std::string(ADVISORCTL) + " plugins --admin unix:" + socket_.string() + " " + words);
  }
  Outcome Upload(const std::string& sample) const { return Plugins("upload " + SampleVersion(sample).string()); }

  // The version that answers now; empty: none does.
  std::string Answering(const std::string& platform = "sample") const {
    const Advised advised = Advise(server_->channel(), SampleRequest(platform));
    return advised.status.ok() ? advised.response.advice().plugin().version() : "";
  }

  // "1.0.0 SERVING", in the order of the list.
  std::vector<std::string> Listed() const {
    grpc::ClientContext context;
    admin::v1::ListPluginsResponse response;
    const grpc::Status status = admin_->ListPlugins(&context, {}, &response);
    if (!status.ok()) return {status.error_message()};
    std::vector<std::string> listed;
    for (const admin::v1::PluginVersion& version : response.plugins()) {
      const std::string state = admin::v1::PluginState_Name(version.state()).substr(sizeof("PLUGIN_STATE_") - 1);
      listed.push_back((version.version().empty() ? version.file() : version.version()) + " " + state +
                       (version.pinned() ? " pinned" : ""));
    }
    return listed;
  }

  const PluginDirectory plugins_;
  const PluginDirectory scratch_;
  const fs::path state_ = scratch_.path() / "state";
  const fs::path socket_ = state_ / "admin.sock";
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<admin::v1::PluginAdmin::Stub> admin_;
};

TEST_F(PluginAdminTest, AChangeIsMadeWhenItIsAnsweredAndNoCallFails) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  SampleLoad load(*server_);
  const auto made = [&](const Outcome& outcome, const std::string& version) {
    EXPECT_EQ(outcome.code, 0) << outcome.errors;
    EXPECT_EQ(Answering(), version) << outcome.out;
  };
  made(Upload("sample_1_9_0"), "1.9.0");
  made(Upload("sample_1_10_0"), "1.10.0");
  made(Plugins("roll-back sample"), "1.9.0");
  EXPECT_THAT(Listed(), ElementsAre("1.10.0 STANDBY", "1.9.0 SERVING pinned", "1.0.0 STANDBY"));
  made(Plugins("activate sample 1.0.0"), "1.0.0");
  made(Plugins("activate sample"), "1.10.0");
  made(Plugins("retire sample 1.10.0"), "1.9.0");
  EXPECT_THAT(Listed(), ElementsAre("1.10.0 RETIRED", "1.9.0 SERVING", "1.0.0 STANDBY"));

  fs::copy_file(SampleVersion("other_1_0_0"), plugins_.path() / "other.so");
  EXPECT_EQ(Answering("other"), "");
  EXPECT_EQ(Plugins("rescan").code, 0);
  EXPECT_EQ(Answering("other"), "1.0.0");

  EXPECT_TRUE(Eventually([&] { return load.answers() > 1'000; }));
  load.Stop();
  EXPECT_EQ(load.failed(), 0);
  EXPECT_EQ(load.torn(), 0);
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  EXPECT_FALSE(fs::exists(socket_));
}

TEST_F(PluginAdminTest, AVersionIsNamedByItsHashToo) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  ASSERT_EQ(Upload("sample_1_0_0_again").code, 0);
  const std::string list = Plugins("list --json").out;
  const std::regex hash("[0-9a-f]{64}");
  std::sregex_iterator hashes(list.begin(), list.end(), hash);
  ASSERT_EQ(std::distance(hashes, std::sregex_iterator()), 2) << list;
  const std::string last = (hashes++)->str();
  const std::string first = hashes->str();
  EXPECT_THAT(Plugins("activate sample " + first.substr(0, 8)).out, StartsWith("sample 1.0.0 (" + first.substr(0, 8)));
  EXPECT_THAT(Plugins("activate sample " + last).out, StartsWith("sample 1.0.0 (" + last.substr(0, 8)));
  EXPECT_EQ(Plugins("activate sample " + last.substr(0, 7)).code, 4) << "too few digits";
}

TEST_F(PluginAdminTest, WhatWasChosenIsRememberedByAServerThatIsKilled) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  ASSERT_EQ(Upload("sample_1_9_0").code, 0);
  ASSERT_EQ(Plugins("activate sample 1.0.0").code, 0);
  kill(server_->pid(), SIGKILL);
  server_->WaitForExit();
  EXPECT_TRUE(fs::is_socket(socket_)) << "it had no time to take it away";
  Start();
  EXPECT_EQ(Answering(), "1.0.0");
  EXPECT_THAT(Listed(), ElementsAre("1.9.0 STANDBY", "1.0.0 SERVING pinned"));
  EXPECT_EQ(Plugins("activate sample").code, 0);
  EXPECT_EQ(Answering(), "1.9.0") << "its bytes came by an upload only";
}

TEST_F(PluginAdminTest, APreviewShowsTheDifferenceWithARequestThatShowsIt) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  const Outcome preview = Plugins("preview " + SampleVersion("sample_1_9_0").string());
  ASSERT_EQ(preview.code, 0) << preview.errors;
  EXPECT_THAT(preview.out, HasSubstr("would be serving.\n"));
  EXPECT_THAT(preview.out, HasSubstr("which serves: changed."));
  EXPECT_THAT(preview.out, HasSubstr("CONNECT -> MEET_FIRST: 1 case"));
  EXPECT_THAT(Listed(), ElementsAre("1.0.0 SERVING"));
  EXPECT_EQ(Answering(), "1.0.0");

  // The request that shows it, sent to the one version and to the other.
  const std::string json = Plugins("--json preview " + SampleVersion("sample_1_9_0").string()).out;
  admin::v1::PreviewUploadResponse response;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &response).ok()) << json;
  const admin::v1::CaseChange& change = response.difference().platforms(0).verdict_changes(0);
  const auto advice = [&](const std::string& request) {
    return RunProgram(std::string(ADVISORCTL) + " advise - --json --server " + server_->address(), request).out;
  };
  EXPECT_THAT(advice(change.request_to_before()), HasSubstr("VERDICT_CONNECT"));
  ASSERT_EQ(Upload("sample_1_9_0").code, 0);
  EXPECT_THAT(advice(change.request_to_after()), HasSubstr("VERDICT_MEET_FIRST"));
}

TEST_F(PluginAdminTest, AnUploadThatIsRefusedChangesNothing) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  const Outcome taken = Upload("rival_1_0_0");
  EXPECT_EQ(taken.code, 7);
  EXPECT_THAT(taken.errors,
              HasSubstr("advisorctl: rival_1_0_0.so is refused:\n  - platform 'sample' is already served"));

  scratch_.Write("text.so", "no library at all");
  const Outcome refused = Plugins("upload " + (scratch_.path() / "text.so").string());
  EXPECT_EQ(refused.code, 7);
  EXPECT_THAT(refused.errors, HasSubstr("ELF"));
  EXPECT_EQ(Answering(), "1.0.0");
}

TEST_F(PluginAdminTest, AnUploadThatBreaksOffLeavesNothing) {
  Start();
  std::ifstream file(SampleVersion("sample_1_0_0"), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  grpc::ClientContext context;
  admin::v1::UploadResponse response;
  const auto requests = admin_->Upload(&context, &response);
  admin::v1::UploadRequest request;
  request.mutable_header()->set_file("sample.so");
  // That of what is sent: it would be taken, and be refused, if it were all.
  scratch_.Write("half.so", bytes.substr(0, bytes.size() / 2));
  request.mutable_header()->set_sha256(
      RunProgram("sha256sum " + (scratch_.path() / "half.so").string()).out.substr(0, 64));
  requests->Write(request);
  request.set_chunk(bytes.substr(0, bytes.size() / 2));
  requests->Write(request);
  context.TryCancel();
  EXPECT_EQ(requests->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_THAT(Listed(), ElementsAre());
  // What comes after is taken as if nothing had been.
  EXPECT_EQ(Upload("sample_1_0_0").code, 0);
  EXPECT_EQ(Answering(), "1.0.0");
}

TEST_F(PluginAdminTest, WhatIsNotThereIsNamedWithWhatThereIs) {
  fs::copy_file(SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so");
  Start();
  const Outcome plugin = Plugins("activate smaple 1.0.0");
  EXPECT_EQ(plugin.code, 4);
  EXPECT_THAT(plugin.errors, HasSubstr("there are: sample"));
  const Outcome version = Plugins("retire sample 2.0.0");
  EXPECT_EQ(version.code, 4);
  EXPECT_THAT(version.errors, HasSubstr("1.0.0"));
  const Outcome nothing = Plugins("roll-back sample");
  EXPECT_EQ(nothing.code, 7);
  EXPECT_THAT(nothing.errors, HasSubstr("nothing to roll back to"));
}

TEST_F(PluginAdminTest, StopsWhileAnUploadIsOpen) {
  Start();
  grpc::ClientContext context;
  admin::v1::UploadResponse response;
  const auto requests = admin_->Upload(&context, &response);
  admin::v1::UploadRequest request;
  request.mutable_header()->set_file("sample.so");
  request.mutable_header()->set_sha256(std::string(64, '0'));
  requests->Write(request);
  EXPECT_THAT(Listed(), ElementsAre());
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  EXPECT_FALSE(requests->Finish().ok());
}

TEST_F(PluginAdminTest, TheSocketIsForItsOwnerAndGoesWithItsServer) {
  Start();
  struct stat status = {};
  ASSERT_EQ(lstat(socket_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
  EXPECT_EQ(server_->Stop(), 0);
  EXPECT_FALSE(fs::exists(socket_));
}

// How the server with these arguments fails to start.
Outcome StartFailure(const PluginDirectory& plugins, const std::string& arguments) {
  return RunProgram(std::string("timeout 60 ") + SERVER + " --listen 127.0.0.1:0 --plugins " + plugins.path().string() +
                    " " + arguments);
}

TEST_F(PluginAdminTest, ItIsWhereItIsToldOrNowhere) {
  const fs::path elsewhere = scratch_.path() / "elsewhere.sock";
  const auto server = ServerProcess::Start(plugins_.path(), {"--admin", "unix:" + elsewhere.string()});
  ASSERT_NE(server, nullptr);
  EXPECT_TRUE(fs::is_socket(elsewhere));
  EXPECT_THAT(server->errors(), HasSubstr("plugins are administered on unix:" + elsewhere.string()));

  const Outcome second = StartFailure(plugins_, "--admin unix:" + elsewhere.string());
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.errors, HasSubstr("somebody listens there; stop that, or name another path"));
  EXPECT_TRUE(fs::is_socket(elsewhere));

  const Outcome misplaced = StartFailure(plugins_, "--admin unix:/nowhere/admin.sock");
  EXPECT_EQ(misplaced.code, 2);
  EXPECT_THAT(misplaced.errors, HasSubstr("its directory is not there; make it"));

  const auto nowhere = ServerProcess::Start(plugins_.path(), {"--state", state_.string(), "--admin", "none"});
  ASSERT_NE(nowhere, nullptr);
  EXPECT_FALSE(fs::exists(socket_));
}

}  // namespace
}  // namespace connection_advisor::integration
