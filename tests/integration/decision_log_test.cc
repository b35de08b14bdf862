// The decision log as an operator finds it: every decision with its facts, and nothing that a person wrote.
#include "tests/integration/decision_log.h"

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/server_process.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::integration {
namespace {

using google::protobuf::Struct;
using testing::HasSubstr;
using testing::Not;

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// As an operator finds it.
std::string Sha256Of(const std::filesystem::path& file) {
  return RunProgram("sha256sum " + file.string()).out.substr(0, 64);
}

class DecisionLogTest : public testing::Test {
 protected:
  void SetUp() override {
    plugins_.Add(BundledPlugins());
    plugins_.Add(GuildPlugin());
  }

  void Serve(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"--decision-log", log_.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = ServerProcess::Start(plugins_.path(), arguments);
    ASSERT_NE(server_, nullptr);
    stub_ = v1::ConnectionAdvisor::NewStub(server_->channel());
  }

  // The answers by the ids of their requests.
  void Remember(const std::string& method, const v1::Advice& advice) {
    const auto id = std::make_pair(method + " " + advice.platform(), advice.request_id());
    EXPECT_TRUE(answers_.emplace(id, advice).second) << id.second;
  }

  void AskOne(const v1::AdviseRequest& request) {
    const Advised advised = Advise(server_->channel(), request);
    if (advised.status.ok()) Remember("Advise", advised.response.advice());
  }

  void AskTogether(const std::vector<v1::AdviseRequest>& requests) {
    v1::BatchAdviseRequest batch;
    batch.mutable_requests()->Assign(requests.begin(), requests.end());
    v1::BatchAdviseResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->BatchAdvise(&context, batch, &response).ok());
    for (const v1::AdviceResult& result : response.results()) {
      if (result.has_advice()) Remember("BatchAdvise", result.advice());
    }
  }

  void AskInAStream(const std::vector<v1::AdviseRequest>& requests) {
    grpc::ClientContext context;
    const auto stream = stub_->StreamAdvise(&context);
    for (const v1::AdviseRequest& request : requests) {
      v1::StreamAdviseRequest message;
      *message.add_requests() = request;
      v1::StreamAdviseResponse response;
      ASSERT_TRUE(stream->Write(message) && stream->Read(&response));
      if (response.results(0).has_advice()) Remember("StreamAdvise", response.results(0).advice());
    }
    stream->WritesDone();
    ASSERT_TRUE(stream->Finish().ok());
  }

  void Compare(v1::AdviseRequest request) {
    request.clear_platform();
    v1::ComparePlatformsRequest comparison;
    *comparison.mutable_request() = std::move(request);
    v1::ComparePlatformsResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->ComparePlatforms(&context, comparison, &response).ok());
    for (const v1::PlatformResult& result : response.results()) {
      if (result.result().has_advice()) Remember("ComparePlatforms", result.result().advice());
    }
  }

  PluginDirectory plugins_;
  const ScratchDirectory directory_;
  const std::filesystem::path log_ = directory_ / "decisions.jsonl";
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<v1::ConnectionAdvisor::Stub> stub_;
  std::map<std::pair<std::string, std::string>, v1::Advice> answers_;
};

