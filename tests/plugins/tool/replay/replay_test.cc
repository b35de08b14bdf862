// Replaying what generated platforms have decided by changed ones: what differs is what the oracle finds.
#include "plugins/tool/replay/replay.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "plugins/tool/replay/report.h"
#include "service/advice/decision_observer.h"
#include "service/telemetry/decision_line.h"
#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/generated/platform.h"
#include "tests/scratch_directory.h"
#include "tests/service/advice/answers.h"

namespace connection_advisor::tool {
namespace {

using advice::DrawKnowledge;
using advice::RequestOf;
using generated::Rows;
using generated::Shape;
using oracle::Knowledge;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Writes what is decided down as the server does.
class Logger final : public advice::DecisionObserver {
 public:
  void Decided(const advice::DecidedRequest& decided) override {
    telemetry::WaitingDecisions waiting(1 << 10);
    waiting.Add(telemetry::Method::kAdvise, nullptr, decided, telemetry::DefaultTextPolicies());
    lines_.Append(waiting.Get(0), &log);
  }

  std::string log;

 private:
  const telemetry::DecisionLines lines_{telemetry::DefaultTextPolicies(), *telemetry::TextMarker::Create()};
};

// A platform, and the log of what it was asked.
class Logged {
 public:
  explicit Logged(const Rows& rows) : platforms_({generated::PlatformOf(rows)}) {
    workspace_.TellDecisionsTo(&logger_);
  }

  void Ask(const v1::AdviseRequest& request) {
    v1::Advice advice;
    advice::Advise(platforms_, request, workspace_, &advice).IgnoreError();
  }

  const std::string& log() const { return logger_.log; }

 private:
  platform::PlatformSet platforms_;
  Logger logger_;
  advice::Workspace workspace_;
};

void NoProgress(uint64_t, uint64_t) {}

class ReplayTest : public testing::Test {
 protected:
  std::unique_ptr<Replay> Replayed(const std::string& log, std::shared_ptr<const platform::Platform> platform,
                                   size_t most_witnesses = kMostWitnesses) {
    platform_ = std::move(platform);
    auto replay = std::make_unique<Replay>(std::vector{platform_}, most_witnesses);
    status_ = replay->Add(directory_.Write("decisions.jsonl", log).string(), NoProgress);
    return replay;
  }

