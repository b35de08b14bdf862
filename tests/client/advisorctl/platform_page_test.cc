#include "client/advisorctl/platform_page.h"

#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

v1::Platform Facebook() {
  return FromJson<v1::Platform>(R"({
    "id": "facebook", "displayName": "Facebook", "purpose": "Friends.",
    "plugin": {"name": "facebook", "version": "1.0.0"},
    "facts": [
      {"id": "member.connection_count", "kind": "FACT_KIND_INTEGER", "question": "How many friends do you have?",
       "values": ["below 5000", "at least 5000"], "assumption": "below 5000", "memberCanAct": true,
       "cutPoints": [5000]},
      {"id": "facebook.close", "kind": "FACT_KIND_BOOLEAN", "question": "Are you close?", "values": ["false", "true"],
       "favourable": true, "own": true}
    ],
    "rules": [
      {"id": "full", "kind": "RULE_KIND_DECIDES", "verdict": "VERDICT_DECLINE", "summary": "No room is left.",
       "rationale": "The platform has a limit.", "cases": "2"},
      {"id": "work", "kind": "RULE_KIND_NOTE", "summary": "A colleague is no friend."}
    ],
    "parameters": [{"id": "limit", "description": "The most friends one can have.", "minimum": 1, "maximum": 10000,
                    "defaultValue": 5000, "value": 5000, "source": "the help pages, 2024"}],
    "possibleCases": "4",
    "verdictShares": [{"verdict": "VERDICT_DECLINE", "cases": "3", "shareOfCases": 0.75},
                      {"verdict": "VERDICT_CONNECT", "cases": "1", "shareOfCases": 0.25},
                      {"verdict": "VERDICT_MEET_FIRST", "cases": "0", "shareOfCases": 0}]
  })");
}

constexpr char kFacebookPage[] = R"(facebook  Facebook
  Friends.
  plugin facebook 1.0.0; 4 possible cases (share of cases, no probability): DECLINE 75 %,
  CONNECT 25 %

Facts
  - member.connection_count: below 5000 | at least 5000
    How many friends do you have?
    assumed: below 5000; you can act on it
  - facebook.close: false | true
    Are you close?
    favourable; of this platform only

Rules: the first that holds decides
  - full: DECLINE; 2 cases
    No room is left.
    The platform has a limit.
  - work: note
    A colleague is no friend.

Parameters
  - limit = 5000: The most friends one can have.
    from 1 to 10000, by default 5000; the help pages, 2024
)";

TEST(PlatformPage, ListsFactsRulesAndParameters) {
  EXPECT_EQ(PlatformPage(Facebook(), Terminal{90, false}), kFacebookPage);
}

constexpr char kList[] = R"(facebook  Facebook
  Friends.
  plugin facebook 1.0.0; 4 possible cases (share of cases, no probability): DECLINE 75 %,
  CONNECT 25 %

twitter  Facebook
  Friends.
  plugin facebook 1.0.0; 4 possible cases (share of cases, no probability): DECLINE 75 %,
  CONNECT 25 %
)";

TEST(PlatformPage, AListHasAFewLinesForEach) {
  v1::Platform second = Facebook();
  second.set_id("twitter");
  EXPECT_EQ(PlatformList({Facebook(), second}, Terminal{90, false}), kList);
  EXPECT_EQ(PlatformList({}, Terminal{90, false}), "No platform is loaded.\n");
}

}  // namespace
}  // namespace connection_advisor::client
