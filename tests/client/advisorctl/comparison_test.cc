#include "client/advisorctl/comparison.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::HasSubstr;
using testing::Not;

v1::ComparePlatformsResponse ThreeResults() {
  auto response = FromJson<v1::ComparePlatformsResponse>(R"({
    "results": [
      {"platform": "facebook", "result": {"error": {"code": 5, "message": "facebook is not loaded"}}},
      {"platform": "linkedin"},
      {"platform": "twitter", "result": {"advice": {
        "headline": "Connect: you share a passion.", "verdict": "VERDICT_CONNECT", "nextStep": "Follow them.",
        "reasons": [{"ruleId": "passion", "summary": "You share a passion."}]}}}
    ],
    "ranking": ["twitter", "linkedin"],
    "bestPlatform": "twitter"
  })");
  *response.mutable_results(1)->mutable_result()->mutable_advice() = Undecided();
  return response;
}

constexpr char kThreeSideBySide[] = R"(          | twitter              | linkedin             | facebook
Verdict   | CONNECT              | NEEDS_INFORMATION    | no advice
----------+----------------------+----------------------+---------------------
In short  | Connect: you share a | Not yet decided:     | facebook is not
          | passion.             | have you met in      | loaded
          |                      | person?              |
----------+----------------------+----------------------+---------------------
Why       | You share a passion. |                      |
----------+----------------------+----------------------+---------------------
Next step | Follow them.         | Have you met in      |
          |                      | person?              |
----------+----------------------+----------------------+---------------------
Ask       |                      | relationship.met_in_ |
          |                      | person               |
----------+----------------------+----------------------+---------------------

Best: twitter.
)";

TEST(Comparison, PlatformsStandSideBySideTheBestFirst) {
  EXPECT_EQ(Comparison(ThreeResults(), Terminal{80, false}), kThreeSideBySide);
}

TEST(Comparison, NoLineIsWiderThanTheTerminal) {
  for (const int columns : {40, 60, 80, 132}) {
    std::istringstream table(Comparison(ThreeResults(), Terminal{columns, false}));
    for (std::string line; std::getline(table, line);) {
      EXPECT_LE(static_cast<int>(line.size()), columns) << line;
    }
  }
}

TEST(Comparison, ANarrowTerminalGetsOneTableAfterAnother) {
  const std::string table = Comparison(ThreeResults(), Terminal{40, false});
  EXPECT_LT(table.find("twitter"), table.find("linkedin"));
  EXPECT_THAT(table, HasSubstr("          | twitter\n"));
  EXPECT_THAT(table, HasSubstr("          | linkedin\n"));
}

TEST(Comparison, WithoutABestPlatformItSaysSo) {
  v1::ComparePlatformsResponse response = ThreeResults();
  response.clear_best_platform();
  EXPECT_THAT(Comparison(response, Terminal{80, false}), HasSubstr("None of them is advised as things stand.\n"));
}

TEST(Comparison, WhatAServerSendsCannotTakeOverTheTerminal) {
  v1::ComparePlatformsResponse response = ThreeResults();
  response.mutable_results(0)->set_platform("face\033[2Jbook");
  response.mutable_results(0)->mutable_result()->mutable_error()->set_message("\033]0;x\007");
  response.set_best_platform("\033[1A");
  EXPECT_THAT(Comparison(response, Terminal{80, false}), Not(HasSubstr("\033")));
}

TEST(Comparison, WithNoPlatformThereIsNoTable) {
  EXPECT_EQ(Comparison({}, Terminal{80, false}), "No platform is loaded.\n");
}

}  // namespace
}  // namespace connection_advisor::client
