#include "client/advisorctl/completion.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::string> Offered(const std::vector<std::string>& words) {
  const Loaded loaded = {[] {
                           const auto platforms = FromJson<v1::ListPlatformsResponse>(R"({"platforms": [
                             {"id": "facebook", "rules": [{"id": "friend", "kind": "RULE_KIND_DECIDES"}]},
                             {"id": "linkedin", "rules": [{"id": "never_met", "kind": "RULE_KIND_IMPOSSIBLE"},
                                                          {"id": "known", "kind": "RULE_KIND_DECIDES"},
                                                          {"id": "friendship", "kind": "RULE_KIND_NOTE"},
                                                          {"id": "stranger", "kind": "RULE_KIND_DECIDES"}]}]})");
                           return std::vector<v1::Platform>(platforms.platforms().begin(), platforms.platforms().end());
                         },
                         [] {
                           return std::vector<KnownPlugin>{{"rose", "1.1.0"}, {"rose", "1.0.0"}, {"tulip", "2.0.0"}};
                         }};
  return Complete(words, loaded);
}

TEST(Completion, CommandsComeFirst) {
  EXPECT_THAT(Offered({""}), ElementsAre("advise", "interview", "why-not", "compare", "batch", "replay", "platforms",
                                         "platform", "plugins"));
  EXPECT_THAT(Offered({"--json", "plat"}), ElementsAre("platforms", "platform"));
}

TEST(Completion, OptionsAreThoseOfTheCommand) {
  EXPECT_THAT(Offered({"advise", "--"}), IsSupersetOf({"--set", "--platform", "--full", "--server", "--json"}));
  EXPECT_THAT(Offered({"platforms", "--"}), Not(Contains("--set")));
  EXPECT_THAT(Offered({"compare", "--pl"}), ElementsAre("--platforms"));
}

TEST(Completion, AReplayHasFilesAndItsOwnOptions) {
  EXPECT_THAT(Offered({"replay", "--"}), IsSupersetOf({"--plugin", "--parameter", "--witnesses", "--allow-bad-lines"}));
  EXPECT_THAT(Offered({"replay", ""}), IsEmpty()) << "the shell offers files";
  EXPECT_THAT(Offered({"replay", "decisions.jsonl", "--plugin", ""}), IsEmpty()) << "the shell offers files";
}

TEST(Completion, StatementsAreFieldsAndThenTheirValues) {
  EXPECT_THAT(Offered({"advise", "--set", "relationship.m"}),
              ElementsAre("relationship.met_in_person=", "relationship.my_assessment="));
  EXPECT_THAT(Offered({"advise", "--set", "member.connection_c"}),
              ElementsAre("member.connection_counts.", "member.connection_count="));
  EXPECT_THAT(Offered({"advise", "--set", "relationship.worked_together="}),
              ElementsAre("relationship.worked_together=NEVER", "relationship.worked_together=VIRTUALLY",
                          "relationship.worked_together=IN_PERSON"));
  EXPECT_THAT(Offered({"advise", "--set=relationship.met_in_person=t"}),
              ElementsAre("--set=relationship.met_in_person=true"));
  EXPECT_THAT(Offered({"advise", "--set", "candidate.display_name="}), IsEmpty());
  EXPECT_THAT(Offered({"advise", "--set", "nonsense="}), IsEmpty());
}

TEST(Completion, PlatformsAreThoseOfTheServer) {
  EXPECT_THAT(Offered({"advise", "--platform", ""}), ElementsAre("facebook", "linkedin"));
  EXPECT_THAT(Offered({"platform", "l"}), ElementsAre("linkedin"));
}

TEST(Completion, PluginsHaveCommandsOfTheirOwn) {
  EXPECT_THAT(Offered({"plugins", ""}),
              ElementsAre("list", "rescan", "activate", "roll-back", "retire", "upload", "preview", "shadow"));
  EXPECT_THAT(Offered({"plugins", "--admin", "unix:a", "re"}), ElementsAre("rescan", "retire"));
  EXPECT_THAT(Offered({"plugins", "upload", "--"}), IsSupersetOf({"--signature", "--admin", "--json"}));
  EXPECT_THAT(Offered({"plugins", "list", "--"}), Not(Contains("--signature")));
  EXPECT_THAT(Offered({"plugins", "upload", ""}), IsEmpty()) << "the shell offers files";
}

TEST(Completion, PluginsAndVersionsAreThoseOfTheAdministration) {
  for (const char* action : {"activate", "roll-back", "retire", "shadow"}) {
    EXPECT_THAT(Offered({"plugins", action, ""}), ElementsAre("rose", "tulip")) << action;
  }
  EXPECT_THAT(Offered({"plugins", "activate", "rose", ""}), ElementsAre("1.1.0", "1.0.0"));
  EXPECT_THAT(Offered({"plugins", "retire", "tulip", ""}), ElementsAre("2.0.0"));
  EXPECT_THAT(Offered({"plugins", "shadow", "rose", ""}), ElementsAre("1.1.0", "1.0.0"));
  EXPECT_THAT(Offered({"plugins", "shadow", "rose", "--s"}), Contains("--stop"));
  EXPECT_THAT(Offered({"plugins", "activate", "lily", ""}), IsEmpty());
}

TEST(Completion, RulesAreThoseThatDecideOnThePlatformThatIsNamed) {
  EXPECT_THAT(Offered({"why-not", ""}), ElementsAre("friend", "known", "stranger"));
  EXPECT_THAT(Offered({"--platform", "linkedin", "why-not", ""}), ElementsAre("known", "stranger"));
  EXPECT_THAT(Offered({"why-not", "known", "--pl"}), ElementsAre("--platform"));
  EXPECT_THAT(Offered({"why-not", "known", ""}), IsEmpty());
}

TEST(Completion, WhereAFileIsExpectedTheShellOffersFiles) {
  EXPECT_THAT(Offered({"advise", ""}), IsEmpty());
  EXPECT_THAT(Offered({"batch", "peo"}), IsEmpty());
  EXPECT_THAT(Offered({}), IsEmpty());
}

}  // namespace
}  // namespace connection_advisor::client
