// What the server has logged, decided again: by the versions that it serves nothing comes out differently, by another
// version exactly what a server with that version answers differently.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "tests/integration/calls.h"
#include "tests/integration/decision_log.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/server_process.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::integration {
namespace {

using google::protobuf::Struct;
using testing::HasSubstr;
using testing::StartsWith;

constexpr int kMessages = 5;
constexpr int kRequestsOfEach = 1'000;

std::string Bundled(const std::string& name) { return (BundledPlugins() / (name + ".so")).string(); }

class ReplayTest : public testing::Test {
 protected:
  // One log for all tests: thousands of random requests.
  static void SetUpTestSuite() {
    directory_ = new ScratchDirectory;
    log_ = (*directory_ / "decisions.jsonl").string();
    PluginDirectory plugins;
    plugins.Add(BundledPlugins());
    plugins.Add(GuildPlugin());
    const auto server = ServerProcess::Start(plugins.path(), {"--decision-log", log_});
    ASSERT_NE(server, nullptr);
    RandomRequests requests(31);
    for (int i = 0; i < kMessages; ++i) {
      const std::vector<v1::AdviseRequest> some = requests.Next(kRequestsOfEach);
      v1::BatchAdviseRequest batch;
      batch.mutable_requests()->Assign(some.begin(), some.end());
      v1::BatchAdviseResponse response;
      grpc::ClientContext context;
      ASSERT_TRUE(v1::ConnectionAdvisor::NewStub(server->channel())->BatchAdvise(&context, batch, &response).ok());
    }
    ASSERT_EQ(server->Stop(), 0);
  }

  static void TearDownTestSuite() { delete directory_; }

  static Outcome Replay(const std::string& words) {
    return RunProgram(std::string(ADVISORCTL) + " replay " + log_ + " " + words);
  }

  static Struct ReplayAsJson(const std::string& words) {
    Struct parsed;
    const Outcome outcome = Replay(words + " --json");
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(outcome.out, &parsed).ok())
        << outcome.out << outcome.errors;
    return parsed;
  }

  // What differs on guild: how many come to the same by the same rule, and how many from one verdict to which.
  struct Found {
    double unchanged = 0;
    std::map<std::pair<std::string, std::string>, double> changes;
  };

  // Where a server with that plugin is asked each decision in the log, one by one.
  static Found FoundByServer(const std::string& plugin) {
    PluginDirectory plugins;
    plugins.Add(plugin);
    const auto server = ServerProcess::Start(plugins.path());
    Found found;
    EXPECT_NE(server, nullptr);
    if (server == nullptr) return found;
    const std::vector<Struct> lines = GuildLines();
    AdviseAll(
        server->channel(), lines.size(), [&](size_t i) { return RequestOf(lines[i]); },
        [&](size_t i, const Advised& advised) {
          ASSERT_TRUE(advised.status.ok()) << Described(advised.status);
          const v1::Advice& advice = advised.response.advice();
          const std::string rule = advice.reasons().empty() ? "" : advice.reasons(0).rule_id();
          const std::string then = TextOf(lines[i], "verdict");
          const std::string now = ShortName(advice.verdict());
          then == now&& TextOf(lines[i], "rule") == rule ? ++found.unchanged : ++found.changes[{then, now}];
        });
    EXPECT_FALSE(found.changes.empty());
    return found;
  }

  static Found FoundByReplay(const Struct& replay) {
    const Struct& guild = OnlyPlatform(replay);
    EXPECT_EQ(guild.fields().at("decisions").number_value(), static_cast<double>(GuildLines().size()));
    Found found{.unchanged = guild.fields().at("unchanged").number_value(), .changes = {}};
    for (const auto& change : guild.fields().at("changes").list_value().values()) {
      const Struct& row = change.struct_value();
      found.changes[{TextOf(row, "from"), TextOf(row, "to")}] = row.fields().at("decisions").number_value();
    }
    return found;
  }

  static void ExpectThatItsServerAgrees(const Struct& replay, const std::string& plugin) {
    const Found found = FoundByReplay(replay);
    const Found expected = FoundByServer(plugin);
    EXPECT_EQ(found.unchanged, expected.unchanged);
    EXPECT_EQ(found.changes, expected.changes);
  }

  static const Struct& OnlyPlatform(const Struct& replay) {
    return replay.fields().at("platforms").list_value().values(0).struct_value();
  }

  static std::vector<Struct> GuildLines() {
    std::vector<Struct> lines;
    for (Struct& line : LinesIn(log_)) {
      if (TextOf(line, "platform") == "guild") lines.push_back(std::move(line));
    }
    return lines;
  }

  static bool IsStatedSomewhere(const std::string& fact, const std::string& value) {
    const std::vector<Struct> lines = GuildLines();
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Struct& line) { return TextOf(GroupOf(line, "stated"), fact) == value; });
  }

  static ScratchDirectory* directory_;
  static std::string log_;
};

