// advisor-plugin as an author runs it: what it says of a plugin, and its exit status.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/scratch_directory.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

google::protobuf::Struct Parsed(const std::string& json) {
  google::protobuf::Struct parsed;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &parsed).ok()) << json;
  return parsed;
}

constexpr char kWitness[] =
    R"({"platform":"hostile","facts":{"relationship.met_in_person":"true","hostile.standing":"FRIEND",)"
    R"("hostile.years":"at least 10 and below 20"}})";

TEST(CheckTest, SaysOfAGoodPluginWhatItDecides) {
  const Outcome outcome = AdvisorPlugin("check " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(StartsWith("linkedin.so is fit to serve: linkedin "),
                                 ContainsRegex("SHA-256 [0-9a-f]{64}\n"), HasSubstr("37888 possible cases"),
                                 HasSubstr("DECLINE           18944 cases  connection_limit_reached\n"),
                                 HasSubstr("DECLINE             240 cases  name_and_desk\n")));
}

TEST(CheckTest, SaysOfABadPluginWhyWithAWitness) {
  const Outcome outcome = AdvisorPlugin("check " DEAD_RULE_PLUGIN);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, AllOf(StartsWith("DeadRule.so is refused:\n  - platform 'hostile' breaks law 3 (live)"),
                                 HasSubstr("rule 'friend_unmet' never decides"), HasSubstr(kWitness)));
}

TEST(CheckTest, SaysTheSameToMachines) {
  const Outcome good = AdvisorPlugin("check --json " LINKEDIN_PLUGIN);
  EXPECT_EQ(good.status, 0);
  EXPECT_EQ(good.out.find('\n'), good.out.size() - 1) << "one line";
  const google::protobuf::Struct said = Parsed(good.out);
  EXPECT_FALSE(said.fields().at("refused").bool_value());
  EXPECT_EQ(said.fields().at("causes").list_value().values_size(), 0);
  EXPECT_EQ(said.fields().at("plugin").struct_value().fields().at("sha256").string_value().size(), 64u);
  const auto& platform = said.fields().at("platforms").list_value().values(0).struct_value().fields();
  EXPECT_EQ(platform.at("id").string_value(), "linkedin");
  EXPECT_EQ(platform.at("possible_cases").string_value(), "37888");
  EXPECT_EQ(platform.at("states").number_value(), 7699);
  EXPECT_EQ(platform.at("rules").list_value().values_size(), 12);

  const Outcome bad = AdvisorPlugin("check --json " DEAD_RULE_PLUGIN);
  EXPECT_EQ(bad.status, 1);
  const google::protobuf::Struct refused = Parsed(bad.out);
  EXPECT_TRUE(refused.fields().at("refused").bool_value());
  EXPECT_THAT(refused.fields().at("causes").list_value().values(0).string_value(), HasSubstr(kWitness));
  EXPECT_EQ(refused.fields().at("platforms").list_value().values_size(), 0);
}

std::vector<std::string> Lines(const google::protobuf::Value& value) {
  std::vector<std::string> lines;
  for (const auto& line : value.list_value().values()) lines.push_back(line.string_value());
  return lines;
}

TEST(CheckTest, SaysWhichWallsStoodAndWhatWasTriedInVain) {
  EXPECT_THAT(AdvisorPlugin("check " LINKEDIN_PLUGIN).out,
              AllOf(ContainsRegex("compiled behind: limits, .*no_new_privs, .*seccomp\n"), Not(HasSubstr("in vain"))));
  EXPECT_THAT(AdvisorPlugin("check " FORKING_PLUGIN).out, HasSubstr("tried in vain: clone\n"));

  const google::protobuf::Struct said = Parsed(AdvisorPlugin("check --json " FORKING_PLUGIN).out);
  EXPECT_THAT(Lines(said.fields().at("walls")), IsSupersetOf({"limits", "no_new_privs", "seccomp"}));
  EXPECT_THAT(Lines(said.fields().at("denied_calls")), ElementsAre("clone"));
}

TEST(CheckTest, ParsesWhateverTheFileIsCalled) {
  const ScratchDirectory directory;
  directory.Write("\xff\"\x1b.so", "no library");
  const Outcome outcome = AdvisorPlugin("check --json " + directory.path().string() + "/*.so");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(Parsed(outcome.out).fields().at("file").string_value(), "\\xff\"\\x1b.so");
}

TEST(CheckTest, NamesAFileThatIsNotThere) {
  const Outcome outcome = AdvisorPlugin("check /nowhere/plugin.so");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, AllOf(StartsWith("plugin.so is refused:"), HasSubstr("No such file or directory")));
}

TEST(CheckTest, ObeysItsLimits) {
  const Outcome outcome = AdvisorPlugin("check --timeout-ms 500 " LOOPING_PLUGIN);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("did not come to an end within 500 ms; it was stopped while "));
}

