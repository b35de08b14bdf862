// PluginAdmin over real connections: versions, changes, errors, and where it listens.
#include "service/edge/admin_server.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/service/edge/admin_server_fixture.h"
#include "tests/service/edge/certificates.h"
#include "tests/service/edge/server_fixture.h"
#include "tests/service/edge/standard_services.h"

namespace connection_advisor::edge {
namespace {

using google::protobuf::util::TimeUtil;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::NiceMock;
using ::testing::Return;
using ::testing::UnorderedElementsAre;

constexpr auto kNoGrace = std::chrono::milliseconds(0);
constexpr int kDay = 24 * 60 * 60;

using AdminServerTest = AdminServerFixture;

TEST_F(AdminServerTest, TellsAllThatIsKnownOfAVersion) {
  PluginVersion version = Version("rose", "1.2.3", PluginState::kStandby);
  version.origin = lifecycle::PluginOrigin::kUpload;
  version.since = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'234));
  version.causes = {"1.3.0 serves"};
  version.platforms = {"rose", "tulip"};
  version.pinned = true;
  version.walls = {"seccomp"};
  version.signed_by = "release";
  version.compile_time = std::chrono::microseconds(2'500);
  version.cached = true;
  version.denied_calls = {"socket"};
  version.signature_fault = "it is not signed";
  EXPECT_CALL(control_, List).WillOnce(Return(std::vector<PluginVersion>{version}));
  Start();
  admin::v1::ListPluginsResponse response;
  ASSERT_TRUE(Call(&Stub::ListPlugins, {}, &response).ok());
  ASSERT_EQ(response.plugins_size(), 1);
  const admin::v1::PluginVersion& told = response.plugins(0);
  EXPECT_EQ(told.plugin(), "rose");
  EXPECT_EQ(told.version(), "1.2.3");
  EXPECT_EQ(told.sha256(), version.sha256);
  EXPECT_EQ(told.file(), "rose.so");
  EXPECT_EQ(told.origin(), admin::v1::PLUGIN_ORIGIN_UPLOAD);
  EXPECT_EQ(told.state(), admin::v1::PLUGIN_STATE_STANDBY);
  EXPECT_EQ(TimeUtil::ToString(told.since()), "1970-01-01T00:00:01.234Z");
  EXPECT_THAT(told.causes(), ElementsAre("1.3.0 serves"));
  EXPECT_THAT(told.platforms(), ElementsAre("rose", "tulip"));
  EXPECT_TRUE(told.pinned());
  EXPECT_THAT(told.walls(), ElementsAre("seccomp"));
  EXPECT_EQ(told.signed_by(), "release");
  EXPECT_EQ(TimeUtil::ToString(told.compile_time()), "0.002500s");
  EXPECT_TRUE(told.cached());
  EXPECT_THAT(told.denied_calls(), ElementsAre("socket"));
  EXPECT_EQ(told.signature_fault(), "it is not signed");
}

TEST_F(AdminServerTest, EveryStateHasItsName) {
  std::vector<PluginVersion> versions;
  for (size_t i = 0; i < lifecycle::kPluginStateNames.size(); ++i) {
    versions.push_back(Version("rose", "1.0.0", static_cast<PluginState>(i)));
  }
  EXPECT_CALL(control_, List).WillOnce(Return(versions));
  Start();
  admin::v1::ListPluginsResponse response;
  ASSERT_TRUE(Call(&Stub::ListPlugins, {}, &response).ok());
  for (int i = 0; i < response.plugins_size(); ++i) {
    std::string name = lifecycle::kPluginStateNames[static_cast<size_t>(i)];
    for (char& c : name) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(admin::v1::PluginState_Name(response.plugins(i).state()), "PLUGIN_STATE_" + name);
  }
}

TEST_F(AdminServerTest, ChangesAreAnsweredWithTheVersionsOfThePlugin) {
  Start();
  EXPECT_CALL(control_, Activate("rose", "1.0.0")).WillOnce(Return(absl::OkStatus()));
  EXPECT_TRUE(Activate("rose", "1.0.0").ok());
  EXPECT_THAT(AnsweredVersions(), ElementsAre("rose 1.1.0", "rose 1.0.0"));

  EXPECT_CALL(control_, Activate("rose", "")).WillOnce(Return(absl::OkStatus()));
  EXPECT_TRUE(Activate("rose", "").ok());

  EXPECT_CALL(control_, RollBack("tulip")).WillOnce(Return(absl::OkStatus()));
  EXPECT_TRUE(RollBack("tulip").ok());
  EXPECT_THAT(AnsweredVersions(), ElementsAre("tulip 2.0.0"));

  EXPECT_CALL(control_, Retire("rose", "1.0.0")).WillOnce(Return(absl::OkStatus()));
  EXPECT_TRUE(Retire("rose", "1.0.0").ok());
  EXPECT_THAT(AnsweredVersions(), ElementsAre("rose 1.1.0", "rose 1.0.0"));
}

TEST_F(AdminServerTest, AnActivationIsForcedOnlyByItsVersion) {
  Start();
  EXPECT_CALL(control_, Activate).Times(0);
  EXPECT_CALL(control_, ForceActivate("rose", "1.0.0")).WillOnce(Return(absl::OkStatus()));
  admin::v1::ActivateRequest request;
  request.set_plugin("rose");
  request.set_force(true);
  admin::v1::ActivateResponse response;
  const grpc::Status unnamed = Call(&Stub::Activate, request, &response);
  EXPECT_EQ(unnamed.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(FieldOf(unnamed), "force");
  request.set_version("1.0.0");
  EXPECT_TRUE(Call(&Stub::Activate, request, &response).ok());
}

TEST_F(AdminServerTest, ARescanIsAnsweredWithAllVersions) {
  Start();
  EXPECT_CALL(control_, Rescan).WillOnce(Return(absl::OkStatus()));
  EXPECT_TRUE(Rescan().ok());
  EXPECT_THAT(AnsweredVersions(), ElementsAre("rose 1.1.0", "rose 1.0.0", "tulip 2.0.0"));
}

TEST_F(AdminServerTest, WhatIsNotNamedIsAnErrorOfItsField) {
  Start();
  EXPECT_CALL(control_, Activate).Times(0);
  EXPECT_CALL(control_, RollBack).Times(0);
  EXPECT_CALL(control_, Retire).Times(0);
  const auto expect = [](const grpc::Status& status, const char* field) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(FieldOf(status), field);
    EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "INVALID_REQUEST");
  };
  expect(Activate("", "1.0.0"), "plugin");
  expect(RollBack(""), "plugin");
  expect(Retire("", "1.0.0"), "plugin");
  expect(Retire("rose", ""), "version");
}

TEST_F(AdminServerTest, ErrorsOfTheControlKeepTheirMessageAndGetDetails) {
  Start();
  ON_CALL(control_, Activate).WillByDefault(Return(absl::NotFoundError("there is no plugin 'lily'; there is: rose")));
  const grpc::Status missing = Activate("lily", "1.0.0");
  EXPECT_EQ(missing.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(missing.error_message(), "there is no plugin 'lily'; there is: rose");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(missing).reason(), "PLUGIN_NOT_FOUND");

  ON_CALL(control_, RollBack).WillByDefault(Return(absl::FailedPreconditionError("no version served before")));
  const grpc::Status impossible = RollBack("rose");
  EXPECT_EQ(impossible.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(impossible);
  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).type(), "PLUGIN_STATE");
  EXPECT_EQ(failure.violations(0).subject(), "rose");
  EXPECT_EQ(failure.violations(0).description(), "no version served before");

