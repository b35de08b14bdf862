#include "client/advisorctl/command_line.h"

#include <cstdlib>

#include "client/advisorctl/replay_command.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAre;

std::variant<Arguments, Farewell> Parse(std::vector<const char*> words) {
  words.insert(words.begin(), "advisorctl");
  return ParseCommandLine(static_cast<int>(words.size()), words.data());
}

Arguments Parsed(const std::vector<const char*>& words) {
  const auto parsed = Parse(words);
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) {
    ADD_FAILURE() << farewell->text;
    return {};
  }
  return std::get<Arguments>(parsed);
}

std::string Mistake(const std::vector<const char*>& words) {
  const auto parsed = Parse(words);
  const auto* farewell = std::get_if<Farewell>(&parsed);
  return farewell != nullptr && farewell->mistaken ? farewell->text : "";
}

std::string Help(const std::vector<const char*>& words) {
  const auto parsed = Parse(words);
  const auto* farewell = std::get_if<Farewell>(&parsed);
  return farewell != nullptr && !farewell->mistaken ? farewell->text : "";
}

TEST(CommandLine, StatementsAreTakenAsTheyStand) {
  const Arguments arguments = Parsed({"advise", "--set", "a.b=x,y", "request.json", "--set=c.d=[1,2]"});
  EXPECT_EQ(arguments.command, Command::kAdvise);
  EXPECT_EQ(arguments.file, "request.json");
  EXPECT_THAT(arguments.statements, ElementsAre("a.b=x,y", "c.d=[1,2]"));
}

TEST(CommandLine, CompareTakesPlatformsByCommaAndOneByOne) {
  const Arguments arguments = Parsed({"compare", "-", "--platforms", "linkedin,twitter", "--platforms", "facebook"});
  EXPECT_EQ(arguments.command, Command::kCompare);
  EXPECT_EQ(arguments.file, "-");
  EXPECT_THAT(arguments.platforms, ElementsAre("linkedin", "twitter", "facebook"));
}

TEST(CommandLine, WhyNotTakesARuleAndThenARequest) {
  const Arguments arguments = Parsed({"why-not", "known", "request.json", "--platform", "linkedin", "--set", "a.b=x"});
  EXPECT_EQ(arguments.command, Command::kWhyNot);
  EXPECT_EQ(arguments.rule, "known");
  EXPECT_EQ(arguments.file, "request.json");
  EXPECT_THAT(arguments.platforms, ElementsAre("linkedin"));
  EXPECT_THAT(arguments.statements, ElementsAre("a.b=x"));
  EXPECT_THAT(Mistake({"why-not"}), HasSubstr("rule"));
}

TEST(CommandLine, PlatformNeedsItsName) {
  EXPECT_THAT(Parsed({"platform", "linkedin"}).platforms, ElementsAre("linkedin"));
  EXPECT_THAT(Mistake({"platform"}), HasSubstr("name"));
}

TEST(CommandLine, CommonOptionsStandBeforeOrAfterTheCommand) {
  for (const auto& arguments : {Parsed({"--json", "--server", "h:1", "--timeout", "2", "platforms"}),
                                Parsed({"platforms", "--json", "--server", "h:1", "--timeout", "2"})}) {
    EXPECT_EQ(arguments.command, Command::kPlatforms);
    EXPECT_TRUE(arguments.json);
    EXPECT_EQ(arguments.server, "h:1");
    EXPECT_EQ(arguments.timeout, absl::Seconds(2));
  }
}

TEST(CommandLine, TheServerComesFromTheEnvironmentUnlessNamed) {
  ASSERT_EQ(setenv("CONNECTION_ADVISOR_SERVER", "from.environment:1", 1), 0);
  EXPECT_EQ(Parsed({"platforms"}).server, "from.environment:1");
  EXPECT_EQ(Parsed({"platforms", "--server", "named:2"}).server, "named:2");
  ASSERT_EQ(unsetenv("CONNECTION_ADVISOR_SERVER"), 0);
  EXPECT_EQ(Parsed({"platforms"}).server, "127.0.0.1:50051");
}

TEST(CommandLine, WhatTheLineSaysOfTheServerIsKept) {
  ASSERT_EQ(setenv("CONNECTION_ADVISOR_SERVER", "from.environment:1", 1), 0);
  EXPECT_THAT(Parsed({"interview", "linkedin", "--full"}).server_words, ElementsAre());
  EXPECT_THAT(Parsed({"--tls-ca=ca.pem", "interview", "linkedin", "--server", "h:1", "--json", "--tls"}).server_words,
              ElementsAre("--tls-ca", "ca.pem", "--server", "h:1", "--tls"));
  EXPECT_THAT(Parsed({"interview", "linkedin", "--tls=false"}).server_words, ElementsAre());
  ASSERT_EQ(unsetenv("CONNECTION_ADVISOR_SERVER"), 0);
}

