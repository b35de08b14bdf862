// What passes, what fails, and what is said of it.
#include "plugins/tool/acceptance/result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "plugins/tool/acceptance/case_binding.h"
#include "plugins/tool/acceptance/case_file.h"
#include "plugins/tool/acceptance/junit.h"
#include "plugins/tool/acceptance/report.h"
#include "tests/generated/platform.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::tool {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// The cases on small_platform.h, judged.
std::vector<Result> Judged(const std::string& cases, const std::string& file = "cases.yaml") {
  static const auto& platform =
      *new std::shared_ptr<const platform::Platform>(generated::PlatformOf(advice::SmallRows("small")));
  Problems problems;
  const std::vector<WrittenCase> written = ParseCases(file, "cases:\n" + cases, &problems);
  std::vector<Case> bound = BindCases(written, {&platform, 1}, &problems);
  EXPECT_THAT(problems, IsEmpty());
  return Judge(std::move(bound));
}

std::vector<std::string> DifferencesOf(const std::string& case_keys) {
  const std::vector<Result> results = Judged("  - {name: a, " + case_keys + "}\n");
  EXPECT_THAT(results, SizeIs(1));
  return results[0].differences;
}

constexpr char kGood[] = "facts: {small.f_work: V1}";
constexpr char kShyStranger[] = "facts: {small.f_work: V0, small.f_met: false, small.f_shy: true}";
constexpr char kNothing[] = "facts: {}";
constexpr char kContradiction[] = "facts: {small.f_work: V1, small.f_met: false}";

std::string With(const char* facts, const std::string& expected) { return std::string(facts) + ", " + expected; }

TEST(JudgeTest, PassesWhatTheAnswerMeets) {
  for (const std::string& keys : {
           With(kGood, "verdict: CONNECT"),
           With(kGood, "verdict: CONNECT, rule: good, without_notes: [shy]"),
           With(kShyStranger, "verdict: DECLINE, rule: otherwise, notes: [shy]"),
           With(kNothing, "verdict: NEEDS_INFORMATION"),
           With(kNothing, "verdict: NEEDS_INFORMATION, first_question: small.f_work, without_notes: [shy]"),
           With(kContradiction, "verdict: IMPOSSIBLE"),
           With(kContradiction, "verdict: IMPOSSIBLE, rule: never_met_yet_good"),
       }) {
    EXPECT_THAT(DifferencesOf(keys), IsEmpty()) << keys;
  }
}

TEST(JudgeTest, SaysOfEachExpectationWhatCameInstead) {
  EXPECT_THAT(DifferencesOf(With(kGood, "verdict: DECLINE")), ElementsAre("the verdict is CONNECT, not DECLINE"));
  EXPECT_THAT(DifferencesOf(With(kGood, "verdict: IMPOSSIBLE")), ElementsAre("the verdict is CONNECT, not IMPOSSIBLE"));
  EXPECT_THAT(DifferencesOf(With(kContradiction, "verdict: CONNECT, rule: good")),
              ElementsAre("the verdict is IMPOSSIBLE, not CONNECT", "never_met_yet_good is the reason, not good"));
  EXPECT_THAT(DifferencesOf(With(kShyStranger, "verdict: DECLINE, rule: bad")),
              ElementsAre("otherwise is the reason, not bad"));
  EXPECT_THAT(DifferencesOf(With(kGood, "verdict: CONNECT, notes: [shy]")), ElementsAre("not said: shy"));
  EXPECT_THAT(DifferencesOf(With(kShyStranger, "verdict: DECLINE, without_notes: [shy]")),
              ElementsAre("said all the same: shy"));
  EXPECT_THAT(DifferencesOf(With(kNothing, "verdict: NEEDS_INFORMATION, first_question: small.f_met")),
              ElementsAre("it asks first about small.f_work, not about small.f_met"));
}

// Neither `bad` nor `otherwise` holds in every case that is left open.
TEST(JudgeTest, TakesNoTentativeReasonForARule) {
  const std::string bad_or_none = "facts: {small.f_limit: true}, verdict: DECLINE, rule: ";
  EXPECT_THAT(DifferencesOf(bad_or_none + "full"), IsEmpty());
  EXPECT_THAT(DifferencesOf(bad_or_none + "bad"), ElementsAre("full is the reason, not bad"));
}

constexpr char kCases[] =
    "  - {name: a friend, facts: {small.f_work: V1}, verdict: CONNECT}\n"
    "  - {name: 'the \"<other>\" & one', facts: {small.f_shy: true}, verdict: DECLINE}\n";

TEST(ReportTest, HasALineForACaseThatPassesAndTheReasonsForOneThatFails) {
  const std::vector<Result> results = Judged(kCases);
  std::ostringstream out;
  PrintResults(results, out);
  PrintSummary(results, out);
  EXPECT_EQ(out.str(),
            "passed  a friend: CONNECT by good\n"
            "FAILED  the \"<other>\" & one (cases.yaml:3)\n"
            "          expected  DECLINE\n"
            "          came      NEEDS_INFORMATION, asks first about small.f_work, noting shy\n"
            "          - the verdict is NEEDS_INFORMATION, not DECLINE\n"
            "          shy: " +
                results[0].judged.platform->rules[6].summary +
                "\n"
                "          " +
                results[0].judged.platform->facts[1].question +
                "\n"
                "1 passed, 1 failed\n");
}

TEST(ReportTest, CountsWhatIsCoveredAndNamesWhatIsNot) {
  const std::vector<Result> results = Judged(kCases);
  Coverage coverage(*results[0].judged.platform);
  for (const Result& result : results) coverage.Add(result.judged.stated, result.judged.expected);
  std::ostringstream out;
  PrintCoverage(*results[0].judged.platform, coverage, out);
  EXPECT_THAT(out.str(), StartsWith("Of small:\n"
                                    "  1 of 5 rules decide a case, and not these:\n"
                                    "    rule full decides\n"
                                    "    rule bad decides\n"
                                    "    rule met decides\n"
                                    "    rule otherwise decides\n"
                                    "  1 of 1 notes hold in one\n"
                                    "  0 of 1 impossible rules hold of one, and not these:\n"
                                    "    impossible rule never_met_yet_good holds\n"));
  EXPECT_THAT(out.str(), HasSubstr("    edge small.f_limit = true\n"));
}

TEST(JUnitTest, HasASuiteForEachFileAndEscapesWhatXmlHasForItself) {
  std::vector<Result> results = Judged(kCases);
  for (Result& result : Judged("  - {name: b, facts: {}, verdict: NEEDS_INFORMATION}\n", "more <cases>.yaml")) {
    results.push_back(std::move(result));
  }
  std::ostringstream out;
  WriteJUnit(results, out);
  EXPECT_EQ(out.str(), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="advisor-plugin test" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="cases.yaml" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="a friend" classname="small" file="cases.yaml" line="2"/>
    <testcase name="the &quot;&lt;other&gt;&quot; &amp; one" classname="small" file="cases.yaml" line="3">
      <failure message="the verdict is NEEDS_INFORMATION, not DECLINE">expected DECLINE; came NEEDS_INFORMATION, asks first about small.f_work, noting shy</failure>
    </testcase>
  </testsuite>
  <testsuite name="more &lt;cases&gt;.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="b" classname="small" file="more &lt;cases&gt;.yaml" line="2"/>
  </testsuite>
</testsuites>
)");
}

}  // namespace
}  // namespace connection_advisor::tool
