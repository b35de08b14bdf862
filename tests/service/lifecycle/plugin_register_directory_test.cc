// Files that are removed from the plugin directory, replaced or renamed, and when that is nothing to a version.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;

TEST_F(PluginRegisterTest, RetiresWhoseFileIsRemovedAndTakesItBackWithTheFile) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Remove("b.so");
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre("its file was removed from the plugin directory"));
  Restart();
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  Come("2.0.0", kB);
  EXPECT_EQ(Serving(), kB);
}

TEST_F(PluginRegisterTest, AReplacedFileStandsByAndDoesNotRetire) {
  Come("2.0.0", kA);
  ComeAs("a.so", "1.0.0", kB);
  EXPECT_EQ(Serving(), kA) << "an older file in its place is no word of the operator's";
  EXPECT_EQ(StateOf(kB), PluginState::kStandby);
}

TEST_F(PluginRegisterTest, AFileThatIsRenamedIsTheSameVersion) {
  Come("1.0.0", kA);
  directory_ = {{"z.so", kA}};
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(all_.Find(kA)->told.file, "z.so");
}

TEST_F(PluginRegisterTest, WhatIsActivatedByNameServesWithoutItsFile) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Remove("a.so");
  ASSERT_EQ(StateOf(kA), PluginState::kRetired);
  all_.Pin(*all_.Find(kA));
  all_.Settle(At(now_++));
  ASSERT_EQ(Serving(), kA);
  Settle();
  EXPECT_EQ(Serving(), kA) << "nothing happened in the directory";
  Remove("b.so");
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
  Unpin();
  EXPECT_EQ(Serving(), kA) << "to let it be chosen no more is not to retire it";
  Retire(kA);
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
}

TEST_F(PluginRegisterTest, WhatIsPinnedServesOnWhenItsFileIsRemoved) {
  Come("1.0.0", kA);
  Pin(kA);
  Remove("a.so");
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, WhatWasRolledBackToServesOnWhenTheBadFileInItsPlaceIsRemoved) {
  Come("1.0.0", kA);
  ComeAs("a.so", "2.0.0", kB);
  RollBack();
  Remove("a.so");
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  Restart();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, AnUploadOfWhatWasRemovedServesWithoutItsFile) {
  Come("1.0.0", kA);
  Remove("a.so");
  ASSERT_EQ(StateOf(kA), PluginState::kRetired);
  Enter(Uploaded("1.0.0", kA));
  all_.Settle(At(now_++));
  ASSERT_EQ(Serving(), kA);
  Settle();
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, APinThatAnOlderReleaseWroteServesWithoutItsFile) {
  Come("1.0.0", kA);
  Pin(kA);
  state::v1::PluginState state = all_.ToState();
  for (state::v1::KnownVersion& version : *state.mutable_versions()) version.clear_by_word();
  all_ = PluginRegister::FromState(state);
  directory_ = {};
  Restart();
  EXPECT_EQ(Serving(), kA);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