  const ScratchDirectory directory_;
  std::shared_ptr<const platform::Platform> platform_;
  absl::Status status_;
};

constexpr Shape kShape = {
    .facts = 6, .note_facts = 1, .rules = 8, .impossible = 2, .notes = 1, .alternatives = 2, .assumed_of_ten = 3};
constexpr uint64_t kSeeds = 60;
constexpr int kRequests = 60;

// Another version: a rule comes to another verdict, two change places, a condition is another's, an assumption goes.
Rows Changed(const Rows& rows, std::mt19937_64& random) {
  Rows changed = rows;
  std::vector<generated::Rule*> deciding;  // but the otherwise, which stays the last
  for (generated::Rule& rule : changed.rules) {
    if (generated::Decides(rule) && rule.condition) deciding.push_back(&rule);
  }
  for (int i = 0; i < 2 && !deciding.empty(); ++i) {
    generated::Rule& rule = *deciding[random() % deciding.size()];
    generated::Rule& other = *deciding[random() % deciding.size()];
    switch (random() % 4) {
      case 0:
        rule.outcome = static_cast<generated::Outcome>(1 + random() % 3);
        break;
      case 1:
        std::swap(rule, other);
        break;
      case 2:
        rule.condition = other.condition;
        break;
      default:
        changed.facts[random() % changed.facts.size()].assumption.reset();
    }
  }
  changed.examples.clear();
  return generated::Lawful(changed);
}

Result ResultOf(oracle::Verdict verdict) {
  switch (verdict) {
    case oracle::Verdict::kConnect:
      return Result::kConnect;
    case oracle::Verdict::kMeetFirst:
      return Result::kMeetFirst;
    case oracle::Verdict::kDecline:
      return Result::kDecline;
    default:
      return Result::kNeedsInformation;
  }
}

// What the oracle says: the result, and the first reason.
std::pair<Result, std::string> Truth(const oracle::Oracle& oracle, const Knowledge& stated) {
  if (!oracle.Possible(stated)) return {Result::kImpossible, ""};
  const oracle::Answer answer = oracle.Decide(stated);
  return {ResultOf(answer.verdict), answer.reasons.empty() ? "" : answer.reasons.front().rule_id};
}

TEST_F(ReplayTest, FindsExactlyWhatTheOracleFinds) {
  int with_changes = 0;
  for (uint64_t seed = 0; seed < kSeeds && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937_64 random(seed);
    const Rows before = generated::Lawful(generated::Draw(kShape, seed));
    const Rows after = Changed(before, random);
    const oracle::Oracle oracle_before(TableOf(before));
    const oracle::Oracle oracle_after(TableOf(after));
    Logged logged(before);
    std::map<Change, uint64_t> expected;
    uint64_t unchanged = 0;
    uint64_t decisions = 0;
    for (int i = 0; i < kRequests; ++i) {
      const Knowledge stated = DrawKnowledge(before, i / double{kRequests - 1}, random);
      logged.Ask(RequestOf(oracle_before.platform(), stated));
      if (!oracle_before.Possible(stated)) continue;
      ++decisions;
      const auto then = Truth(oracle_before, stated);
      const auto now = Truth(oracle_after, stated);
      then == now ? ++unchanged : ++expected[{then.first, now.first}];
    }
    const auto replay = Replayed(logged.log(), generated::PlatformOf(after));
    ASSERT_TRUE(status_.ok()) << status_;
    const Findings& findings = *replay->findings().front();
    EXPECT_EQ(findings.decisions(), decisions);
    EXPECT_EQ(findings.unchanged(), unchanged);
    std::map<Change, uint64_t> found;
    for (const auto& [change, one] : findings.changes()) found[change] = one.decisions;
    EXPECT_EQ(found, expected);
    EXPECT_EQ(findings.unknown().decisions, 0u);
    EXPECT_EQ(replay->changed(), !expected.empty());
    with_changes += expected.empty() ? 0 : 1;
  }
  EXPECT_GT(with_changes, static_cast<int>(kSeeds) / 2);
}

TEST_F(ReplayTest, BySameVersionNothingDiffers) {
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    std::mt19937_64 random(seed);
    const Rows rows = generated::Lawful(generated::Draw(kShape, seed));
    const oracle::PlatformTable table = TableOf(rows);
    Logged logged(rows);
    for (int i = 0; i < kRequests; ++i)
      logged.Ask(RequestOf(table, DrawKnowledge(rows, i / double{kRequests}, random)));
    const auto replay = Replayed(logged.log(), generated::PlatformOf(rows));
    ASSERT_TRUE(status_.ok()) << status_;
    EXPECT_FALSE(replay->changed()) << "seed " << seed;
    EXPECT_GT(replay->decisions(), 0u);
  }
}

// facts: a boolean, a choice of 3, an integer in 2 parts; a rule on each, the otherwise.
Rows SmallRows() {
  using generated::Kind;
  using generated::Outcome;
  Rows rows;
  rows.platform = "small";
  rows.facts = {{.id = "small.met", .kind = Kind::kBoolean, .value_count = 2, .assumption = {}},
                {.id = "small.work", .kind = Kind::kChoice, .value_count = 3, .assumption = {}},
                {.id = "small.years", .kind = Kind::kInteger, .value_count = 2, .assumption = {}}};
  rows.rules = {{"met", Outcome::kConnect, {{{{0, 2}}}}},
                {"works", Outcome::kMeetFirst, {{{{1, 4}}}}},
                {"old", Outcome::kConnect, {{{{2, 2}}}}},
                {"otherwise", Outcome::kDecline, {}}};
  return generated::Lawful(rows);
}

std::string LineOf(const std::string& facts, const std::string& verdict, const std::string& rule,
                   const std::string& id = "r-1") {
  return absl::StrCat(R"({"platform":"small","request_id":")", id, R"(","verdict":")", verdict, "\"",
                      rule.empty() ? "" : absl::StrCat(",\"rule\":\"", rule, "\""), ",\"stated\":{", facts,
                      "},\"derived\":{}}\n");
}

