// Names and values are looked up on the platform; what is wrong is told with its line and the nearest right name.
#include "plugins/tool/acceptance/case_binding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "plugins/tool/acceptance/case_file.h"
#include "tests/generated/platform.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::tool {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using Platforms = std::vector<std::shared_ptr<const platform::Platform>>;

const Platforms& Small() {
  static const auto& platforms = *new Platforms{generated::PlatformOf(advice::SmallRows("small"))};
  return platforms;
}

struct Bound {
  std::vector<Case> cases;
  Problems problems;
};

Bound Bind(const std::string& text, const Platforms& platforms = Small()) {
  Bound bound;
  const std::vector<WrittenCase> written = ParseCases("cases.yaml", text, &bound.problems);
  EXPECT_THAT(bound.problems, IsEmpty());
  bound.cases = BindCases(written, platforms, &bound.problems);
  return bound;
}

std::string CaseWith(const std::string& lines) { return "cases:\n  - name: a\n" + lines; }

uint32_t RuleIndex(const std::string& id) {
  uint32_t index = 0;
  while (Small()[0]->rules[index].id != id) ++index;
  return index;
}

TEST(BindCasesTest, TurnsNamesIntoIndices) {
  const Bound bound =
      Bind(CaseWith("    verdict: CONNECT\n    rule: good\n    notes: [shy]\n"
                    "    facts: {small.f_work: V1, small.f_met: true, relationship.met_in_person: false}\n"));
  EXPECT_THAT(bound.problems, IsEmpty());
  ASSERT_THAT(bound.cases, SizeIs(1));
  const Case& one_case = bound.cases[0];
  EXPECT_EQ(one_case.platform, Small()[0]);
  EXPECT_THAT(one_case.stated.values, ElementsAre(diagram::kUnknown, 1, 1, diagram::kUnknown));
  EXPECT_EQ(one_case.expected.rule, RuleIndex("good"));
  EXPECT_TRUE(one_case.expected.notes.test(RuleIndex("shy")));
  EXPECT_TRUE(one_case.expected.without_notes.none());
}

TEST(BindCasesTest, FindsRulesAmongThoseThatTheVerdictMeans) {
  EXPECT_EQ(Bind(CaseWith("    verdict: IMPOSSIBLE\n    rule: never_met_yet_good\n")).cases[0].expected.rule,
            RuleIndex("never_met_yet_good"));
  EXPECT_THAT(Bind(CaseWith("    verdict: IMPOSSIBLE\n    rule: good\n")).problems,
              ElementsAre("cases.yaml:4: The platform has no rule of what is impossible named \"good\". There is "
                          "\"never_met_yet_good\"."));
  EXPECT_THAT(Bind(CaseWith("    verdict: DECLINE\n    rule: shy\n")).problems,
              ElementsAre(StartsWith("cases.yaml:4: The platform has no rule with a verdict named \"shy\".")));
}

TEST(BindCasesTest, NamesWhatWasProbablyMeant) {
  const Bound bound = Bind(
      "platform: smal\n"
      "cases:\n"
      "  - name: a\n"
      "    verdict: CONNECT\n"
      "  - name: b\n"
      "    platform: small\n"
      "    facts:\n"
      "      small.f_mett: true\n"
      "      small.f_work: V7\n"
      "    verdict: CONNECT\n"
      "    rule: goood\n"
      "    notes: [shi]\n"
      "    without_notes:\n"
      "      - otherwise\n"
      "  - name: c\n"
      "    platform: small\n"
      "    verdict: NEEDS_INFORMATION\n"
      "    first_question: small.f_wrok\n");
  EXPECT_THAT(
      bound.problems,
      ElementsAre("cases.yaml:1: The plugin has no platform \"smal\". Did you mean \"small\"? There is \"small\".",
                  AllOf(StartsWith("cases.yaml:8: No fact has the id \"small.f_mett\"."),
                        HasSubstr("Did you mean \"small.f_met\"?")),
                  StartsWith("cases.yaml:9: \"V7\" is no value of this fact. Send one of \"V0\", \"V1\", \"V2\""),
                  AllOf(StartsWith("cases.yaml:11: "), HasSubstr("Did you mean \"good\"?")),
                  AllOf(StartsWith("cases.yaml:12: The platform has no note named \"shi\"."),
                        HasSubstr("Did you mean \"shy\"?")),
                  StartsWith("cases.yaml:14: The platform has no note named \"otherwise\"."),
                  AllOf(StartsWith("cases.yaml:18: The platform has no fact \"small.f_wrok\"."),
                        HasSubstr("Did you mean \"small.f_work\"?"))));
  EXPECT_THAT(bound.cases, IsEmpty());
}

TEST(BindCasesTest, NeedsAPlatformWhereThePluginHasSeveral) {
  const Platforms both = {Small()[0], generated::PlatformOf(advice::SmallRows("other"))};
  EXPECT_THAT(Bind(CaseWith("    verdict: CONNECT\n"), both).problems,
              ElementsAre("cases.yaml:2: The plugin has several platforms; name the one that this case is about: "
                          "\"platform\" is one of \"small\", \"other\"."));
  const Bound bound =
      Bind(CaseWith("    verdict: CONNECT\n    platform: other\n    facts: {other.f_met: true}\n"), both);
  EXPECT_THAT(bound.problems, IsEmpty());
  EXPECT_EQ(bound.cases[0].platform, both[1]);
}

TEST(BindCasesTest, KeepsTheNumberOfAnIntegerThatIsStatedAsOne) {
  generated::Rows rows = advice::SmallRows("small");
  rows.facts[1].kind = generated::Kind::kInteger;  // cut at 10 and 20
  const Platforms platforms = {generated::PlatformOf(rows)};
  const auto bind = [&](const std::string& value) {
    return Bind(CaseWith("    verdict: CONNECT\n    facts: {small.f_work: " + value + "}\n"), platforms);
  };
  const Statement number = bind("19").cases[0].stated;
  EXPECT_EQ(number.values[1], 1);
  EXPECT_EQ(number.numbers[1], 19);
  const Statement part = bind("at least 10 and below 20").cases[0].stated;
  EXPECT_EQ(part.values[1], 1);
  EXPECT_EQ(part.numbers[1], std::nullopt);
  EXPECT_THAT(bind("\"19\"").problems, ElementsAre(StartsWith("cases.yaml:4: \"19\" is a text, not a number.")));
  EXPECT_THAT(bind("at least 10").problems, ElementsAre(StartsWith("cases.yaml:4: \"at least 10\" is no value")));
  EXPECT_THAT(bind("-1").problems, ElementsAre(StartsWith("cases.yaml:4: ")));
}

}  // namespace
}  // namespace connection_advisor::tool
