// A version that shadows another on live calls of every kind: what the server counts is what asking both versions comes
// to, and each change is shown by a request that shows it.
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
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

using admin::v1::ShadowAnswer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

namespace fs = std::filesystem;

// By what serves, then by the shadow.
using Counts = std::map<std::pair<ShadowAnswer, ShadowAnswer>, uint64_t>;

ShadowAnswer AnswerOf(const v1::Advice& advice) {
  switch (advice.verdict()) {
    case v1::VERDICT_CONNECT:
      return admin::v1::SHADOW_ANSWER_CONNECT;
    case v1::VERDICT_MEET_FIRST:
      return admin::v1::SHADOW_ANSWER_MEET_FIRST;
    case v1::VERDICT_DECLINE:
      return admin::v1::SHADOW_ANSWER_DECLINE;
    default:
      return admin::v1::SHADOW_ANSWER_NEEDS_INFORMATION;
  }
}

// Every combination of what can be said to either version; each with a name, which is to be seen nowhere.
std::vector<v1::AdviseRequest> EveryRequest() {
  std::vector<v1::AdviseRequest> requests;
  for (const int count : {-1, 20, 70, 200}) {
    for (const int met : {-1, 0, 1}) {
      for (int worked = v1::WORKED_TOGETHER_UNSPECIFIED; worked <= v1::WORKED_TOGETHER_IN_PERSON; ++worked) {
        for (const int cheerful : {-1, 0, 1}) {
          v1::AdviseRequest request;
          request.set_platform("sample");
          request.mutable_member()->set_display_name("Secret");
          if (count >= 0) (*request.mutable_member()->mutable_connection_counts())["sample"] = count;
          if (met >= 0) request.mutable_relationship()->set_met_in_person(met == 1);
          request.mutable_relationship()->set_worked_together(static_cast<v1::WorkedTogether>(worked));
          if (cheerful >= 0) {
            (*request.mutable_facts()->mutable_fields())["sample.cheerful"].set_bool_value(cheerful == 1);
          }
          requests.push_back(std::move(request));
        }
      }
    }
  }
  return requests;
}

class ShadowTest : public ::testing::Test {
 protected:
  void Start(const std::vector<std::string>& more_arguments = {}) {
    for (const char* version : {"sample_1_0_0", "sample_1_9_0", "sample_2_0_0"}) {
      fs::copy_file(SampleVersion(version), plugins_.path() / (std::string(version) + ".so"),
                    fs::copy_options::overwrite_existing);
    }
    std::vector<std::string> arguments = {"--state", state_.string(), "--settle", "60s"};
    arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
    server_.reset();
    server_ = ServerProcess::Start(plugins_.path(), arguments);
    ASSERT_NE(server_, nullptr);
    admin_ = OperatorAt(socket_);
  }

  // What an operator types: `advisorctl plugins WORDS`.
  Outcome Plugins(const std::string& words) const {
    return RunProgram(std::string(ADVISORCTL) + " plugins --admin unix:" + socket_.string() + " " + words);
  }
  void Serve(const std::string& version) const {
    const Outcome outcome = Plugins("activate sample " + version + " --force");
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
  }