TEST_F(ReplayTest, FactsAndValuesThatThePluginDoesNotKnowAreAClassOfTheirOwn) {
  const std::string log = LineOf(R"("small.met":"true")", "CONNECT", "met") +
                          LineOf(R"("small.gone":"true","small.met":"true")", "CONNECT", "met") +
                          LineOf(R"("small.work":"V7")", "DECLINE", "otherwise") +
                          LineOf(R"("small.work":"V7","small.gone":"x")", "DECLINE", "otherwise");
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  const Findings& findings = *replay->findings().front();
  EXPECT_EQ(findings.decisions(), 4u);
  EXPECT_EQ(findings.unchanged(), 1u);
  EXPECT_EQ(findings.unknown().decisions, 3u);
  EXPECT_TRUE(findings.changes().empty());
  EXPECT_EQ(findings.unknown_facts(), (std::map<std::string, uint64_t>{{"small.gone", 2}, {"small.work=V7", 2}}));
  EXPECT_TRUE(replay->changed());
}

TEST_F(ReplayTest, AFactOfTheContractThatThePluginHasNoUseForIsPassedOver) {
  const std::string log =
      LineOf(R"("small.met":"true","relationship.worked_together":"IN_PERSON")", "CONNECT", "met") +
      LineOf(R"("member.connection_count":"at least 10 and below 20","small.met":"true")", "DECLINE", "otherwise");
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  const Findings& findings = *replay->findings().front();
  EXPECT_EQ(findings.unchanged(), 1u);
  EXPECT_EQ(findings.unknown().decisions, 0u);
  ASSERT_EQ(findings.changes().size(), 1u);
  EXPECT_EQ(findings.changes().begin()->first, Change(Result::kDecline, Result::kConnect));
  EXPECT_EQ(findings.changes().begin()->second.witnesses.front().request,
            R"({"platform":"small","facts":{"member.connection_count":10,"small.met":"true"}})")
      << "a part of a fact that it has no use for is refused, a number is not";
}

// A request in JSON, answered by a platform.
absl::StatusOr<v1::Advice> AdviceOn(const std::string& json, std::shared_ptr<const platform::Platform> platform) {
  v1::AdviseRequest request;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
  const platform::PlatformSet platforms({std::move(platform)});
  advice::Workspace workspace;
  v1::Advice advice;
  const absl::Status status = advice::Advise(platforms, request, workspace, &advice);
  if (!status.ok()) return status;
  return advice;
}

TEST_F(ReplayTest, AWitnessWithAPartThatIsCutElsewhereNowIsReadyToSend) {
  const std::string log = LineOf(R"("small.met":"false","small.work":"V0","small.years":"at least 10 and below 20")",
                                 "DECLINE", "otherwise");
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  const Findings& findings = *replay->findings().front();
  ASSERT_EQ(findings.changes().size(), 1u);
  EXPECT_EQ(findings.changes().begin()->first, Change(Result::kDecline, Result::kConnect));
  const std::string request = findings.changes().begin()->second.witnesses.front().request;
  EXPECT_EQ(request, R"({"platform":"small","facts":{"small.met":"false","small.work":"V0","small.years":10}})");
  const absl::StatusOr<v1::Advice> advice = AdviceOn(request, platform_);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_EQ(advice->verdict(), v1::VERDICT_CONNECT);
}

// small, whose work is the contract's, as it was before anybody worked together in person.
std::shared_ptr<const platform::Platform> OlderThanAValue() {
  Rows rows = SmallRows();
  rows.facts[1].value_count = 2;
  rows.rules[1].condition = {{{{1, 2}}}};
  rows.examples.clear();
  absl::StatusOr<image::v1::PluginImage> image = generated::ImageOf(generated::Lawful(rows));
  EXPECT_TRUE(image.ok()) << image.status();
  image::v1::FactImage& work = *image->mutable_platforms(0)->mutable_facts(1);
  work.set_id("relationship.worked_together");
  work.clear_question();
  work.clear_values();
  work.add_values("NEVER");
  work.add_values("VIRTUALLY");
  const deployment::PluginOutcome outcome = generated::Verified(*image);
  EXPECT_FALSE(outcome.refused()) << testing::PrintToString(outcome.causes);
  return outcome.platforms.front();
}

