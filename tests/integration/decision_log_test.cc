// The decision log as an operator finds it: every decision with its facts, and nothing that a person wrote.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "tests/integration/calls.h"
#include "tests/integration/guild/guild_table.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"
#include "tests/oracle/bundled_platforms.h"
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

std::vector<Struct> LinesIn(const std::filesystem::path& path) {
  std::vector<Struct> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    Struct parsed;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &parsed).ok()) << line;
    lines.push_back(std::move(parsed));
  }
  return lines;
}

std::string TextOf(const Struct& line, const std::string& key) {
  const auto field = line.fields().find(key);
  return field == line.fields().end() ? "" : field->second.string_value();
}

const Struct& GroupOf(const Struct& line, const std::string& key) { return line.fields().at(key).struct_value(); }

std::string ShortName(v1::Verdict verdict) { return v1::Verdict_Name(verdict).substr(std::string("VERDICT_").size()); }

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

// Random requests, of which some say everything, some next to nothing, and some what is impossible or wrong.
class Requests {
 public:
  v1::AdviseRequest Next() {
    const oracle::PlatformTable& table = tables_[static_cast<size_t>(Below(random_, static_cast<int>(tables_.size())))];
    v1::AdviseRequest request = Anyhow(table, RandomKnowledge(table, random_), random_);
    request.set_request_id("r-" + std::to_string(++count_));
    if (Below(random_, 10) == 0) request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(77));
    return request;
  }

  std::vector<v1::AdviseRequest> Next(int count) {
    std::vector<v1::AdviseRequest> requests(static_cast<size_t>(count));
    for (v1::AdviseRequest& request : requests) request = Next();
    return requests;
  }

 private:
  Random random_{21};
  const std::vector<oracle::PlatformTable> tables_ = {oracle::LinkedIn(), oracle::Twitter(), oracle::Facebook(),
                                                      Guild()};
  int count_ = 0;
};

TEST_F(DecisionLogTest, HoldsEveryDecisionOfEveryMethodAndNothingElse) {
  Serve();
  Requests requests;
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
    EXPECT_EQ(TextOf(GroupOf(line, "plugin"), "sha256").size(), 64u);
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
  Requests requests;
  AskTogether(requests.Next(500));
  EXPECT_EQ(server_->Stop(), 0);
  const std::vector<Struct> lines = LinesIn(log_);
  ASSERT_GT(lines.size(), 100u);

  Serve();
  AdviseAll(
      server_->channel(), lines.size(),
      [&](size_t i) {
        v1::AdviseRequest request = RequestTo(TextOf(lines[i], "platform"));
        request.mutable_facts()->MergeFrom(GroupOf(lines[i], "stated"));
        request.mutable_facts()->MergeFrom(GroupOf(lines[i], "derived"));
        return request;
      },
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
