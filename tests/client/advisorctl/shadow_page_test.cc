#include "client/advisorctl/shadow_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::HasSubstr;
using testing::Not;

const Terminal kTerminal{100, false};
const absl::Time kNow = absl::FromUnixSeconds(1'000);

admin::v1::Shadow Shadow() {
  return FromJson<admin::v1::Shadow>(R"({
    "serving": {"plugin": "rose", "version": "1.1.0", "sha256": "aaaaaaaaaaaa"},
    "shadow": {"plugin": "rose", "version": "1.2.0", "sha256": "bbbbbbbbbbbb"},
    "since": "1970-01-01T00:10:00Z", "requests": "41", "changed": "4",
    "platforms": [
      {"platform": "rose", "requests": "40", "changed": "4", "changes": [
        {"serving": "SHADOW_ANSWER_CONNECT", "shadow": "SHADOW_ANSWER_DECLINE", "requests": "3",
         "request_to_serving": "{\"platform\": \"rose\"}", "request_to_shadow": "{\"platform\": \"rose\"}"},
        {"serving": "SHADOW_ANSWER_DECLINE", "shadow": "SHADOW_ANSWER_REFUSED", "requests": "1",
         "request_to_serving": "{}", "request_to_shadow": "{\"facts\": {}}"}]},
      {"platform": "tulip", "requests": "1", "changed": "0"}]
  })");
}

TEST(ShadowPage, SaysWhatWouldHaveBeenAnsweredOtherwise) {
  EXPECT_EQ(ShadowPage(Shadow(), ShadowMoment::kGoesOn, kTerminal, kNow),
            "rose 1.2.0 (bbbbbbbb) shadows rose 1.1.0 (aaaaaaaa), for 6 min.\n"
            "It would have answered 4 of 41 requests otherwise.\n"
            "  rose: 4 of 40 requests\n"
            "    CONNECT -> DECLINE: 3 requests\n"
            "      shown by\n"
            "        {\"platform\": \"rose\"}\n"
            "    DECLINE -> REFUSED: 1 request\n"
            "      shown to what serves by\n"
            "        {}\n"
            "      and to the shadow by\n"
            "        {\"facts\": {}}\n"
            "  tulip: 0 of 1 request\n");
}

TEST(ShadowPage, ARequestStandsOnOneLineToBeCopied) {
  admin::v1::Shadow shadow = Shadow();
  const std::string request = "{\"facts\": {\"rose.colour\": \"" + std::string(200, 'x') + " and more\"}}";
  shadow.mutable_platforms(0)->mutable_changes(0)->set_request_to_serving(request);
  EXPECT_THAT(ShadowPage(shadow, ShadowMoment::kGoesOn, kTerminal, kNow), HasSubstr("        " + request + "\n"));
}

TEST(ShadowPage, SaysWhatHoldsItBackWhileItGoesOn) {
  admin::v1::Shadow shadow = Shadow();
  shadow.set_held_back("rose 1.2.0 may not be activated");
  EXPECT_THAT(ShadowPage(shadow, ShadowMoment::kGoesOn, kTerminal, kNow), HasSubstr("\nrose 1.2.0 may not be"));
  const std::string ended = ShadowPage(shadow, ShadowMoment::kEnded, kTerminal, kNow);
  EXPECT_THAT(ended, HasSubstr("rose 1.2.0 (bbbbbbbb) no longer shadows rose 1.1.0 (aaaaaaaa), after 6 min.\n"));
  EXPECT_THAT(ended, Not(HasSubstr("may not be")));
}

TEST(ShadowPage, WhatAServerSendsReachesNoTerminalAsControl) {
  admin::v1::Shadow shadow = Shadow();
  shadow.mutable_platforms(0)->set_platform("ro\033[2Jse");
  shadow.mutable_platforms(0)->mutable_changes(0)->set_request_to_serving("\033[2J");
  shadow.set_held_back("\033[2J");
  EXPECT_THAT(ShadowPage(shadow, ShadowMoment::kGoesOn, kTerminal, kNow), Not(HasSubstr("\033")));
}

TEST(ShadowPage, AllStandBelowEachOther) {
  admin::v1::ListShadowsResponse response;
  EXPECT_EQ(ShadowsPage(response.shadows(), kTerminal, kNow), "No version shadows another.\n");
  *response.add_shadows() = Shadow();
  *response.add_shadows() = Shadow();
  const std::string one = ShadowPage(Shadow(), ShadowMoment::kGoesOn, kTerminal, kNow);
  EXPECT_EQ(ShadowsPage(response.shadows(), kTerminal, kNow), one + "\n" + one);
}

}  // namespace
}  // namespace connection_advisor::client