TEST_F(ReplayTest, AValueOfTheContractThatThePluginIsTooOldForIsUnknown) {
  const std::string rest = R"(,"small.met":"false","small.years":"below 10")";
  const std::string log = LineOf(R"("relationship.worked_together":"VIRTUALLY")" + rest, "MEET_FIRST", "works") +
                          LineOf(R"("relationship.worked_together":"IN_PERSON")" + rest, "MEET_FIRST", "works") +
                          LineOf(R"("relationship.worked_together":"IN_PERSON","small.met":"true")", "CONNECT", "met") +
                          LineOf(R"("relationship.worked_together":"IN_A_DREAM","small.met":"true")", "CONNECT", "met");
  const auto replay = Replayed(log, OlderThanAValue());
  ASSERT_TRUE(status_.ok()) << status_;
  const Findings& findings = *replay->findings().front();
  EXPECT_EQ(findings.unchanged(), 2u);
  ASSERT_EQ(findings.changes().size(), 1u);
  const auto& [change, found] = *findings.changes().begin();
  EXPECT_EQ(change, Change(Result::kMeetFirst, Result::kNeedsInformation));
  EXPECT_EQ(found.asked_for, (std::map<std::string, uint64_t>{{"relationship.worked_together", 1}}));
  EXPECT_EQ(findings.unknown_facts(), (std::map<std::string, uint64_t>{{"relationship.worked_together=IN_A_DREAM", 1}}))
      << "nor does the contract have it";
}

TEST_F(ReplayTest, AFactThatIsMissingInTheLogIsNamedWithWhatItLeavesOpen) {
  const std::string log = LineOf(R"("small.work":"V0","small.met":"false")", "DECLINE", "otherwise") +
                          LineOf(R"("small.work":"V0")", "NEEDS_INFORMATION", "");
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  const Findings& findings = *replay->findings().front();
  ASSERT_EQ(findings.changes().size(), 1u);
  const auto& [change, found] = *findings.changes().begin();
  EXPECT_EQ(change, Change(Result::kDecline, Result::kNeedsInformation));
  EXPECT_EQ(found.asked_for, (std::map<std::string, uint64_t>{{"small.years", 1}}));
  EXPECT_FALSE(findings.IsInLog("small.years"));
  EXPECT_TRUE(findings.IsInLog("small.met"));
  std::ostringstream report;
  PrintReplay(*replay, report);
  EXPECT_THAT(report.str(), HasSubstr("1 asks for small.years, which no decision in the log has"));
}

TEST_F(ReplayTest, TheFirstDecisionsOfAClassAreItsWitnesses) {
  std::string log = LineOf(R"("small.met":"true")", "CONNECT", "met");
  for (int i = 0; i < 5; ++i) log += LineOf(R"("small.met":"true")", "DECLINE", "otherwise", absl::StrCat("r-", i));
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()), 2);
  ASSERT_TRUE(status_.ok()) << status_;
  const ChangeClass& found = replay->findings().front()->changes().begin()->second;
  EXPECT_EQ(found.decisions, 5u);
  ASSERT_EQ(found.witnesses.size(), 2u);
  EXPECT_EQ(found.witnesses[1].line, 3u);
  EXPECT_EQ(found.witnesses[1].request_id, "r-1");
  EXPECT_EQ(found.witnesses[1].rule_then, "otherwise");
  EXPECT_EQ(found.witnesses[1].rule_now, "met");
  EXPECT_EQ(found.witnesses[1].request, R"({"platform":"small","facts":{"small.met":"true"}})");
}

TEST_F(ReplayTest, BadLinesAreNamedAndCountedAndWhatFollowsIsDecided) {
  const std::string good = LineOf(R"("small.met":"true")", "CONNECT", "met");
  const std::string log = good + "{\"torn\n" + good + "\n" + good + good.substr(0, good.size() / 2);
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  EXPECT_EQ(replay->findings().front()->unchanged(), 3u);
  EXPECT_FALSE(replay->changed());
  EXPECT_EQ(replay->bad_lines(), 3u);
  std::vector<std::string> said;
  for (const BadLine& bad : replay->first_bad_lines()) said.push_back(absl::StrCat(bad.line, " ", bad.cause));
  EXPECT_THAT(said, ElementsAre(StartsWith("2 is no JSON object"), StartsWith("4 is no JSON object"),
                                "6 is cut off: whoever wrote the file was stopped, or has not finished yet"));
}