TEST(CommandLine, ATimeoutIsInSecondsOrHasItsUnit) {
  EXPECT_EQ(Parsed({"platforms"}).timeout, absl::Seconds(5));
  EXPECT_EQ(Parsed({"platforms", "--timeout", "0.5"}).timeout, absl::Milliseconds(500));
  EXPECT_EQ(Parsed({"platforms", "--timeout", "250ms"}).timeout, absl::Milliseconds(250));
  for (const char* wrong : {"0", "-1", "inf", "soon", ""}) {
    EXPECT_THAT(Mistake({"platforms", "--timeout", wrong}), HasSubstr("--timeout")) << wrong;
  }
}

TEST(CommandLine, PluginsTakesAnActionAndWhatItIsFor) {
  const Arguments list = Parsed({"plugins", "list", "--admin", "unix:/a"});
  EXPECT_EQ(list.command, Command::kPlugins);
  EXPECT_EQ(list.plugins.action, PluginsAction::kList);
  EXPECT_EQ(list.admin, "unix:/a");
  EXPECT_EQ(Parsed({"plugins", "rescan"}).plugins.action, PluginsAction::kRescan);
  EXPECT_EQ(Parsed({"plugins", "--admin", "h:1", "roll-back", "rose"}).plugins.action, PluginsAction::kRollBack);

  const Arguments activate = Parsed({"plugins", "activate", "rose", "1.0.0"});
  EXPECT_EQ(activate.plugins.action, PluginsAction::kActivate);
  EXPECT_EQ(activate.plugins.plugin, "rose");
  EXPECT_EQ(activate.plugins.version, "1.0.0");
  EXPECT_EQ(Parsed({"plugins", "activate", "rose"}).plugins.version, "");
  EXPECT_THAT(Mistake({"plugins", "retire", "rose"}), HasSubstr("version"));
  EXPECT_THAT(Mistake({"plugins", "activate"}), HasSubstr("plugin"));

  const Arguments upload = Parsed({"plugins", "upload", "rose.so", "--signature", "rose.sig", "--json"});
  EXPECT_EQ(upload.plugins.action, PluginsAction::kUpload);
  EXPECT_EQ(upload.file, "rose.so");
  EXPECT_EQ(upload.plugins.signature, "rose.sig");
  EXPECT_TRUE(upload.json);
  EXPECT_EQ(Parsed({"plugins", "preview", "rose.so"}).plugins.action, PluginsAction::kPreview);
  EXPECT_THAT(Mistake({"plugins", "upload"}), HasSubstr("advisorctl plugins upload --help"));
}

TEST(CommandLine, AShadowIsBegunByAVersionAndEndedByAFlag) {
  const Arguments begun = Parsed({"plugins", "shadow", "rose", "1.1.0"});
  EXPECT_EQ(begun.plugins.action, PluginsAction::kShadow);
  EXPECT_EQ(begun.plugins.plugin, "rose");
  EXPECT_EQ(begun.plugins.version, "1.1.0");
  EXPECT_FALSE(begun.plugins.stop);
  EXPECT_TRUE(Parsed({"plugins", "shadow", "rose", "--stop"}).plugins.stop);
  EXPECT_EQ(Parsed({"plugins", "shadow"}).plugins.plugin, "");
  EXPECT_THAT(Mistake({"plugins", "shadow", "--stop"}), HasSubstr("plugin"));
  EXPECT_THAT(Mistake({"plugins", "shadow", "rose", "1.1.0", "--stop"}), HasSubstr("version"));
}

TEST(CommandLine, AnActivationIsForcedOnlyByName) {
  EXPECT_FALSE(Parsed({"plugins", "activate", "rose", "1.0.0"}).plugins.force);
  EXPECT_TRUE(Parsed({"plugins", "activate", "rose", "1.0.0", "--force"}).plugins.force);
  EXPECT_THAT(Mistake({"plugins", "activate", "rose", "--force"}), HasSubstr("version"));
}

TEST(CommandLine, TheAdministrationComesFromTheEnvironmentUnlessNamed) {
  EXPECT_EQ(Parsed({"plugins", "list"}).admin, "");
  ASSERT_EQ(setenv("CONNECTION_ADVISOR_ADMIN", "unix:/from/environment", 1), 0);
  EXPECT_EQ(Parsed({"plugins", "list"}).admin, "unix:/from/environment");
  EXPECT_EQ(Parsed({"plugins", "list", "--admin", "h:1"}).admin, "h:1");
  ASSERT_EQ(unsetenv("CONNECTION_ADVISOR_ADMIN"), 0);
}

