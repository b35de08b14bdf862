// PluginAdmin over real connections, with a control that does what the test says.
#include "service/edge/admin_server.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/scratch_directory.h"
#include "tests/service/edge/certificates.h"
#include "tests/service/edge/mock_plugin_control.h"
#include "tests/service/edge/server_fixture.h"
#include "tests/service/edge/standard_services.h"
#include "tests/service/edge/uploads.h"

namespace connection_advisor::edge {
namespace {

using google::protobuf::util::TimeUtil;
using lifecycle::PluginState;
using lifecycle::PluginVersion;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::NiceMock;
using ::testing::Return;
using ::testing::UnorderedElementsAre;

constexpr auto kNoGrace = std::chrono::milliseconds(0);
constexpr int kDay = 24 * 60 * 60;

PluginVersion Version(const std::string& plugin, const std::string& version, PluginState state) {
  PluginVersion one;
  one.plugin = plugin;
  one.version = version;
  one.sha256 = Sha256Of(plugin + version);
  one.file = plugin + ".so";
  one.state = state;
  return one;
}

// The detail of this type, or one of default values.
template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status rpc;
  Detail found;
  EXPECT_TRUE(rpc.ParseFromString(status.error_details()));
  for (const google::protobuf::Any& detail : rpc.details()) {
    if (detail.UnpackTo(&found)) return found;
  }
  ADD_FAILURE() << "no " << found.GetTypeName() << " in " << rpc.ShortDebugString();
  return found;
}

// The field that the error names.
std::string FieldOf(const grpc::Status& status) {
  const auto detail = DetailOf<google::rpc::BadRequest>(status);
  return detail.field_violations().empty() ? "none" : detail.field_violations(0).field();
}

class AdminServerTest : public ::testing::Test {
 protected:
  using Stub = admin::v1::PluginAdmin::Stub;

  AdminServerTest() {
    options_.address.socket = socket_;
    ON_CALL(control_, List)
        .WillByDefault(Return(std::vector<PluginVersion>{Version("rose", "1.1.0", PluginState::kServing),
                                                         Version("rose", "1.0.0", PluginState::kStandby),
                                                         Version("tulip", "2.0.0", PluginState::kServing)}));
  }

  void Start() {
    absl::StatusOr<std::unique_ptr<AdminServer>> server = AdminServer::Start(options_, control_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address().ToString(), grpc::InsecureChannelCredentials());
    stub_ = admin::v1::PluginAdmin::NewStub(channel_);
  }

  std::string StartFault() {
    const auto server = AdminServer::Start(options_, control_);
    return server.ok() ? "none" : std::string(server.status().message());
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
    grpc::ClientContext context;
    SetPatience(context);
    return (*stub_.*method)(&context, request, response);
  }