  ON_CALL(control_, Retire).WillByDefault(Return(absl::UnavailableError("the disk is full")));
  EXPECT_EQ(Retire("rose", "1.0.0").error_code(), grpc::StatusCode::UNAVAILABLE);
  ON_CALL(control_, Rescan)
      .WillByDefault(Return(absl::InvalidArgumentError("advisor.toml:12: linkedin.limit: too high")));
  const grpc::Status wrong = Rescan();
  EXPECT_EQ(wrong.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(wrong).reason(), "INVALID_CONFIGURATION");
}

TEST_F(AdminServerTest, StopWaitsForWhatTheControlIsDoing) {
  Start();
  Gate gate;
  EXPECT_CALL(control_, Rescan).WillOnce([&] { return gate.Pass().status(); });
  auto rescanned = std::async(std::launch::async, [&] { return Rescan(); });
  gate.WaitUntilEntered(1);
  auto stopped = std::async(std::launch::async, [&] { server_->Stop(kPatience); });
  gate.Open();
  stopped.get();
  EXPECT_TRUE(rescanned.get().ok());
}

TEST_F(AdminServerTest, TheSocketIsForItsOwnerAlone) {
  Start();
  struct stat status = {};
  ASSERT_EQ(lstat(socket_.c_str(), &status), 0);
  EXPECT_TRUE(S_ISSOCK(status.st_mode));
  EXPECT_EQ(status.st_mode & 07777, 0600u);
  server_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(scratch_.path()));
}

TEST_F(AdminServerTest, TakesThePlaceOfAServerThatWasKilled) {
  // A second name keeps the socket's file when the server removes the first.
  Start();
  std::filesystem::create_hard_link(socket_, scratch_ / "left");
  server_->Stop(kNoGrace);
  std::filesystem::rename(scratch_ / "left", socket_);
  Start();
  EXPECT_TRUE(List().ok());
}