TEST(CommandLine, WhatMayHaveToCompileHasMoreTime) {
  EXPECT_EQ(Parsed({"plugins", "list"}).timeout, absl::Seconds(5));
  EXPECT_EQ(Parsed({"plugins", "upload", "rose.so"}).timeout, absl::Minutes(10));
  EXPECT_EQ(Parsed({"plugins", "activate", "rose"}).timeout, absl::Minutes(10));
  EXPECT_EQ(Parsed({"plugins", "rescan", "--timeout", "1"}).timeout, absl::Seconds(1));
}

TEST(CommandLine, AMisspeltCommandNamesTheNearest) {
  EXPECT_THAT(Mistake({"platfroms"}), StartsWith("advisorctl: no command platfroms; did you mean platforms?"));
  EXPECT_NE(Mistake({}), "");
  EXPECT_THAT(Mistake({"plugins", "activte", "rose"}),
              StartsWith("advisorctl: no command activte; did you mean activate?\nSee advisorctl plugins --help"));
  EXPECT_NE(Mistake({"plugins"}), "");
  EXPECT_THAT(Mistake({"advise", "--sett", "a=b"}), HasSubstr("advisorctl advise --help"));
}

TEST(CommandLine, AMisspeltOptionNamesTheNearest) {
  EXPECT_THAT(Mistake({"advise", "--sett", "a=b"}), StartsWith("advisorctl: no option --sett; did you mean --set?"));
  EXPECT_THAT(Mistake({"platforms", "--sever", "a:1"}),
              StartsWith("advisorctl: no option --sever; did you mean --server?"));
  EXPECT_THAT(Mistake({"replay", "a", "--plugin", "x.so", "--witneses", "2"}), HasSubstr("did you mean --witnesses?"));
  EXPECT_THAT(Mistake({"--jsom"}), HasSubstr("did you mean --json?"));
  EXPECT_THAT(Mistake({"platforms", "linkedin"}), StartsWith("advisorctl: \"linkedin\" is one word too many"));
}

TEST(CommandLine, AReplayIsHandedOnAsItStands) {
  EXPECT_THAT(ReplayWords(Parsed({"replay", "a.jsonl", "b.jsonl", "--plugin", "x.so", "--plugin=y.so"}).replay, false),
              ElementsAre("replay", "--plugin=x.so", "--plugin=y.so", "--", "a.jsonl", "b.jsonl"));
  const Arguments all = Parsed({"--json", "replay", "--parameter", "linkedin.connection_limit=5", "--parameter=a.b=1",
                                "--allow-bad-lines", "--unsandboxed", "--timeout-ms", "900", "--memory-bytes=100",
                                "--witnesses", "0", "--plugin", "x.so", "-"});
  EXPECT_THAT(ReplayWords(all.replay, all.json),
              UnorderedElementsAre("replay", "--plugin=x.so", "--parameter=linkedin.connection_limit=5",
                                   "--parameter=a.b=1", "--allow-bad-lines", "--unsandboxed", "--timeout-ms=900",
                                   "--memory-bytes=100", "--witnesses=0", "--json", "--", "-"));
  EXPECT_THAT(Mistake({"replay", "a.jsonl"}), HasSubstr("--plugin"));
  EXPECT_THAT(Mistake({"replay", "--plugin", "x.so"}), HasSubstr("log"));
}

TEST(CommandLine, HelpTeachesByExample) {
  EXPECT_THAT(Help({"--help"}), HasSubstr("Exit codes:\n  0  answered"));
  EXPECT_THAT(Help({"advise", "--help"}), HasSubstr("--set candidate.is_recruiter=true"));
  EXPECT_THAT(Help({"compare", "--help"}), HasSubstr("advisorctl compare --set"));
  EXPECT_THAT(Help({"replay", "--help"}), HasSubstr("advisorctl replay decisions.jsonl --plugin linkedin.so"));
  EXPECT_THAT(Help({"interview", "--help"}), HasSubstr("advisorctl interview linkedin"));
  EXPECT_THAT(Help({"platforms", "--help"}), HasSubstr("Example"));
  EXPECT_THAT(Help({"platform", "--help"}), HasSubstr("advisorctl platform linkedin"));
  EXPECT_THAT(Help({"plugins", "--help"}), HasSubstr("advisorctl plugins roll-back linkedin"));
  EXPECT_THAT(Help({"--version"}), StartsWith("advisorctl "));
}

}  // namespace
}  // namespace connection_advisor::client