  grpc::Status List() {
    admin::v1::ListPluginsResponse response;
    return Call(&Stub::ListPlugins, {}, &response);
  }
  grpc::Status Rescan() {
    admin::v1::RescanResponse response;
    const grpc::Status status = Call(&Stub::Rescan, {}, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status Activate(const std::string& plugin, const std::string& version) {
    admin::v1::ActivateRequest request;
    request.set_plugin(plugin);
    request.set_version(version);
    admin::v1::ActivateResponse response;
    const grpc::Status status = Call(&Stub::Activate, request, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status RollBack(const std::string& plugin) {
    admin::v1::RollBackRequest request;
    request.set_plugin(plugin);
    admin::v1::RollBackResponse response;
    const grpc::Status status = Call(&Stub::RollBack, request, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status Retire(const std::string& plugin, const std::string& version) {
    admin::v1::RetireRequest request;
    request.set_plugin(plugin);
    request.set_version(version);
    admin::v1::RetireResponse response;
    const grpc::Status status = Call(&Stub::Retire, request, &response);
    answered_ = response.plugins();
    return status;
  }

  // One that is open: `Send` returns false when the server takes no more.
  struct OpenUpload {
    grpc::ClientContext context;
    admin::v1::UploadResponse response;
    std::unique_ptr<grpc::ClientWriter<admin::v1::UploadRequest>> requests;

    bool Send(const admin::v1::UploadRequest& request) { return requests->Write(request); }
    grpc::Status Finish() {
      requests->WritesDone();
      return requests->Finish();
    }
  };
  std::unique_ptr<OpenUpload> OpenAnUpload() {
    auto upload = std::make_unique<OpenUpload>();
    SetPatience(upload->context);
    upload->requests = stub_->Upload(&upload->context, &upload->response);
    return upload;
  }
  grpc::Status Upload(const std::vector<admin::v1::UploadRequest>& requests) {
    const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
    for (const admin::v1::UploadRequest& request : requests) {
      if (!upload->Send(request)) break;
    }
    const grpc::Status status = upload->Finish();
    uploaded_ = upload->response.plugin();
    return status;
  }

  grpc::Status Preview(const std::string& bytes, admin::v1::PreviewUploadResponse* response) {
    grpc::ClientContext context;
    SetPatience(context);
    const auto requests = stub_->PreviewUpload(&context, response);
    admin::v1::PreviewUploadRequest request;
    *request.mutable_header() = Header("rose.so", bytes).header();
    requests->Write(request);
    request.set_chunk(bytes);
    requests->Write(request);
    requests->WritesDone();
    return requests->Finish();
  }

  std::vector<std::string> AnsweredVersions() const {
    std::vector<std::string> versions;
    for (const auto& one : answered_) versions.push_back(one.plugin() + " " + one.version());
    return versions;
  }

  const ScratchDirectory scratch_;
  const std::string socket_ = scratch_ / "admin.sock";
  NiceMock<MockPluginControl> control_;
  AdminServerOptions options_;
  std::unique_ptr<AdminServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Stub> stub_;
  google::protobuf::RepeatedPtrField<admin::v1::PluginVersion> answered_;
  admin::v1::PluginVersion uploaded_;
};

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

lifecycle::ShadowReport Report() {
  lifecycle::ShadowReport report{.serving = Version("rose", "1.1.0", PluginState::kServing),
                                 .shadow = Version("rose", "1.2.0", PluginState::kStandby),
                                 .since = std::chrono::system_clock::time_point(std::chrono::seconds(kDay)),
                                 .requests = 20,
                                 .changed = 9,
                                 .held_back = "it changes too much"};
  platform::ShadowTally tally{.requests = 20, .changed = 9};
  for (size_t answer = 0; answer < platform::kShadowAnswerCount; ++answer) {
    tally.changes.push_back({.serving = platform::ShadowAnswer::kConnect,
                             .shadow = static_cast<platform::ShadowAnswer>(answer),
                             .requests = answer + 1,
                             .request_to_serving = "{}",
                             .request_to_shadow = "{\"facts\":{}}"});
  }
  report.platforms.push_back({"rose", std::move(tally)});
  return report;
}

TEST_F(AdminServerTest, AShadowIsToldWithItsFiguresAndRequests) {
  Start();
  EXPECT_CALL(control_, StartShadow("rose", "1.2.0")).WillOnce(Return(Report()));
  admin::v1::StartShadowRequest request;
  request.set_plugin("rose");
  request.set_version("1.2.0");
  admin::v1::StartShadowResponse response;
  ASSERT_TRUE(Call(&Stub::StartShadow, request, &response).ok());
  const admin::v1::Shadow& shadow = response.shadow();
  EXPECT_EQ(shadow.serving().version(), "1.1.0");
  EXPECT_EQ(shadow.shadow().version(), "1.2.0");
  EXPECT_EQ(shadow.since().seconds(), kDay);
  EXPECT_EQ(shadow.requests(), 20u);
  EXPECT_EQ(shadow.changed(), 9u);
  EXPECT_EQ(shadow.held_back(), "it changes too much");
  ASSERT_EQ(shadow.platforms_size(), 1);
  EXPECT_EQ(shadow.platforms(0).platform(), "rose");
  EXPECT_EQ(shadow.platforms(0).requests(), 20u);
  EXPECT_EQ(shadow.platforms(0).changed(), 9u);
  ASSERT_EQ(shadow.platforms(0).changes_size(), static_cast<int>(platform::kShadowAnswerCount));
  for (int i = 0; i < shadow.platforms(0).changes_size(); ++i) {
    const admin::v1::AnswerChange& change = shadow.platforms(0).changes(i);
    EXPECT_EQ(change.serving(), admin::v1::SHADOW_ANSWER_CONNECT);
    EXPECT_EQ(admin::v1::ShadowAnswer_Name(change.shadow()),
              std::string("SHADOW_ANSWER_") + platform::kShadowAnswerNames[static_cast<size_t>(i)]);
    EXPECT_EQ(change.requests(), static_cast<uint64_t>(i) + 1);
    EXPECT_EQ(change.request_to_serving(), "{}");
    EXPECT_EQ(change.request_to_shadow(), "{\"facts\":{}}");
  }
}

TEST_F(AdminServerTest, ShadowsAreListedOfOnePluginOrOfAll) {
  Start();
  lifecycle::ShadowReport other = Report();
  other.shadow.plugin = "tulip";
  ON_CALL(control_, Shadows).WillByDefault(Return(std::vector{Report(), other}));
  admin::v1::ListShadowsResponse response;
  ASSERT_TRUE(Call(&Stub::ListShadows, {}, &response).ok());
  EXPECT_EQ(response.shadows_size(), 2);
  admin::v1::ListShadowsRequest request;
  request.set_plugin("tulip");
  ASSERT_TRUE(Call(&Stub::ListShadows, request, &response).ok());
  ASSERT_EQ(response.shadows_size(), 1);
  EXPECT_EQ(response.shadows(0).shadow().plugin(), "tulip");
}

TEST_F(AdminServerTest, StoppingAShadowTellsOfItOrWhyNot) {
  Start();
  EXPECT_CALL(control_, StopShadow("rose"))
      .WillOnce(Return(Report()))
      .WillOnce(Return(absl::FailedPreconditionError("no version of the plugin 'rose' shadows another")));
  admin::v1::StopShadowRequest request;
  request.set_plugin("rose");
  admin::v1::StopShadowResponse response;
  ASSERT_TRUE(Call(&Stub::StopShadow, request, &response).ok());
  EXPECT_EQ(response.shadow().requests(), 20u);
  const grpc::Status status = Call(&Stub::StopShadow, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "CHANGE_NOT_POSSIBLE");
}

TEST_F(AdminServerTest, AShadowThatIsNotNamedIsAnErrorOfItsField) {
  Start();
  EXPECT_CALL(control_, StartShadow).Times(0);
  EXPECT_CALL(control_, StopShadow).Times(0);
  admin::v1::StartShadowRequest request;
  admin::v1::StartShadowResponse response;
  EXPECT_EQ(FieldOf(Call(&Stub::StartShadow, request, &response)), "plugin");
  request.set_plugin("rose");
  EXPECT_EQ(FieldOf(Call(&Stub::StartShadow, request, &response)), "version");
  admin::v1::StopShadowResponse stopped;
  EXPECT_EQ(FieldOf(Call(&Stub::StopShadow, admin::v1::StopShadowRequest(), &stopped)), "plugin");
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

TEST_F(AdminServerTest, AnUploadArrivesAsAFile) {
  Start();
  EXPECT_CALL(control_, Upload)
      .WillOnce([](deployment::PluginFile file, const std::string& name, const std::string& signature) {
        EXPECT_EQ(file.sha256(), Sha256Of("abcdef"));
        EXPECT_EQ(name, "rose.so");
        EXPECT_EQ(signature, "signed");
        return Version("rose", "1.2.0", PluginState::kServing);
      });
  const grpc::Status status = Upload({Header("rose.so", "abcdef", "signed"), Chunk("abc"), Chunk("def")});
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(uploaded_.version(), "1.2.0");
  EXPECT_EQ(uploaded_.state(), admin::v1::PLUGIN_STATE_SERVING);
}

TEST_F(AdminServerTest, ARefusedUploadIsAnErrorWithItsCauses) {
  Start();
  EXPECT_CALL(control_, Upload).WillOnce([](deployment::PluginFile file, const std::string& name, const std::string&) {
    PluginVersion version = Version("", "", PluginState::kRefused);
    version.file = name;
    version.sha256 = file.sha256();
    version.causes = {"rule 'a' never decides", "rule 'b' never decides"};
    return version;
  });
  const grpc::Status status = Upload({Header("rose.so", "abc"), Chunk("abc")});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(status.error_message(), "rose.so is refused: rule 'a' never decides; rule 'b' never decides");
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(status);
  ASSERT_EQ(failure.violations_size(), 2);
  EXPECT_EQ(failure.violations(0).type(), "PLUGIN_REFUSED");
  EXPECT_EQ(failure.violations(0).subject(), Sha256Of("abc"));
  EXPECT_EQ(failure.violations(1).description(), "rule 'b' never decides");
}

TEST_F(AdminServerTest, APreviewIsAnsweredWithTheDifference) {
  analysis::CaseChange change;
  change.before = analysis::CaseOutcome::kConnect;
  change.after = analysis::CaseOutcome::kDecline;
  change.cases = diagram::Count{1} << 100;
  change.rules = {{"met", "not_met", 3}};
  change.lines = {{{{"relationship.met_in_person", {"true"}, {"false"}}}, 4}};
  change.cases_beyond_lines = 5;
  change.witness = {"{}", "{\"facts\": {}}", true};
  analysis::PlatformDifference platform;
  platform.platform = "rose";
  platform.cases = 7;
  platform.unchanged = 6;
  platform.verdict_changes = {change};
  platform.rule_changes = {change, change};
  platform.condition_changes = {{"met", 8, 9}};
  platform.declarations = {
      {analysis::Subject::kRule, "met", "summary", "old", std::nullopt, analysis::Effect::kChanged}};
  platform.effect = analysis::Effect::kChanged;
  lifecycle::PluginPreview preview;
  preview.version = Version("rose", "1.2.0", PluginState::kServing);
  preview.serving = Version("rose", "1.1.0", PluginState::kServing);
  analysis::PluginDifference difference;
  difference.removed = {"tulip"};
  difference.added = {"lily"};
  difference.platforms = {platform};
  difference.effect = analysis::Effect::kIncompatible;
  preview.difference = difference;
  EXPECT_CALL(control_, Preview)
      .WillOnce([&](deployment::PluginFile file, const std::string& name, const std::string&) {
        EXPECT_EQ(file.sha256(), Sha256Of("abc"));
        EXPECT_EQ(name, "rose.so");
        return preview;
      });
  EXPECT_CALL(control_, Upload).Times(0);
  Start();
  admin::v1::PreviewUploadResponse response;
  const grpc::Status status = Preview("abc", &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.plugin().version(), "1.2.0");
  EXPECT_EQ(response.serving().version(), "1.1.0");
  EXPECT_EQ(response.difference().effect(), admin::v1::EFFECT_INCOMPATIBLE);
  EXPECT_THAT(response.difference().removed_platforms(), ElementsAre("tulip"));
  EXPECT_THAT(response.difference().added_platforms(), ElementsAre("lily"));
  ASSERT_EQ(response.difference().platforms_size(), 1);
  const admin::v1::PlatformDifference& told = response.difference().platforms(0);
  EXPECT_EQ(told.platform(), "rose");
  EXPECT_EQ(told.effect(), admin::v1::EFFECT_CHANGED);
  EXPECT_EQ(told.cases(), "7");
  EXPECT_EQ(told.unchanged(), "6");
  EXPECT_EQ(told.rule_changes_size(), 2);
  ASSERT_EQ(told.verdict_changes_size(), 1);
  EXPECT_EQ(told.verdict_changes(0).ShortDebugString(),
            "before: CASE_OUTCOME_CONNECT after: CASE_OUTCOME_DECLINE cases: \"1267650600228229401496703205376\" "
            "rules { before: \"met\" after: \"not_met\" cases: \"3\" } "
            "lines { conditions { fact_id: \"relationship.met_in_person\" values: \"true\" } cases: \"4\" } "
            "cases_beyond_lines: \"5\" request_to_before: \"{}\" request_to_after: \"{\\\"facts\\\": {}}\"");
  ASSERT_EQ(told.condition_changes_size(), 1);
  EXPECT_EQ(told.condition_changes(0).ShortDebugString(),
            "rule_id: \"met\" starts_to_hold: \"8\" stops_holding: \"9\"");
  ASSERT_EQ(told.declarations_size(), 1);
  EXPECT_EQ(told.declarations(0).ShortDebugString(),
            "subject: \"rule\" id: \"met\" attribute: \"summary\" before: \"old\" effect: EFFECT_CHANGED");
}

TEST_F(AdminServerTest, APreviewOfWhatCannotBeComparedSaysWhy) {
  lifecycle::PluginPreview preview;
  preview.version = Version("rose", "1.2.0", PluginState::kStandby);
  preview.difference = absl::ResourceExhaustedError("rose: more than 4000000 nodes");
  EXPECT_CALL(control_, Preview).WillOnce(Return(preview));
  Start();
  admin::v1::PreviewUploadResponse response;
  ASSERT_TRUE(Preview("abc", &response).ok());
  EXPECT_FALSE(response.has_serving());
  EXPECT_FALSE(response.has_difference());
  EXPECT_EQ(response.not_compared(), "rose: more than 4000000 nodes");
}

TEST_F(AdminServerTest, APreviewOfARefusedPluginIsItsRefusal) {
  lifecycle::PluginPreview preview;
  preview.version = Version("", "", PluginState::kRefused);
  preview.version.causes = {"it crashed"};
  EXPECT_CALL(control_, Preview).WillOnce(Return(preview));
  Start();
  admin::v1::PreviewUploadResponse response;
  const grpc::Status status = Preview("abc", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(status);
  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).description(), "it crashed");
}

TEST_F(AdminServerTest, AnUploadThatTheControlCannotTakeInIsItsError) {
  Start();
  EXPECT_CALL(control_, Upload).WillOnce(Return(absl::FailedPreconditionError("there is no state directory")));
  const grpc::Status status = Upload({Header("rose.so", "abc"), Chunk("abc")});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailOf<google::rpc::PreconditionFailure>(status).violations(0).subject(), "rose.so");
}

TEST_F(AdminServerTest, AWrongUploadNamesTheFieldAndReachesNobody) {
  Start();
  EXPECT_CALL(control_, Upload).Times(0);
  const struct {
    const char* field;
    std::vector<admin::v1::UploadRequest> requests;
  } rows[] = {
      {"header", {}},
      {"part", {{}}},
      {"chunk", {Chunk("a")}},
      {"header", {Header("rose.so", "a"), Header("rose.so", "a"), Chunk("a")}},
      {"header.file", {Header("a/b", "a")}},
      {"header.sha256", {Header("rose.so", "b"), Chunk("a")}},
      {"chunk", {Header("rose.so", "")}},
  };
  for (const auto& row : rows) {
    const grpc::Status status = Upload(row.requests);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << row.field;
    EXPECT_EQ(FieldOf(status), row.field);
  }
}

TEST_F(AdminServerTest, AnUploadEndsPastTheLargestFile) {
  Start();
  EXPECT_CALL(control_, Upload).Times(0);
  const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  const admin::v1::UploadRequest chunk = Chunk(std::string(2 << 20, 'x'));
  int sent = 0;
  for (upload->Send(Header("rose.so", "a")); upload->Send(chunk); ++sent) ASSERT_LT(sent, 1'000);
  const grpc::Status status = upload->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("larger than 64 MiB"));
}

TEST_F(AdminServerTest, AnUploadThatBreaksOffReachesNobodyAndMakesRoom) {
  options_.uploads.at_once = 1;
  Start();
  EXPECT_CALL(control_, Upload).WillOnce(Return(Version("rose", "1.0.0", PluginState::kServing)));
  std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  upload->Send(Header("tulip.so", "abc"));
  upload->Send(Chunk("abc"));
  upload->context.TryCancel();
  EXPECT_EQ(upload->requests->Finish().error_code(), grpc::StatusCode::CANCELLED);

  // The server may learn of it a little later.
  grpc::Status status;
  do status = Upload({Header("rose.so", "abc"), Chunk("abc")});
  while (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(AdminServerTest, AnUploadThatDoesNotArriveInTimeIsCancelled) {
  options_.uploads.time_to_arrive = std::chrono::milliseconds(20);
  Start();
  EXPECT_CALL(control_, Upload).Times(0);
  const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  upload->Send(Header("rose.so", "abc"));
  upload->Send(Chunk("abc"));  // all of them, and yet it is not finished
  EXPECT_EQ(upload->requests->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

// A control that is entered and does not answer until it is told to.
class Gate {
 public:
  absl::StatusOr<PluginVersion> Pass() {
    std::unique_lock lock(mutex_);
    ++entered_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return Version("rose", "1.0.0", PluginState::kServing);
  }
  void WaitUntilEntered(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return entered_ >= count; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int entered_ = 0;
  bool open_ = false;
};

TEST_F(AdminServerTest, NoMoreUploadsAtOnceThanAreAllowed) {
  Start();
  Gate gate;
  ON_CALL(control_, Upload).WillByDefault([&](deployment::PluginFile, const std::string&, const std::string&) {
    return gate.Pass();
  });
  const std::vector<admin::v1::UploadRequest> requests = {Header("rose.so", "abc"), Chunk("abc")};
  std::vector<std::unique_ptr<OpenUpload>> uploads;
  for (int i = 0; i < options_.uploads.at_once; ++i) {
    uploads.push_back(OpenAnUpload());
    for (const auto& request : requests) uploads.back()->Send(request);
    uploads.back()->requests->WritesDone();
  }
  gate.WaitUntilEntered(options_.uploads.at_once);

  const grpc::Status refused = Upload(requests);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailOf<google::rpc::RetryInfo>(refused).retry_delay().seconds(), 1);
  // Nothing else waits for them.
  EXPECT_TRUE(List().ok());

  gate.Open();
  for (const auto& upload : uploads) EXPECT_TRUE(upload->requests->Finish().ok());
  EXPECT_TRUE(Upload(requests).ok());
}

TEST_F(AdminServerTest, StopEndsAnUploadThatHasNotArrived) {
  Start();
  const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  upload->Send(Header("rose.so", "abc"));
  ASSERT_TRUE(List().ok());
  server_->Stop(kNoGrace);
  EXPECT_FALSE(upload->requests->Finish().ok());
  EXPECT_FALSE(std::filesystem::exists(socket_));
  server_->Stop(kNoGrace);
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