  ShadowAnswer Answer(const v1::AdviseRequest& request) const {
    const Advised advised = Advise(server_->channel(), request);
    if (advised.status.ok()) return AnswerOf(advised.response.advice());
    EXPECT_EQ(advised.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << Described(advised.status);
    return ErrorInfoOf(advised.status).reason() == "CONTRADICTORY_FACTS" ? admin::v1::SHADOW_ANSWER_CONTRADICTORY
                                                                         : admin::v1::SHADOW_ANSWER_REFUSED;
  }
  ShadowAnswer Answer(const std::string& json) const {
    v1::AdviseRequest request;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
    return Answer(request);
  }
  // What this version makes of each, asked by itself.
  std::vector<ShadowAnswer> AnswersOf(const std::string& version,
                                      const std::vector<v1::AdviseRequest>& requests) const {
    Serve(version);
    std::vector<ShadowAnswer> answers;
    for (const v1::AdviseRequest& request : requests) answers.push_back(Answer(request));
    return answers;
  }

  void AskInABatch(const std::vector<v1::AdviseRequest>& requests) const {
    v1::BatchAdviseRequest batch;
    batch.mutable_requests()->Assign(requests.begin(), requests.end());
    grpc::ClientContext context;
    v1::BatchAdviseResponse response;
    ASSERT_TRUE(v1::ConnectionAdvisor::NewStub(server_->channel())->BatchAdvise(&context, batch, &response).ok());
    EXPECT_EQ(response.results_size(), batch.requests_size());
  }
  // In messages of 7.
  void AskInAStream(const std::vector<v1::AdviseRequest>& requests) const {
    grpc::ClientContext context;
    const auto stream = v1::ConnectionAdvisor::NewStub(server_->channel())->StreamAdvise(&context);
    constexpr size_t kInAMessage = 7;
    for (size_t begin = 0; begin < requests.size(); begin += kInAMessage) {
      v1::StreamAdviseRequest message;
      for (size_t i = begin; i < std::min(begin + kInAMessage, requests.size()); ++i) {
        *message.add_requests() = requests[i];
      }
      v1::StreamAdviseResponse response;
      ASSERT_TRUE(stream->Write(message) && stream->Read(&response));
    }
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }

  // Of the one shadow that there is, or was.
  template <typename Request, typename Response>
  Response Ask(grpc::Status (admin::v1::PluginAdmin::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
               const Request& request) const {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (*admin_.*method)(&context, request, &response);
    EXPECT_TRUE(status.ok()) << Described(status);
    return response;
  }
  std::vector<admin::v1::Shadow> Shadows() const {
    const auto response = Ask(&admin::v1::PluginAdmin::Stub::ListShadows, admin::v1::ListShadowsRequest());
    return {response.shadows().begin(), response.shadows().end()};
  }

  const PluginDirectory plugins_;
  const PluginDirectory scratch_;
  const fs::path state_ = scratch_.path() / "state";
  const fs::path socket_ = state_ / "admin.sock";
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<admin::v1::PluginAdmin::Stub> admin_;
};

Counts CountsIn(const admin::v1::Shadow& shadow) {
  Counts counts;
  for (const admin::v1::AnswerChange& change : shadow.platforms(0).changes()) {
    counts[{change.serving(), change.shadow()}] = change.requests();
  }
  return counts;
}

TEST_F(ShadowTest, CountsOfUnaryBatchAndStreamCallsAreThoseOfAskingBothVersions) {
  Start();
  const std::vector<v1::AdviseRequest> requests = EveryRequest();
  const std::map<std::string, std::vector<ShadowAnswer>> answers = {
      {"1.0.0", AnswersOf("1.0.0", requests)},
      {"1.9.0", AnswersOf("1.9.0", requests)},
      {"2.0.0", AnswersOf("2.0.0", requests)},
  };
  constexpr uint64_t kTimes = 3;  // by unary calls, in a batch, in a stream
  std::map<ShadowAnswer, int> met;
  for (const auto& [serving, shadow] :
       std::vector<std::pair<std::string, std::string>>{{"1.0.0", "1.9.0"}, {"1.0.0", "2.0.0"}, {"2.0.0", "1.9.0"}}) {
    SCOPED_TRACE(shadow + " shadows " + serving);
    Serve(serving);
    ASSERT_EQ(Plugins("shadow sample " + shadow).code, 0);
    for (const v1::AdviseRequest& request : requests) Answer(request);
    AskInABatch(requests);
    AskInAStream(requests);

    uint64_t compared = 0;
    Counts changes;
    for (size_t i = 0; i < requests.size(); ++i) {
      const ShadowAnswer from = answers.at(serving)[i];
      const ShadowAnswer to = answers.at(shadow)[i];
      if (from == admin::v1::SHADOW_ANSWER_CONTRADICTORY || from == admin::v1::SHADOW_ANSWER_REFUSED) continue;
      compared += kTimes;
      if (from != to) changes[{from, to}] += kTimes;
    }
    ASSERT_EQ(Shadows().size(), 1u);
    const admin::v1::Shadow counted = Shadows()[0];
    EXPECT_EQ(counted.serving().version(), serving);
    EXPECT_EQ(counted.shadow().version(), shadow);
    EXPECT_EQ(counted.requests(), compared);
    EXPECT_EQ(CountsIn(counted), changes);
    EXPECT_THAT(counted.DebugString(), Not(HasSubstr("Secret")));

    const auto shown = counted.platforms(0).changes();
    for (const auto& change : shown) EXPECT_EQ(Answer(change.request_to_serving()), change.serving());
    const auto stopped = Plugins("shadow sample --stop");
    EXPECT_THAT(stopped.out, StartsWith("sample " + shadow + " ("));
    Serve(shadow);
    for (const auto& change : shown) {
      EXPECT_EQ(Answer(change.request_to_shadow()), change.shadow()) << change.DebugString();
      ++met[change.shadow()];
    }
  }
  EXPECT_GE(met.size(), 5u) << "contradictory and refused among them";
}

TEST_F(ShadowTest, AComparisonIsCountedToo) {
  Start();
  Serve("1.0.0");
  ASSERT_EQ(Plugins("shadow sample 1.9.0").code, 0);
  v1::ComparePlatformsRequest request;
  request.mutable_request()->mutable_relationship()->set_met_in_person(true);
  grpc::ClientContext context;
  v1::ComparePlatformsResponse response;
  ASSERT_TRUE(v1::ConnectionAdvisor::NewStub(server_->channel())->ComparePlatforms(&context, request, &response).ok());
  ASSERT_EQ(Shadows().size(), 1u);
  EXPECT_EQ(Shadows()[0].changed(), 1u);
}

// Callers of every kind, while a shadow begins and ends and versions are swapped: none of them notices.
TEST_F(ShadowTest, BeginsAndEndsUnderLoadAndNoCallFails) {
  Start();
  Serve("1.0.0");
  SampleLoad load(*server_);
  for (int round = 0; round < 5; ++round) {
    ASSERT_EQ(Plugins("shadow sample 1.9.0").code, 0);
    EXPECT_TRUE(Eventually([&] { return Shadows()[0].requests() > 200; }));
    EXPECT_EQ(Shadows().size(), 1u);
    const admin::v1::Shadow counted = Shadows()[0];
    EXPECT_EQ(counted.changed(), counted.requests()) << "every one of these comes to another verdict";
    if (round % 2 == 0) {
      ASSERT_EQ(Plugins("shadow sample --stop").code, 0);
    } else {
      Serve("1.9.0");
      EXPECT_TRUE(Shadows().empty()) << "a swap ends it";
      Serve("1.0.0");
    }
  }
  load.Stop();
  EXPECT_EQ(load.failed(), 0);
  EXPECT_EQ(load.torn(), 0);
  EXPECT_THAT(server_->errors(), HasSubstr("no longer shadows 1.0.0 ("));
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
}

TEST_F(ShadowTest, ARestartEndsIt) {
  Start();
  Serve("1.0.0");
  ASSERT_EQ(Plugins("shadow sample 1.9.0").code, 0);
  Start();
  EXPECT_TRUE(Shadows().empty());
  EXPECT_EQ(Plugins("shadow").out, "No version shadows another.\n");
  EXPECT_EQ(Advise(server_->channel(), SampleRequest()).response.advice().plugin().version(), "1.0.0");
}

TEST_F(ShadowTest, AnActivationMustMeetTheLimitOrBeForcedByName) {
  Start({"--max-changed-verdicts", "1/20"});
  Serve("1.0.0");
  const Outcome unseen = Plugins("activate sample 1.9.0");
  EXPECT_NE(unseen.code, 0);
  EXPECT_THAT(unseen.errors, HasSubstr("does not shadow 1.0.0"));
  EXPECT_NE(Plugins("activate sample").code, 0) << "the highest is another";
  EXPECT_THAT(Plugins("activate sample --force").errors, HasSubstr("version"));

  ASSERT_EQ(Plugins("shadow sample 1.9.0").code, 0);
  v1::AdviseRequest unmet = SampleRequest();
  unmet.mutable_relationship()->set_met_in_person(false);
  for (int i = 0; i < 18; ++i) Answer(unmet);
  Answer(SampleRequest());
  const Outcome early = Plugins("activate sample 1.9.0");
  EXPECT_THAT(early.errors, HasSubstr("of 19 it would have answered 1 otherwise; wait until it has shadowed 20"));
  EXPECT_THAT(Plugins("shadow sample").out, AllOf(HasSubstr("It would have answered 1 of 19 requests otherwise.\n"),
                                                  HasSubstr("CONNECT -> MEET_FIRST: 1 request\n"),
                                                  HasSubstr("may not be activated: of 20 requests")));
  Answer(SampleRequest());
  EXPECT_THAT(Plugins("activate sample 1.9.0").errors, HasSubstr("of 20 it would have answered 2 otherwise; look at"));
  for (int i = 0; i < 20; ++i) Answer(unmet);
  EXPECT_THAT(Plugins("shadow sample").out, Not(HasSubstr("may not be activated")));
  const Outcome met = Plugins("activate sample 1.9.0");
  EXPECT_EQ(met.code, 0) << met.errors;
  EXPECT_EQ(Advise(server_->channel(), SampleRequest()).response.advice().plugin().version(), "1.9.0");
}

TEST_F(ShadowTest, WithALimitAnUploadWaitsForAWord) {
  Start({"--max-changed-verdicts", "0/10"});
  Serve("1.9.0");
  const Outcome upload = Plugins("upload " + SampleVersion("sample_1_10_0").string());
  EXPECT_EQ(upload.code, 0) << upload.errors;
  EXPECT_THAT(upload.out, HasSubstr("standby"));
  EXPECT_EQ(Advise(server_->channel(), SampleRequest()).response.advice().plugin().version(), "1.9.0");
}

}  // namespace
}  // namespace connection_advisor::integration
