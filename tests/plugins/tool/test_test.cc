// `advisor-plugin test` as somebody who writes rules runs it.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/scratch_directory.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kLinkedInCases[] = BUNDLED_CASES "/linkedin/cases.yaml";
constexpr char kGarden[] = "cases:\n  - {name: a gardener, platform: garden, facts: {garden.gardens: true}, verdict: ";

class TestCommandTest : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  std::string Written(const std::string& name, const std::string& text) const {
    return directory_.Write(name, text).string();
  }
  static Outcome Test(const std::string& words) { return AdvisorPlugin("test " + words); }
  // What the program says on standard error.
  static Outcome TestErrors(const std::string& words) { return AdvisorPlugin("test " + words + " 2>&1 >/dev/null"); }

  // What Python's parser makes of the file: a row for each test case.
  Outcome ParsedByPython(const std::string& junit) const {
    const std::string script = Written("parse.py", R"(
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
print(root.tag, root.get("tests"), root.get("failures"))
for suite in root:
    print(suite.tag, suite.get("tests"), suite.get("failures"))
    for case in suite:
        failure = case.find("failure")
        print(case.get("classname"), ascii(case.get("name")), "passed" if failure is None else failure.get("message"))
)");
    return RunInShell("python3 " + script + " " + junit + " 2>&1");
  }

  const ScratchDirectory directory_;
};

TEST_F(TestCommandTest, PassesWhereAllCasesPass) {
  const Outcome outcome = Test(std::string(LINKEDIN_PLUGIN) + " " + kLinkedInCases);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(
      outcome.out,
      AllOf(StartsWith("passed  side by side without ever meeting: IMPOSSIBLE by worked_in_person_yet_never_met\n"),
            HasSubstr("\nOf linkedin:\n  12 of 12 rules decide a case\n  4 of 4 notes hold in one\n"),
            EndsWith(" passed, 0 failed\n"), Not(HasSubstr("FAILED"))));
}

TEST_F(TestCommandTest, FailsWhereACaseFailsAndSaysWhyAndWhere) {
  const std::string cases = Written("cases.yaml", std::string(kGarden) + "DECLINE}\n");
  const Outcome outcome = Test(std::string(TWO_PLATFORMS_PLUGIN) + " " + cases);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, StartsWith("FAILED  a gardener (" + cases +
                                      ":2)\n"
                                      "          expected  DECLINE\n"
                                      "          came      CONNECT by gardens\n"
                                      "          - the verdict is CONNECT, not DECLINE\n"
                                      "          gardens: They garden.\n"));
  EXPECT_THAT(outcome.out, EndsWith("\n0 passed, 1 failed\n"));
}

TEST_F(TestCommandTest, JudgesNothingWhereACaseFileIsWrong) {
  const std::string wrong = Written("wrong.yaml", "cases:\n  - {name: a, platform: gardn, verdict: CONNECT}\n");
  const std::string good = Written("good.yaml", std::string(kGarden) + "CONNECT}\n");
  const std::string words = std::string(TWO_PLATFORMS_PLUGIN) + " " + good + " " + wrong + " " + Path("none.yaml");
  const Outcome outcome = TestErrors(words);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr(wrong + ":2: The plugin has no platform \"gardn\". Did you mean \"garden\"?"),
                    HasSubstr("none.yaml: can't be read: No such file")));
  EXPECT_THAT(Test(words + " 2>/dev/null").out, IsEmpty());
}

TEST_F(TestCommandTest, RefusesAPluginThatTheServerRefuses) {
  const Outcome outcome = TestErrors(std::string(DEAD_RULE_PLUGIN) + " " + kLinkedInCases);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("DeadRule.so is refused:\n  - platform 'hostile' breaks law 3"));
}