TEST_F(ReplayTest, ManyBadLinesAreCountedAndTheFirstNamed) {
  std::string log;
  for (int i = 0; i < 1'000; ++i) log += "no line of a log\n";
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  EXPECT_EQ(replay->bad_lines(), 1'000u);
  EXPECT_EQ(replay->first_bad_lines().size(), kMostBadLines);
  EXPECT_FALSE(replay->decided());
}

TEST_F(ReplayTest, LossesAndOtherPlatformsAreCounted) {
  const std::string elsewhere = R"({"platform":"elsewhere","verdict":"DECLINE"})"
                                "\n";
  const std::string log = R"({"lost":{"queue":4,"file":1}})"
                          "\n" +
                          elsewhere + elsewhere;
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  ASSERT_TRUE(status_.ok()) << status_;
  EXPECT_EQ(replay->lost(), 5u);
  EXPECT_EQ(replay->decisions(), 2u);
  EXPECT_EQ(replay->elsewhere().at("elsewhere").decisions, 2u);
  EXPECT_EQ(replay->elsewhere().at("elsewhere").line, 2u);
  EXPECT_FALSE(replay->decided()) << "on a platform of the plugin";
}

TEST_F(ReplayTest, SeveralFilesAreOneLog) {
  const std::shared_ptr<const platform::Platform> platform = generated::PlatformOf(SmallRows());
  Replay replay({platform});
  const std::string same = LineOf(R"("small.met":"true")", "CONNECT", "met");
  const std::string other = LineOf(R"("small.met":"true")", "DECLINE", "otherwise");
  for (const auto& [file, log] : {std::pair("decisions.jsonl.1", same + other), std::pair("decisions.jsonl", other)}) {
    ASSERT_TRUE(replay.Add(directory_.Write(file, log).string(), NoProgress).ok());
  }
  const Findings& findings = *replay.findings().front();
  EXPECT_EQ(findings.decisions(), 3u);
  EXPECT_EQ(findings.unchanged(), 1u);
  const std::vector<Witness>& witnesses = findings.changes().begin()->second.witnesses;
  ASSERT_EQ(witnesses.size(), 2u);
  EXPECT_THAT(witnesses[0].file, EndsWith("decisions.jsonl.1"));
  EXPECT_EQ(witnesses[0].line, 2u);
  EXPECT_THAT(witnesses[1].file, EndsWith("decisions.jsonl"));
  EXPECT_EQ(witnesses[1].line, 1u);
}

// What the log shows of persons' texts, marks of them, or nothing: it is decided alike.
TEST_F(ReplayTest, TextsOfPersonsAreNotNeeded) {
  std::vector<std::string> reports;
  for (const char* texts : {"", R"("candidate.display_name":"hmac:00ff","member.passions":["hmac:01","hmac:02"],)",
                            R"("candidate.display_name":"Jane \"J\"","member.passions":["dogs"],)"}) {
    std::string log =
        LineOf(R"("small.met":"true")", "CONNECT", "met") + LineOf(R"("small.met":"true")", "DECLINE", "otherwise");
    log = absl::StrReplaceAll(log, {{R"("verdict")", absl::StrCat(texts, R"("verdict")")}});
    const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
    EXPECT_EQ(replay->bad_lines(), 0u);
    std::ostringstream report;
    PrintReplay(*replay, report);
    reports.push_back(report.str());
  }
  EXPECT_THAT(reports[0], HasSubstr("DECLINE -> CONNECT"));
  EXPECT_THAT(reports, Each(reports[0]));
}

TEST_F(ReplayTest, IsReportedInWords) {
  const std::string log =
      LineOf(R"("small.met":"true")", "CONNECT", "met") + LineOf(R"("small.met":"true")", "DECLINE", "otherwise") +
      LineOf(R"("small.met":"true")", "CONNECT", "old", "") + LineOf(R"("small.gone":"true")", "CONNECT", "met") +
      R"({"lost":{"queue":4}})" + "\n" + R"({"platform":"elsewhere","verdict":"DECLINE"})" + "\nwhat\n";
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  std::ostringstream report;
  PrintReplay(*replay, report);
  EXPECT_EQ(absl::StrReplaceAll(report.str(), {{directory_.path().string() + "/", ""}}),
            "4 decisions on small, decided again by small 1.0.0 (00000000)\n"
            "           1  as before, by the same rule\n"
            "           1  CONNECT by another rule\n"
            "              decisions.jsonl:3: old -> met\n"
            "                {\"platform\":\"small\",\"facts\":{\"small.met\":\"true\"}}\n"
            "           1  DECLINE -> CONNECT\n"
            "              decisions.jsonl:2, request r-1: otherwise -> met\n"
            "                {\"platform\":\"small\",\"facts\":{\"small.met\":\"true\"}}\n"
            "           1  can't be decided again: the plugin does not know small.gone (1)\n"
            "              decisions.jsonl:4, request r-1: met -> none\n"
            "                {\"platform\":\"small\",\"facts\":{\"small.gone\":\"true\"}}\n"
            "1 decision on elsewhere, not decided again: no plugin given has it (first in decisions.jsonl:6)\n"
            "4 decisions missing in the log, as it says itself\n"
            "1 line is none of a decision log, passed over\n");
}

TEST_F(ReplayTest, IsReportedAsJson) {
  const std::string log = LineOf(R"("small.met":"true")", "CONNECT", "met") +
                          LineOf(R"("small.met":"true")", "DECLINE", "otherwise") +
                          LineOf(R"("small.gone":"true")", "CONNECT", "met") +
                          R"({"platform":"elsewhere","verdict":"DECLINE"})"
                          "\nwhat\n";
  const auto replay = Replayed(log, generated::PlatformOf(SmallRows()));
  std::ostringstream report;
  PrintReplayAsJson(*replay, report);
  google::protobuf::Struct printed;
  google::protobuf::Struct expected;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(report.str(), &printed).ok()) << report.str();
  const std::string text =
      R"({"changed":true,"decisions":4,"bad_lines":1,"lost":0,
          "elsewhere":{"elsewhere":{"decisions":1,"file":"FILE","line":4}},
          "platforms":[{"platform":"small","version":"1.0.0","sha256":"SHA256","decisions":3,"unchanged":1,
            "changes":[{"from":"DECLINE","to":"CONNECT","decisions":1,"asked_for":{},"witnesses":[
              {"file":"FILE","line":2,"request_id":"r-1","rule_then":"otherwise","rule_now":"met",
               "request":"{\"platform\":\"small\",\"facts\":{\"small.met\":\"true\"}}"}]}],
            "unknown":{"decisions":1,"facts":{"small.gone":1},"witnesses":[
              {"file":"FILE","line":3,"request_id":"r-1","rule_then":"met","rule_now":"",
               "request":"{\"platform\":\"small\",\"facts\":{\"small.gone\":\"true\"}}"}]}}]})";
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  absl::StrReplaceAll(text, {{"FILE", (directory_.path() / "decisions.jsonl").string()},
                                             {"SHA256", platform_->plugin.sha256}}),
                  &expected)
                  .ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(printed, expected)) << report.str();
}