TEST_F(DecisionLogTest, HoldsEveryDecisionOfEveryMethodAndNothingElse) {
  Serve();
  RandomRequests requests(21);
  for (int i = 0; i < 100; ++i) AskOne(requests.Next());
  AskTogether(requests.Next(1'000));
  AskInAStream(requests.Next(200));
  for (int i = 0; i < 20; ++i) {
    v1::AdviseRequest request = requests.Next();
    request.clear_facts();
    request.clear_relationship();
    Compare(std::move(request));
  }
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();

  std::map<std::string, std::string> sha256s = {{"guild", Sha256Of(GuildPlugin())}};
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    sha256s[name] = Sha256Of(BundledPlugins() / (std::string(name) + ".so"));
  }

  // What was decided last is there too, though the server was told to stop at once.
  const std::vector<Struct> lines = LinesIn(log_);
  EXPECT_EQ(lines.size(), answers_.size());
  for (const Struct& line : lines) {
    const auto answer =
        answers_.find({TextOf(line, "method") + " " + TextOf(line, "platform"), TextOf(line, "request_id")});
    ASSERT_NE(answer, answers_.end()) << line.ShortDebugString();
    const v1::Advice& advice = answer->second;
    EXPECT_EQ(TextOf(line, "verdict"), ShortName(advice.verdict()));
    EXPECT_EQ(TextOf(line, "rule"), advice.reasons().empty() ? "" : advice.reasons(0).rule_id());
    EXPECT_EQ(TextOf(GroupOf(line, "plugin"), "name"), advice.plugin().name());
    EXPECT_EQ(TextOf(GroupOf(line, "plugin"), "version"), advice.plugin().version());
    EXPECT_EQ(TextOf(GroupOf(line, "plugin"), "sha256"), sha256s.at(advice.plugin().name()));
    // The full view says the same of the facts.
    for (const v1::FactInForce& fact : advice.facts()) {
      const char* group = fact.source() == v1::FACT_SOURCE_STATED    ? "stated"
                          : fact.source() == v1::FACT_SOURCE_DERIVED ? "derived"
                          : fact.source() == v1::FACT_SOURCE_ASSUMED ? "assumed"
                                                                     : nullptr;
      if (group == nullptr) continue;
      EXPECT_EQ(TextOf(GroupOf(line, group), fact.fact_id()), fact.value());
    }
  }
}

TEST_F(DecisionLogTest, ItsFactsAreARequestThatComesToTheSame) {
  Serve();
  RandomRequests requests(21);
  AskTogether(requests.Next(500));
  EXPECT_EQ(server_->Stop(), 0);
  const std::vector<Struct> lines = LinesIn(log_);
  ASSERT_GT(lines.size(), 100u);

  Serve();
  AdviseAll(
      server_->channel(), lines.size(), [&](size_t i) { return RequestOf(lines[i]); },
      [&](size_t i, const Advised& advised) {
        EXPECT_TRUE(advised.status.ok()) << Described(advised.status);
        EXPECT_EQ(ShortName(advised.response.advice().verdict()), TextOf(lines[i], "verdict"));
      });
}

v1::AdviseRequest PersonalRequest() {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.set_request_id("id-of-the-caller");
  request.mutable_member()->set_display_name("Namegiven");
  request.mutable_member()->set_profession("Shipwright");
  request.mutable_member()->add_professions_of_interest("Lighthousekeeper");
  request.mutable_member()->add_passions("Knotting");
  request.mutable_member()->add_purposes("Meeting sailors");
  request.mutable_candidate()->set_display_name("Otherperson");
  request.mutable_candidate()->set_profession("Lighthousekeeper");
  request.mutable_candidate()->add_passions("Whistling");
  request.mutable_invitation()->set_message("Remember our voyage");
  return request;
}

constexpr const char* kPersonal[] = {"Namegiven", "Shipwright",  "Lighthouse", "Knotting", "Meeting",
                                     "sailors",   "Otherperson", "Whistling",  "Remember", "voyage"};

TEST_F(DecisionLogTest, HoldsNothingThatAPersonWrote) {
  Serve();
  AskOne(PersonalRequest());
  AskTogether({PersonalRequest()});
  AskInAStream({PersonalRequest()});
  Compare(PersonalRequest());
  EXPECT_EQ(server_->Stop(), 0);
  const std::string written = ReadFile(log_);
  EXPECT_THAT(written, HasSubstr("\"request_id\":\"id-of-the-caller\""));
  EXPECT_THAT(written, HasSubstr("\"derived\":{\"invitation.personal_message\":\"true\"}"));
  for (const char* text : kPersonal) EXPECT_THAT(written, Not(HasSubstr(text)));
  EXPECT_EQ(LinesIn(log_).size(), 3u + 4u);
}

TEST_F(DecisionLogTest, HoldsTextsWhereTheOperatorSaysSo) {
  Serve({"--decision-log-texts", "request_id=off, candidate.display_name=hashed, invitation.message=plain"});
  AskOne(PersonalRequest());
  EXPECT_EQ(server_->Stop(), 0);
  const std::vector<Struct> lines = LinesIn(log_);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(TextOf(lines[0], "invitation.message"), "Remember our voyage");
  EXPECT_THAT(TextOf(lines[0], "candidate.display_name"), testing::MatchesRegex("hmac:[0-9a-f]{32}"));
  EXPECT_EQ(lines[0].fields().count("request_id"), 0u);
  EXPECT_EQ(lines[0].fields().count("member.display_name"), 0u);
}

TEST_F(DecisionLogTest, IsOffUnlessItIsAskedFor) {
  constexpr char kSaid[] = "every decision is logged to ";
  Serve();
  EXPECT_EQ(server_->Stop(), 0);
  EXPECT_THAT(server_->errors(), HasSubstr(kSaid + log_.string()));

  const std::string configuration = CONNECTION_ADVISOR_SOURCE_DIR "/deploy/connection-advisor.toml";
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--config", configuration}}) {
    server_ = ServerProcess::Start(plugins_.path(), more);
    ASSERT_NE(server_, nullptr);
    EXPECT_TRUE(Advise(server_->channel(), RequestTo("linkedin")).status.ok());
    EXPECT_EQ(server_->Stop(), 0);
    EXPECT_THAT(server_->errors(), Not(HasSubstr(kSaid)));
  }
}

TEST_F(DecisionLogTest, AFileThatCannotBeWrittenIsAMistakeOfTheOperator) {
  for (const char* more : {"", " --check-config"}) {
    const Outcome outcome = RunProgram(std::string(SERVER) + " --plugins " + plugins_.path().string() +
                                       " --decision-log /nowhere/decisions.jsonl" + more);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.errors, HasSubstr("--decision-log: /nowhere/decisions.jsonl cannot be made: No such file"));
  }
}

TEST_F(DecisionLogTest, IsSaidToBeLostWhereTheDiskIsFullAndTheServerServesOn) {
  std::filesystem::create_symlink("/dev/full", log_);
  Serve();
  AskOne(PersonalRequest());
  AskTogether({PersonalRequest()});
  EXPECT_EQ(server_->Stop(), 0);
  EXPECT_EQ(answers_.size(), 2u);
  EXPECT_THAT(server_->errors(), HasSubstr("decisions.jsonl cannot be written: No space left on device"));
}

}  // namespace
}  // namespace connection_advisor::integration