TEST_F(TestCommandTest, TakesSeveralFilesYamlAndJsonAndSeveralPlatforms) {
  const std::string yaml = Written("cases.yaml", std::string(kGarden) + "CONNECT}\n");
  const std::string json = Written("cases.json",
                                   R"({"platform": "choir", "cases": [
                                        {"name": "an old hand", "facts": {"choir.sings": true, "choir.years": 10},
                                         "verdict": "CONNECT", "notes": ["sings_for_long"]},
                                        {"name": "nobody known", "facts": {}, "verdict": "NEEDS_INFORMATION",
                                         "first_question": "choir.sings"}]})");
  const Outcome outcome = Test(std::string(TWO_PLATFORMS_PLUGIN) + " " + yaml + " " + json);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("passed  an old hand: CONNECT by sings, noting sings_for_long\n"),
                                 HasSubstr("Of garden:\n  1 of 2 rules decide a case, and not these:\n"),
                                 HasSubstr("Of choir:\n"
                                           "  1 of 2 rules decide a case, and not these:\n"
                                           "    rule no_reason decides\n"
                                           "  1 of 1 notes hold in one\n"
                                           "  1 of 2 sides of the boundaries of integers are touched, and not these:\n"
                                           "    choir.years at 9, the last of \"below 10\"\n"),
                                 EndsWith("\n3 passed, 0 failed\n")));
}

TEST_F(TestCommandTest, SuggestsCasesThatCoverTheRest) {
  for (const std::string plugin : {LINKEDIN_PLUGIN, TWO_PLATFORMS_PLUGIN}) {
    const std::string suggested = Path("suggested.yaml");
    const std::string no_cases = plugin + " " + Written("cases.yaml", "cases: []\n") + " ";
    const Outcome first = Test(no_cases + "--suggest " + suggested);
    EXPECT_EQ(first.status, 0);
    EXPECT_THAT(first.out, AllOf(HasSubstr("and not these:"), HasSubstr(" cases suggested in " + suggested + "\n")));

    const Outcome second = Test(no_cases + suggested + " --suggest " + Path("more.yaml"));
    EXPECT_EQ(second.status, 0);
    EXPECT_THAT(second.out, AllOf(Not(HasSubstr("and not these:")), Not(HasSubstr("FAILED")),
                                  HasSubstr("\n0 cases suggested in ")));
    // Nothing is a case file too.
    EXPECT_EQ(Test(plugin + " " + Path("more.yaml")).status, 0);
  }
}

TEST_F(TestCommandTest, NoticesABoundaryThatMovesByOneOnceTheCasesTouchIt) {
  const std::string suggested = Path("suggested.yaml");
  const std::string with_suggested = std::string(LINKEDIN_PLUGIN) + " " + suggested;
  Test(std::string(LINKEDIN_PLUGIN) + " " + Written("cases.yaml", "cases: []\n") + " --suggest " + suggested);
  for (const char* moved : {"29999", "30001"}) {
    const Outcome outcome = Test(with_suggested + " --parameter linkedin.connection_limit=" + moved);
    EXPECT_EQ(outcome.status, 1) << moved;
    EXPECT_THAT(outcome.out, HasSubstr("FAILED  linkedin: connection_count ")) << moved;
  }
}

TEST_F(TestCommandTest, WritesJUnitThatAnXmlParserTakes) {
  const std::string cases =
      Written("<cases> & \"more\".yaml",
              std::string(kGarden) +
                  "CONNECT}\n"
                  "  - {name: '<b> & \"quotes\" ]]> gardener''s', platform: garden, verdict: DECLINE}\n"
                  "  - {name: \"caf\xc3\xa9 \xf0\x9f\x8c\xb7 \\uFFFE\\uFFFF\", platform: choir, verdict: CONNECT}\n");
  const std::string junit = Path("junit.xml");
  EXPECT_EQ(Test(std::string(TWO_PLATFORMS_PLUGIN) + " '" + cases + "' --junit " + junit).status, 1);
  const Outcome parsed = ParsedByPython(junit);
  EXPECT_EQ(parsed.status, 0);
  EXPECT_EQ(parsed.out,
            "testsuites 3 2\n"
            "testsuite 3 2\n"
            "garden 'a gardener' passed\n"
            "garden '<b> & \"quotes\" ]]> gardener\\'s' the verdict is NEEDS_INFORMATION, not DECLINE\n"
            "choir 'caf\\xe9 \\U0001f337 \\\\xef\\\\xbf\\\\xbe\\\\xef\\\\xbf\\\\xbf' the verdict is NEEDS_INFORMATION, "
            "not CONNECT\n");
}