ScratchDirectory* ReplayTest::directory_ = nullptr;
std::string ReplayTest::log_;

TEST_F(ReplayTest, ByTheVersionsThatDecidedNothingDiffers) {
  const Outcome outcome = Replay("--plugin " + Bundled("linkedin") + " --plugin " + Bundled("twitter") + " --plugin " +
                                 Bundled("facebook") + " --plugin " + GuildPlugin().string());
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_THAT(outcome.out, HasSubstr(" decisions on linkedin, decided again by linkedin 1.0.0 ("));
  EXPECT_EQ(outcome.errors, "");
  EXPECT_GT(LinesIn(log_).size(), 2'000u);
}

TEST_F(ReplayTest, ByAnotherVersionExactlyThatDiffersWhichItsServerAnswersDifferently) {
  const Struct replay = ReplayAsJson("--plugin " STRICTER_GUILD_PLUGIN);
  EXPECT_TRUE(replay.fields().at("changed").bool_value());
  ExpectThatItsServerAgrees(replay, STRICTER_GUILD_PLUGIN);
  EXPECT_EQ(TextOf(OnlyPlatform(replay), "version"), "0.2.0");
  EXPECT_GT(GroupOf(GroupOf(replay, "elsewhere"), "linkedin").fields().at("decisions").number_value(), 0);
}

TEST_F(ReplayTest, AVersionThatIsOlderThanTheContractDecidesAgainWhatItsServerDecides) {
  const Struct replay = ReplayAsJson("--plugin " OLDER_GUILD_PLUGIN);
  ExpectThatItsServerAgrees(replay, OLDER_GUILD_PLUGIN);
  EXPECT_EQ(GroupOf(OnlyPlatform(replay), "unknown").fields().at("decisions").number_value(), 0);
  EXPECT_TRUE(IsStatedSomewhere("affinity.same_profession", "true")) << "which it has no use for";
  EXPECT_TRUE(IsStatedSomewhere("relationship.worked_together", "IN_PERSON")) << "which it does not know";
}

TEST_F(ReplayTest, TheExitCodeTellsWhetherAnythingChanged) {
  const Outcome changed = Replay("--plugin " STRICTER_GUILD_PLUGIN);
  EXPECT_EQ(changed.code, 8);
  EXPECT_THAT(changed.out, HasSubstr("MEET_FIRST -> DECLINE\n"));
  EXPECT_THAT(changed.out, HasSubstr(": side_by_side -> side_by_side\n"));
  EXPECT_EQ(RunProgram(std::string(ADVISOR_PLUGIN) + " replay " + log_ + " --plugin " STRICTER_GUILD_PLUGIN).code, 3);
}

TEST_F(ReplayTest, ANumberThatLiesAcrossANewBoundaryCannotBeDecidedAgain) {
  const Struct replay =
      ReplayAsJson("--plugin " + Bundled("facebook") + " --parameter facebook.friend_limit=4000 --witnesses 1");
  const Struct& facebook = replay.fields().at("platforms").list_value().values(0).struct_value();
  const Struct& unknown = GroupOf(facebook, "unknown");
  double stated = 0;
  for (const Struct& line : LinesIn(log_)) {
    if (TextOf(line, "platform") != "facebook") continue;
    stated += TextOf(GroupOf(line, "stated"), "member.connection_count") == "below 5000" ? 1 : 0;
  }
  EXPECT_GT(stated, 0);
  EXPECT_EQ(unknown.fields().at("decisions").number_value(), stated);
  EXPECT_EQ(GroupOf(unknown, "facts").fields().at("member.connection_count=below 5000").number_value(), stated);
}

TEST_F(ReplayTest, WhatIsWrongIsSaid) {
  EXPECT_EQ(Replay("").code, 2);
  const Outcome no_number = Replay("--witnesses many --plugin " STRICTER_GUILD_PLUGIN);
  EXPECT_EQ(no_number.code, 2);
  EXPECT_THAT(no_number.errors, HasSubstr("--witnesses"));
  const Outcome no_plugin = Replay("--plugin /nowhere/x.so");
  EXPECT_EQ(no_plugin.code, 7);
  EXPECT_THAT(no_plugin.errors, HasSubstr("x.so"));
  const Outcome twice = Replay("--plugin " STRICTER_GUILD_PLUGIN " --plugin " + GuildPlugin().string());
  EXPECT_EQ(twice.code, 2);
  EXPECT_THAT(twice.errors, HasSubstr("another plugin given has the platform guild too"));
}

TEST_F(ReplayTest, ALogThatIsNoneIsUnusable) {
  const std::string by_guild = " --plugin " + GuildPlugin().string();
  const std::string torn = directory_->Write("torn.jsonl", "{\"platform\":\n").string();
  const Outcome bad = Replay(torn + by_guild);
  EXPECT_EQ(bad.code, 9);
  EXPECT_THAT(bad.errors, StartsWith(torn + ":1: is no JSON object"));
  EXPECT_THAT(bad.errors, HasSubstr("unless --allow-bad-lines"));
  EXPECT_THAT(bad.out, HasSubstr(" decisions on guild, decided again by guild 0.1.0 ("));
  EXPECT_THAT(bad.out, HasSubstr("1 line is none of a decision log, passed over\n"));
  const Outcome allowed = Replay(torn + " --allow-bad-lines" + by_guild);
  EXPECT_EQ(allowed.code, 0);
  EXPECT_THAT(allowed.errors, StartsWith(torn + ":1: is no JSON object"));
  const Outcome unreadable = Replay("/nowhere/decisions.jsonl" + by_guild);
  EXPECT_EQ(unreadable.code, 9);
  EXPECT_THAT(unreadable.errors, HasSubstr("/nowhere/decisions.jsonl can't be read: No such file or directory"));
}

TEST_F(ReplayTest, ALogInWhichNothingIsDecidedAgainIsUnusable) {
  for (const std::string& log :
       {directory_->Write("empty.jsonl", "").string(),
        directory_->Write("other.jsonl", "{\"platform\":\"other\",\"verdict\":\"DECLINE\"}\n").string()}) {
    const Outcome outcome = RunProgram(std::string(ADVISORCTL) + " replay " + log + " --plugin " STRICTER_GUILD_PLUGIN);
    EXPECT_EQ(outcome.code, 9) << log;
    EXPECT_THAT(outcome.errors, HasSubstr("nothing was decided again"));
  }
}

TEST_F(ReplayTest, ALogMayComeFromStandardInput) {
  std::ostringstream log;
  log << std::ifstream(log_).rdbuf();
  const Outcome outcome =
      RunProgram(std::string(ADVISORCTL) + " replay - --plugin " + GuildPlugin().string(), log.str());
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_THAT(outcome.out, HasSubstr(", not decided again: no plugin given has it (first in standard input:"));
}

// Rotated by the server, with texts in it; the files in any order.
TEST_F(ReplayTest, ARotatedLogIsReadFileByFile) {
  const ScratchDirectory directory;
  const std::string log = (directory / "decisions.jsonl").string();
  constexpr int kRequests = 300;  // together more than a file's size
  {
    PluginDirectory plugins;
    plugins.Add(GuildPlugin());
    const auto server = ServerProcess::Start(
        plugins.path(), {"--decision-log", log, "--decision-log-size", "1MiB", "--decision-log-files", "8",
                         "--decision-log-texts", "candidate.display_name=hashed, invitation.message=plain"});
    ASSERT_NE(server, nullptr);
    v1::AdviseRequest request = RequestTo("guild");
    request.mutable_candidate()->set_display_name("Jane");
    request.mutable_invitation()->set_message(std::string(8'000, 'x'));
    AdviseAll(
        server->channel(), kRequests, [&](size_t) { return request; },
        [](size_t, const Advised& advised) { EXPECT_TRUE(advised.status.ok()) << Described(advised.status); });
    ASSERT_EQ(server->Stop(), 0);
  }
  ASSERT_TRUE(std::filesystem::exists(log + ".1"));
  const Outcome outcome =
      RunProgram(std::string(ADVISORCTL) + " replay " + log + "* --plugin " + GuildPlugin().string());
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_THAT(outcome.out, StartsWith(std::to_string(kRequests) + " decisions on guild, "));
}

TEST_F(ReplayTest, AnOutputThatCannotBeWrittenIsNoRefusal) {
  const Outcome outcome =
      RunProgram("(" + std::string(ADVISORCTL) + " replay " + log_ + " --plugin " STRICTER_GUILD_PLUGIN " >/dev/full)");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("the output could not be written"));
}

// As some supervisors start a program.
TEST_F(ReplayTest, TheExitCodeIsKnownWhereChildrenAreForgotten) {
  const Outcome outcome = RunProgram("env --ignore-signal=CHLD " + std::string(ADVISORCTL) + " replay " + log_ +
                                     " --plugin " STRICTER_GUILD_PLUGIN);
  EXPECT_EQ(outcome.code, 8) << outcome.errors;
}

TEST_F(ReplayTest, WithoutTheToolBesideItAdvisorctlSaysWhatIsMissing) {
  const std::filesystem::path alone = *directory_ / "advisorctl";
  std::filesystem::copy_file(ADVISORCTL, alone);
  const Outcome outcome = RunProgram(alone.string() + " replay " + log_ + " --plugin x.so");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("cannot run " + (*directory_ / "advisor-plugin").string() +
                                        ": No such file or directory\n  replay needs advisor-plugin"));
}

}  // namespace
}  // namespace connection_advisor::integration
