#include "client/advisorctl/preview_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

admin::v1::PreviewUploadResponse Preview() {
  return FromJson<admin::v1::PreviewUploadResponse>(R"({
    "plugin": {"plugin": "rose", "version": "1.2.0", "sha256": "bbbbbbbbbbbb", "state": "PLUGIN_STATE_SERVING"},
    "serving": {"plugin": "rose", "version": "1.1.0", "sha256": "aaaaaaaaaaaa", "state": "PLUGIN_STATE_SERVING"},
    "difference": {
      "effect": "EFFECT_INCOMPATIBLE", "removed_platforms": ["tulip"], "added_platforms": ["lily"],
      "platforms": [{
        "platform": "rose", "effect": "EFFECT_CHANGED", "cases": "12", "unchanged": "10",
        "verdict_changes": [{
          "before": "CASE_OUTCOME_CONNECT", "after": "CASE_OUTCOME_DECLINE", "cases": "1",
          "rules": [{"before": "met", "cases": "1"}],
          "lines": [{"conditions": [{"fact_id": "relationship.met_in_person", "values": ["true"]},
                                    {"fact_id": "rose.colour", "values": ["RED", "WHITE"]}], "cases": "1"}],
          "cases_beyond_lines": "0",
          "request_to_before": "{\"platform\": \"rose\"}", "request_to_after": "{\"platform\": \"rose\"}"}],
        "rule_changes": [{
          "before": "CASE_OUTCOME_DECLINE", "after": "CASE_OUTCOME_DECLINE", "cases": "1",
          "rules": [{"before": "not_met", "after": "otherwise", "cases": "1"}], "lines": [{"cases": "1"}],
          "cases_beyond_lines": "7", "request_to_before": "{}", "request_to_after": "{\"facts\": {}}"}],
        "condition_changes": [{"rule_id": "met", "starts_to_hold": "3", "stops_holding": "0"}],
        "declarations": [
          {"subject": "rule", "id": "met", "attribute": "summary", "before": "Old.", "after": "New.",
           "effect": "EFFECT_COMPATIBLE"},
          {"subject": "fact", "id": "rose.colour", "before": "", "effect": "EFFECT_INCOMPATIBLE"}]
      }]
    }
  })");
}

TEST(PreviewPage, SaysWhatWouldBeAndWhatWouldChange) {
  EXPECT_EQ(PreviewPage(Preview(), Terminal{100, false}),
            "rose 1.2.0 (bbbbbbbb) would be serving.\n"
            "Compared with rose 1.1.0 (aaaaaaaa), which serves: incompatible.\n"
            "  platform tulip would go\n"
            "  platform lily would come\n"
            "\n"
            "rose: changed\n"
            "  12 cases, 10 of them decided as before\n"
            "  CONNECT -> DECLINE: 1 case\n"
            "    1 case by met -> no rule\n"
            "    when\n"
            "      - 1 case: relationship.met_in_person = true, rose.colour = RED | WHITE\n"
            "    shown by\n"
            "      {\"platform\": \"rose\"}\n"
            "  DECLINE by another rule: 1 case\n"
            "    1 case by not_met -> otherwise\n"
            "    when\n"
            "      - 1 case: always\n"
            "      - 7 cases in lines beyond these\n"
            "    shown before by\n"
            "      {}\n"
            "    and after by\n"
            "      {\"facts\": {}}\n"
            "  met holds in 3 cases more, and in 0 others no more\n"
            "  Declared otherwise\n"
            "    compatible: rule met, summary\n"
            "      - Old.\n"
            "      + New.\n"
            "    incompatible: fact rose.colour\n"
            "      -\n");
}

TEST(PreviewPage, SaysThatNothingServesYet) {
  admin::v1::PreviewUploadResponse preview = Preview();
  preview.clear_serving();
  preview.mutable_difference()->clear_platforms();
  preview.mutable_difference()->clear_removed_platforms();
  EXPECT_EQ(PreviewPage(preview, Terminal{100, false}),
            "rose 1.2.0 (bbbbbbbb) would be serving.\n"
            "No version of it serves now.\n"
            "  platform lily would come\n");
}

TEST(PreviewPage, SaysWhyItWouldWaitAndWhyItWasNotCompared) {
  admin::v1::PreviewUploadResponse preview = Preview();
  preview.clear_difference();
  preview.set_not_compared("rose: more than 4000000 nodes");
  preview.mutable_plugin()->set_state(admin::v1::PLUGIN_STATE_STANDBY);
  preview.mutable_plugin()->add_causes("1.3.0 is higher");
  EXPECT_EQ(PreviewPage(preview, Terminal{100, false}),
            "rose 1.2.0 (bbbbbbbb) would be standby.\n"
            "  1.3.0 is higher\n"
            "It can't be compared with rose 1.1.0 (aaaaaaaa), which serves: rose: more than 4000000 nodes\n");
}

TEST(PreviewPage, HasColourThatWordsSayToo) {
  const std::string page = PreviewPage(Preview(), Terminal{100, true});
  EXPECT_THAT(page, AllOf(HasSubstr("\033[1;32mserving\033[0m"), HasSubstr("\033[1;31mincompatible\033[0m")));
}

TEST(PreviewPage, LetsNothingThroughThatTakesOverATerminal) {
  admin::v1::PreviewUploadResponse preview = Preview();
  admin::v1::PlatformDifference& platform = *preview.mutable_difference()->mutable_platforms(0);
  for (std::string* text :
       {platform.mutable_platform(), platform.mutable_verdict_changes(0)->mutable_request_to_before(),
        platform.mutable_declarations(0)->mutable_before(), preview.mutable_plugin()->mutable_plugin()}) {
    *text = "a\033[2Jb";
  }
  EXPECT_THAT(PreviewPage(preview, Terminal{100, false}), Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace connection_advisor::client