TEST_F(ReplayTest, ALogCannotTakeOverTheTerminal) {
  const std::string escape = R"(\u001b[2J\u202e)";
  const auto replay = Replayed(LineOf(R"("small.met":"true")", "DECLINE", "other" + escape, "r" + escape) +
                                   LineOf(absl::StrCat("\"gone", escape, "\":\"true\""), "CONNECT", "met") +
                                   absl::StrCat(R"({"platform":"else)", escape, R"(","verdict":"DECLINE"})", "\n"),
                               generated::PlatformOf(SmallRows()));
  EXPECT_EQ(replay->bad_lines(), 0u);
  std::ostringstream report;
  PrintReplay(*replay, report);
  EXPECT_THAT(report.str(),
              AllOf(HasSubstr("request r\\x1b[2J"), Not(HasSubstr("\x1b")), HasSubstr("\\xe2\\x80\\xae")));
}

TEST(PartThatHolds, IsThePartWithAllTheNumbersOfTheOther) {
  platform::Fact fact;
  fact.kind = platform::FactKind::kInteger;
  fact.cut_points = {10, 20};  // below 10, at least 10 and below 20, at least 20
  const struct {
    const char* part;
    int expected;  // -1: none
  } rows[] = {
      {"below 10", 0},
      {"below 7", 0},
      {"below 11", -1},
      {"at least 3 and below 10", 0},
      {"at least 10 and below 20", 1},
      {"at least 12 and below 13", 1},
      {"at least 9 and below 12", -1},
      {"at least 12 and below 21", -1},
      {"at least 20", 2},
      {"at least 500", 2},
      {"at least 500 and below 600", 2},
      {"at least 19", -1},
      {"many", -1},
      {"below", -1},
      {"below x", -1},
      {"", -1},
  };
  for (const auto& row : rows) {
    const std::optional<uint8_t> part = PartThatHolds(fact, row.part);
    EXPECT_EQ(part ? *part : -1, row.expected) << row.part;
  }
}

}  // namespace
}  // namespace connection_advisor::tool
