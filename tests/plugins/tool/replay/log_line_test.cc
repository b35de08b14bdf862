#include "plugins/tool/replay/log_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace connection_advisor::tool {
namespace {

using testing::HasSubstr;

constexpr char kDecision[] =
    R"({"time":"2026-11-24T15:04:05.678Z","method":"Advise","platform":"linkedin",)"
    R"("plugin":{"name":"linkedin","version":"1.0.0","sha256":"ab"},"request_id":"r-\"1\"","verdict":"MEET_FIRST",)"
    R"("rule":"reaches_out","stated":{"a.b":"true","c.d":"NEVER"},"derived":{"e.f":"below 10"},"assumed":{"g.h":"x"}})";

class LogLineTest : public testing::Test {
 protected:
  absl::StatusOr<LineKind> Parse(const std::string& line) {
    text_ = line + std::string(LineParser::Padding(), '#');
    return parser_.Parse(std::string_view(text_).substr(0, line.size()));
  }

  std::string text_;
  LineParser parser_;
};

TEST_F(LogLineTest, ADecisionIsReadAsFarAsItIsDecidedAgain) {
  const absl::StatusOr<LineKind> kind = Parse(kDecision);
  ASSERT_TRUE(kind.ok()) << kind.status();
  EXPECT_EQ(*kind, LineKind::kDecision);
  const LoggedDecision& decision = parser_.decision();
  EXPECT_EQ(decision.platform, "linkedin");
  EXPECT_EQ(decision.request_id, "r-\"1\"");
  EXPECT_EQ(decision.result, Result::kMeetFirst);
  EXPECT_EQ(decision.rule, "reaches_out");
  ASSERT_EQ(decision.facts.size(), 3u);
  EXPECT_EQ(decision.facts[0].id, "a.b");
  EXPECT_EQ(decision.facts[1].value, "NEVER");
  EXPECT_EQ(decision.facts[2].id, "e.f");
  EXPECT_EQ(decision.facts[2].value, "below 10");
}

TEST_F(LogLineTest, NothingIsLeftOfTheLineBefore) {
  ASSERT_TRUE(Parse(kDecision).ok());
  ASSERT_TRUE(Parse(R"({"platform":"x","verdict":"NEEDS_INFORMATION"})").ok());
  EXPECT_EQ(parser_.decision().platform, "x");
  EXPECT_EQ(parser_.decision().result, Result::kNeedsInformation);
  EXPECT_EQ(parser_.decision().rule, "");
  EXPECT_EQ(parser_.decision().request_id, "");
  EXPECT_TRUE(parser_.decision().facts.empty());
}

TEST_F(LogLineTest, TheOrderOfTheKeysDoesNotMatter) {
  ASSERT_TRUE(
      Parse(R"({"stated":{"a.b":"true"},"verdict":"CONNECT","extra":[1,{"platform":"no"}],"platform":"x"})").ok());
  EXPECT_EQ(parser_.decision().platform, "x");
  EXPECT_EQ(parser_.decision().facts.size(), 1u);
}

TEST_F(LogLineTest, LossesAreAddedUp) {
  const absl::StatusOr<LineKind> kind = Parse(R"({"time":"2026-11-24T15:04:05.678Z","lost":{"queue":12,"file":3}})");
  ASSERT_TRUE(kind.ok()) << kind.status();
  EXPECT_EQ(*kind, LineKind::kLosses);
  EXPECT_EQ(parser_.lost(), 15u);
}

TEST_F(LogLineTest, WhatIsNoLineOfALogSaysWhy) {
  const struct {
    std::string line;
    const char* cause;
  } rows[] = {
      {"2026-11-24 info serving", "is no JSON object"},
      {"[1,2]", "is no JSON object"},
      {"\"text\"", "is no JSON object"},
      {"{}", "names no platform"},
      {R"({"platform":"x"})", "has no verdict"},
      {R"({"verdict":"CONNECT"})", "names no platform"},
      {R"({"platform":7,"verdict":"CONNECT"})", "platform is no text"},
      {R"({"platform":"x","verdict":"PERHAPS"})", "the verdict is none that there is"},
      {R"({"platform":"x","verdict":"IMPOSSIBLE"})", "the verdict is none that there is"},
      {R"({"platform":"x","verdict":"CONNECT","stated":{"a.b":true}})", "stated holds something else than texts"},
      {R"({"platform":"x","verdict":"CONNECT","derived":["a.b"]})", "derived holds no facts"},
      {R"({"platform":"x","verdict":"CONNECT","rule":null})", "rule is no text"},
      {R"({"lost":{"queue":"many"}})", "lost says of no cause how many"},
      {R"({"platform":"x","verdict":"CONNECT"} {"platform":"x","verdict":"CONNECT"})", "is no JSON object"},
  };
  for (const auto& row : rows) {
    const absl::StatusOr<LineKind> kind = Parse(row.line);
    ASSERT_FALSE(kind.ok()) << row.line;
    EXPECT_EQ(kind.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(kind.status().message()), HasSubstr(row.cause)) << row.line;
  }
}

// As a crash leaves it.
TEST_F(LogLineTest, NoBeginningOfALineIsTakenForALine) {
  const std::string line = kDecision;
  for (size_t size = 0; size < line.size(); ++size) EXPECT_FALSE(Parse(line.substr(0, size)).ok()) << size;
}

}  // namespace
}  // namespace connection_advisor::tool