TEST_F(AdminServerTest, LeavesAServerAloneThatIsThere) {
  Start();
  EXPECT_THAT(StartFault(), HasSubstr("somebody listens there"));
  EXPECT_TRUE(List().ok());
}

TEST_F(AdminServerTest, LeavesAFileAloneThatIsNoSocket) {
  scratch_.Write("admin.sock", "text");
  EXPECT_THAT(StartFault(), HasSubstr("something else has that name"));
}

TEST_F(AdminServerTest, ServesOnLoopback) {
  options_.address = *AdminAddress::Parse("127.0.0.1:0");
  Start();
  EXPECT_NE(server_->address().tcp->port, 0);
  EXPECT_TRUE(List().ok());
  options_.address = server_->address();
  EXPECT_THAT(StartFault(), HasSubstr("Address already in use"));
}

TEST_F(AdminServerTest, ServesOtherMachinesOnlyWithAKnownCertificate) {
  options_.address = *AdminAddress::Parse("0.0.0.0:0");
  EXPECT_THAT(StartFault(), HasSubstr("--tls-client-ca"));
  const CertificateWithKey mine = MakeCertificate(-kDay, kDay);
  const CertificateWithKey client = MakeCertificate(-kDay, kDay);
  options_.tls = TlsMaterial{mine.certificate, mine.key, ""};
  EXPECT_THAT(StartFault(), HasSubstr("--tls-client-ca"));

  options_.tls->client_ca = client.certificate;
  Start();
  EXPECT_EQ(List().error_code(), grpc::StatusCode::UNAVAILABLE);
  const std::string address = "127.0.0.1:" + std::to_string(server_->address().tcp->port);
  const auto list_as = [&](const CertificateWithKey& identity) {
    const grpc::SslCredentialsOptions ssl{mine.certificate, identity.key, identity.certificate};
    stub_ = admin::v1::PluginAdmin::NewStub(grpc::CreateChannel(address, grpc::SslCredentials(ssl)));
    return List().error_code();
  };
  EXPECT_EQ(list_as(client), grpc::StatusCode::OK);
  EXPECT_EQ(list_as({}), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(list_as(mine), grpc::StatusCode::UNAVAILABLE);
}

// With the server of the advice in the same process, as it is in life.
class TwoServersTest : public ServerFixture {
 protected:
  void SetUp() override {
    ServerFixture::SetUp();
    AdminServerOptions options;
    options.address.socket = scratch_ / "admin.sock";
    absl::StatusOr<std::unique_ptr<AdminServer>> admin = AdminServer::Start(options, control_);
    ASSERT_TRUE(admin.ok()) << admin.status();
    admin_ = *std::move(admin);
    admin_channel_ = grpc::CreateChannel(admin_->address().ToString(), grpc::InsecureChannelCredentials());
  }

  const ScratchDirectory scratch_;
  NiceMock<MockPluginControl> control_;
  std::unique_ptr<AdminServer> admin_;
  std::shared_ptr<grpc::Channel> admin_channel_;
};

TEST_F(TwoServersTest, NeitherServesWhatTheOtherDoes) {
  EXPECT_THAT(ReflectedServices(*admin_channel_), UnorderedElementsAre("connection_advisor.admin.v1.PluginAdmin",
                                                                       "grpc.reflection.v1alpha.ServerReflection"));
  EXPECT_TRUE(ReflectionDescribes(*admin_channel_, "connection_advisor.admin.v1.PluginAdmin"));
  EXPECT_THAT(ReflectedServices(*channel_),
              UnorderedElementsAre("connection_advisor.v1.ConnectionAdvisor", "grpc.health.v1.Health",
                                   "grpc.reflection.v1alpha.ServerReflection"));

  std::string response;
  const std::string list = "/connection_advisor.admin.v1.PluginAdmin/ListPlugins";
  EXPECT_TRUE(CallRaw(*admin_channel_, list, "", &response).ok());
  EXPECT_EQ(CallRaw(*channel_, list, "", &response).error_code(), grpc::StatusCode::UNIMPLEMENTED);
  for (const char* method :
       {"/connection_advisor.v1.ConnectionAdvisor/ListPlatforms", "/grpc.health.v1.Health/Check"}) {
    EXPECT_TRUE(CallRaw(*channel_, method, "", &response).ok()) << method;
    EXPECT_EQ(CallRaw(*admin_channel_, method, "", &response).error_code(), grpc::StatusCode::UNIMPLEMENTED) << method;
  }
}

}  // namespace
}  // namespace connection_advisor::edge
