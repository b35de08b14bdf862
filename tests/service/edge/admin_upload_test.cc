// Uploads and previews by PluginAdmin: what arrives, what is refused, and what is cut off.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "tests/service/edge/admin_server_fixture.h"

namespace connection_advisor::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Return;
using ::testing::Throw;

constexpr auto kNoGrace = std::chrono::milliseconds(0);

using AdminUploadTest = AdminServerFixture;

TEST_F(AdminUploadTest, AnUploadArrivesAsAFile) {
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

TEST_F(AdminUploadTest, ARefusedUploadIsAnErrorWithItsCauses) {
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

TEST_F(AdminUploadTest, APreviewIsAnsweredWithTheDifference) {
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

TEST_F(AdminUploadTest, APreviewOfWhatCannotBeComparedSaysWhy) {
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

TEST_F(AdminUploadTest, APreviewOfARefusedPluginIsItsRefusal) {
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

TEST_F(AdminUploadTest, AnUploadThatTheControlCannotTakeInIsItsError) {
  Start();
  EXPECT_CALL(control_, Upload).WillOnce(Return(absl::FailedPreconditionError("there is no state directory")));
  const grpc::Status status = Upload({Header("rose.so", "abc"), Chunk("abc")});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailOf<google::rpc::PreconditionFailure>(status).violations(0).subject(), "rose.so");
}

TEST_F(AdminUploadTest, AWrongUploadNamesTheFieldAndReachesNobody) {
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

TEST_F(AdminUploadTest, AnUploadEndsPastTheLargestFile) {
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

TEST_F(AdminUploadTest, AnUploadThatBreaksOffReachesNobodyAndMakesRoom) {
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

TEST_F(AdminUploadTest, AnUploadThatAnExceptionEndsMakesRoom) {
  options_.uploads.at_once = 1;
  Start();
  EXPECT_CALL(control_, Upload)
      .WillOnce(Throw(std::bad_alloc()))
      .WillOnce(Return(Version("rose", "1.0.0", PluginState::kServing)));
  const std::vector<admin::v1::UploadRequest> requests = {Header("rose.so", "abc"), Chunk("abc")};
  EXPECT_EQ(Upload(requests).error_code(), grpc::StatusCode::UNKNOWN);
  EXPECT_TRUE(Upload(requests).ok());
}

TEST_F(AdminUploadTest, AnUploadThatDoesNotArriveInTimeIsCancelled) {
  options_.uploads.time_to_arrive = std::chrono::milliseconds(20);
  Start();
  EXPECT_CALL(control_, Upload).Times(0);
  const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  upload->Send(Header("rose.so", "abc"));
  upload->Send(Chunk("abc"));  // all of them, and yet it is not finished
  EXPECT_EQ(upload->requests->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(AdminUploadTest, NoMoreUploadsAtOnceThanAreAllowed) {
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

TEST_F(AdminUploadTest, StopEndsAnUploadThatHasNotArrived) {
  Start();
  const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
  upload->Send(Header("rose.so", "abc"));
  ASSERT_TRUE(List().ok());
  server_->Stop(kNoGrace);
  EXPECT_FALSE(upload->requests->Finish().ok());
  EXPECT_FALSE(std::filesystem::exists(socket_));
  server_->Stop(kNoGrace);
}

}  // namespace
}  // namespace connection_advisor::edge
