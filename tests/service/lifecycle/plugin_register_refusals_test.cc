// What a refusal takes down and what it does not.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(PluginRegisterTest, WhatServesGoesOnWhereItsFileIsReplacedByABadOne) {
  Come("1.0.0", kA);
  ComeAs("a.so", "", kB, {"it crashed"});
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRefused);
  directory_["a.so"] = kA;
  Settle();
  EXPECT_EQ(all_.Find(kB), nullptr) << "a refused file that has gone is forgotten";
}

TEST_F(PluginRegisterTest, ARefusalDoesNotTakeDownWhatWasCompiledOfTheSameBytes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  for (const std::string& sha256 : {kA, kB}) {
    Arrival again = Compiled("", sha256, {"it timed out"});
    again.file = "again.so";
    const std::optional<PluginVersion> refused = Enter(again);
    ASSERT_TRUE(refused.has_value());
    EXPECT_EQ(refused->state, PluginState::kRefused);
    EXPECT_EQ(refused->file, "again.so");
    EXPECT_THAT(refused->causes, ElementsAre("it timed out", HasSubstr("counts on")));
  }
  Settle();
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_EQ(all_.Find(kB)->told.file, "b.so");
}

TEST_F(PluginRegisterTest, OtherParametersTakeOutWhatStandsByButNotWhatServes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  for (const std::string& sha256 : {kA, kB}) {
    Arrival again = Compiled("", sha256, {"out of its range"});
    again.parameters_changed = true;
    EXPECT_EQ(Enter(again).has_value(), sha256 == kB);
  }
  Settle();
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kRefused);
}

TEST_F(PluginRegisterTest, ARefusedUploadDoesNotTakeBackARetirement) {
  Come("1.0.0", kA);
  Retire(kA);
  const Arrival upload = Uploaded("", kA, {"it timed out"});
  Enter(upload);
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  Restart();  // which compiles no retired version
  Enter(upload);
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  Restart();
  EXPECT_EQ(Serving(), "");
}

TEST_F(PluginRegisterTest, WhatIsRefusedAtARestartIsAsBeforeAtTheNext) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Enter(Uploaded("3.0.0", kC));
  Settle();
  Pin(kB);
  Retire(kA);
  Restart({"signatures are required"});
  EXPECT_EQ(Serving(), "");
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  EXPECT_EQ(StateOf(kB), PluginState::kRefused);
  EXPECT_EQ((*all_.Select("p", "2.0.0"))->told.sha256, kB) << "it is still known by its name";
  Restart();
  EXPECT_EQ(Serving(), kB);
  EXPECT_TRUE(all_.Find(kB)->told.pinned);
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  EXPECT_EQ(StateOf(kC), PluginState::kStandby);
  EXPECT_EQ(all_.Find(kC)->told.origin, PluginOrigin::kUpload);
  RollBack();
  EXPECT_EQ(Serving(), kC) << "what served before is not forgotten either";
}

TEST_F(PluginRegisterTest, AReplacedVersionIsNotForgottenThoughItIsRefusedAtARestart) {
  Come("1.0.0", kA);
  ComeAs("a.so", "2.0.0", kB);
  Restart({"it timed out"});
  EXPECT_EQ(StateOf(kA), PluginState::kRefused);
  Remove("a.so");
  EXPECT_EQ(StateOf(kA), PluginState::kRetired) << "its file is gone";
}

}  // namespace
}  // namespace connection_advisor::lifecycle