TEST_F(TestCommandTest, WritesOverNoFileThatItReads) {
  const std::string text = std::string(kGarden) + "CONNECT}\n";
  const std::string cases = Written("cases.yaml", text);
  RunInShell("ln -s cases.yaml " + Path("link.yaml"));
  for (const std::string option : {"--junit", "--suggest"}) {
    for (const std::string& file : {cases, Path("link.yaml"), Path("./cases.yaml")}) {
      const Outcome outcome = TestErrors(std::string(TWO_PLATFORMS_PLUGIN) + " " + cases + " " + option + " " + file);
      EXPECT_EQ(outcome.status, 2);
      EXPECT_EQ(outcome.out, file + " is " + cases + ", which this test reads; write to another file\n");
      EXPECT_EQ(RunInShell("cat " + cases).out, text);
    }
  }
}

TEST_F(TestCommandTest, WritesNoFileOverTheOther) {
  const std::string words = std::string(LINKEDIN_PLUGIN) + " " + kLinkedInCases + " --junit ";
  const std::string both = Path("both");
  RunInShell("ln -s . " + Path("here"));
  for (const std::string& same : {both, Path("./both"), Path("here/both")}) {
    const Outcome outcome = TestErrors(words + both + " --suggest " + same);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "--junit " + both + " and --suggest " + same + " are one file; write to two\n");
    EXPECT_NE(RunInShell("test -e " + both).status, 0);
  }
  Written("both", "as it was");
  RunInShell("ln -s both " + Path("link"));
  EXPECT_EQ(TestErrors(words + both + " --suggest " + Path("link")).status, 2);
  EXPECT_EQ(RunInShell("cat " + both).out, "as it was");
  EXPECT_EQ(TestErrors(words + "/dev/null --suggest /dev/null").status, 0);
}

TEST_F(TestCommandTest, ReplacesAFileWholeAndFollowsLinks) {
  const std::string words = std::string(LINKEDIN_PLUGIN) + " " + kLinkedInCases + " --junit ";
  const std::string old = Written("old.xml", "old");
  RunInShell("ln " + old + " " + Path("seen.xml") + " && ln -s old.xml " + Path("link.xml"));
  EXPECT_EQ(Test(words + Path("link.xml")).status, 0);
  EXPECT_EQ(RunInShell("cat " + Path("seen.xml")).out, "old") << "whoever reads it reads on";
  EXPECT_THAT(RunInShell("test -L " + Path("link.xml") + " && cat " + old).out, HasSubstr("<testsuites"));
}

TEST_F(TestCommandTest, WritesToWhatIsNoFileAsItStands) {
  const std::string words = std::string(LINKEDIN_PLUGIN) + " " + kLinkedInCases + " --junit ";
  EXPECT_THAT(Test(words + "/dev/stdout").out, HasSubstr("<testsuites"));
  EXPECT_EQ(RunInShell("mkfifo " + Path("pipe")).status, 0);
  EXPECT_THAT(Test(words + Path("pipe") + " >/dev/null & cat " + Path("pipe")).out, HasSubstr("<testsuites"));
}

TEST_F(TestCommandTest, SaysWhatItCannotWrite) {
  const std::string words = std::string(LINKEDIN_PLUGIN) + " " + kLinkedInCases;
  for (const char* option : {"--junit", "--suggest"}) {
    const Outcome outcome = TestErrors(words + " " + option + " /nowhere/file");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.out, StartsWith("'/nowhere/file' cannot be written: No such file"));
  }
}

TEST_F(TestCommandTest, TeachesItselfAndIsToldWhereTheCommandLineIsWrong) {
  EXPECT_THAT(Test("--help").out, AllOf(HasSubstr("CASES"), HasSubstr("--junit"), HasSubstr("--suggest"),
                                        HasSubstr("verdict: CONNECT"), HasSubstr("Exit status: 0 all cases pass")));
  for (const char* words : {"", LINKEDIN_PLUGIN, LINKEDIN_PLUGIN " a.yaml --sugest b.yaml"}) {
    EXPECT_EQ(TestErrors(words).status, 2) << words;
  }
}

}  // namespace
}  // namespace connection_advisor