TEST(CheckTest, ChecksWithTheParametersOfTheOperator) {
  const Outcome outcome = AdvisorPlugin("check --parameter linkedin.connection_limit=0 " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("parameter 'connection_limit': its value is 0, out of its range"));
  EXPECT_EQ(AdvisorPlugin("check --parameter linkedin.connection_limit=20000 " LINKEDIN_PLUGIN).status, 0);
}

TEST(CommandLineTest, AParameterThatThePluginHasNotIsWrong) {
  for (const char* words : {"check " LINKEDIN_PLUGIN, "table " LINKEDIN_PLUGIN, "draw " LINKEDIN_PLUGIN,
                            "diff " LINKEDIN_PLUGIN " " LINKEDIN_PLUGIN, "test " LINKEDIN_PLUGIN " /dev/null",
                            "replay /dev/null --plugin " LINKEDIN_PLUGIN}) {
    const Outcome outcome = AdvisorPlugin(std::string(words) + " --parameter linkedin.conection_limit=5 2>&1");
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_EQ(
        outcome.out,
        "--parameter linkedin.conection_limit: there is no such parameter; choose of linkedin.connection_limit\n");
  }
}

TEST(CommandLineTest, NamesWhatMayHaveBeenMeant) {
  EXPECT_EQ(AdvisorPlugin("chek a.so 2>&1").out,
            "advisor-plugin: there is no command chek; did you mean check?\nSee advisor-plugin --help.\n");
  EXPECT_EQ(AdvisorPlugin("check a.so --jsn 2>&1").out,
            "advisor-plugin: there is no option --jsn; did you mean --json?\nSee advisor-plugin check --help.\n");
  EXPECT_EQ(AdvisorPlugin("check a.so b.so 2>&1").out,
            "advisor-plugin: 'b.so' is one argument too many\nSee advisor-plugin check --help.\n");
  EXPECT_EQ(AdvisorPlugin("check 2>&1").out, "advisor-plugin: FILE.so is required\nSee advisor-plugin check --help.\n");
}

TEST(CommandLineTest, AFileMayFollowAParameter) {
  EXPECT_EQ(AdvisorPlugin("check --parameter linkedin.connection_limit=5 " LINKEDIN_PLUGIN).status, 0);
}

TEST(CommandLineTest, SaysItsVersion) {
  const Outcome outcome = AdvisorPlugin("--version");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, ContainsRegex("^advisor-plugin [0-9]+\\.[0-9]+\\.[0-9]+\n$"));
}

TEST(CommandLineTest, CompletesCommandsAndOptionsAndLeavesFilesToTheShell) {
  EXPECT_EQ(AdvisorPlugin("__complete ch").out, "check\n");
  EXPECT_THAT(AdvisorPlugin("__complete ''").out, AllOf(HasSubstr("check\n"), HasSubstr("replay\n")));
  EXPECT_EQ(AdvisorPlugin("__complete replay --w").out, "--witnesses\n");
  EXPECT_THAT(AdvisorPlugin("__complete check --").out, AllOf(HasSubstr("--json\n"), Not(HasSubstr("--witnesses"))));
  EXPECT_EQ(AdvisorPlugin("__complete check ''").out, "");
  EXPECT_EQ(AdvisorPlugin("__complete nothing --").out, "");
  EXPECT_EQ(AdvisorPlugin("__complete").out, "");
}

TEST(CommandLineTest, TeachesWhatThereIs) {
  const Outcome help = AdvisorPlugin("--help");
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out,
              AllOf(HasSubstr("check"), HasSubstr("whether the server would serve"),
                    HasSubstr("Exit status: 0 all is well, 1 a plugin is refused"), HasSubstr("behind a sandbox")));
  const Outcome check = AdvisorPlugin("check --help");
  EXPECT_EQ(check.status, 0);
  EXPECT_THAT(check.out, AllOf(HasSubstr("--json"), HasSubstr("--timeout-ms"), HasSubstr("--memory-bytes"),
                               HasSubstr("--parameter"), HasSubstr("--unsandboxed"), HasSubstr("FILE.so"),
                               HasSubstr("Exit status: 0 fit to serve")));
}

TEST(CommandLineTest, IsToldWhereItIsWrong) {
  for (const char* words :
       {"", "chek", "check", "check --nothing a.so", "check a.so b.so", "check --timeout-ms 0 a.so",
        "check --memory-bytes 5 a.so", "check --parameter limit a.so", "check --parameter a.limit=many a.so"}) {
    const Outcome outcome = AdvisorPlugin(std::string(words) + " 2>&1");
    EXPECT_EQ(outcome.status, 2) << words << "\n" << outcome.out;
    EXPECT_THAT(outcome.out, Not(HasSubstr("is refused"))) << words;
  }
}

TEST(CommandLineTest, DoesNotCompileForPeople) {
  const Outcome outcome = AdvisorPlugin("compile 2>&1 3<&- 4>&-");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, HasSubstr("advisor-plugin check"));
}

}  // namespace
}  // namespace connection_advisor
