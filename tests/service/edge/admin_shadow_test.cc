// Shadows by PluginAdmin: how they are begun, told and ended.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tests/service/edge/admin_server_fixture.h"

namespace connection_advisor::edge {
namespace {

using ::testing::Return;

constexpr int kDay = 24 * 60 * 60;

using AdminShadowTest = AdminServerFixture;

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

TEST_F(AdminShadowTest, AShadowIsToldWithItsFiguresAndRequests) {
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

TEST_F(AdminShadowTest, ShadowsAreListedOfOnePluginOrOfAll) {
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

TEST_F(AdminShadowTest, StoppingAShadowTellsOfItOrWhyNot) {
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

TEST_F(AdminShadowTest, AShadowThatIsNotNamedIsAnErrorOfItsField) {
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

}  // namespace
}  // namespace connection_advisor::edge
