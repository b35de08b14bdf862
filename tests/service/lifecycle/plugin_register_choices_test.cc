// An operator's choices: to pin a version, to roll back, to retire.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(PluginRegisterTest, RollsBackToWhatServedBeforeAndForwardAgain) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  RollBack();
  EXPECT_EQ(Serving(), kA);
  EXPECT_TRUE(all_.Find(kA)->told.pinned);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre(HasSubstr("it was rolled back to 1.0.0")));
  RollBack();
  EXPECT_EQ(Serving(), kB) << "rolling back twice is where it began";
}

TEST_F(PluginRegisterTest, ARollBackSurvivesTheProcessAndEndsWithAHigherVersion) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  RollBack();
  Restart();
  EXPECT_EQ(Serving(), kA);
  Come("2.0.1", kC);
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, WhatWasRolledBackDoesNotComeBackWhereWhatItWentBackToIsRetired) {
  Come("0.9.0", kA);
  Come("1.0.0", kB);
  Come("2.0.0", kC);
  RollBack();
  ASSERT_EQ(Serving(), kB);
  Retire(kB);
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
  Retire(kA);
  EXPECT_EQ(Serving(), kC) << "nothing else is left";
}

TEST_F(PluginRegisterTest, ARollBackFromAPinIsNotBeatenByWhatWasThereBefore) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Come("3.0.0", kC);
  Pin(kB);
  Pin(kA);
  RollBack();
  EXPECT_EQ(Serving(), kB);
  Restart();
  EXPECT_EQ(Serving(), kB);
  RollBack();
  EXPECT_EQ(Serving(), kA);
  const std::string later(64, 'd');
  Come("3.0.1", later);
  EXPECT_EQ(Serving(), later);
}

TEST_F(PluginRegisterTest, APinSurvivesTheProcessAndWhateverComes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Pin(kA);
  Restart();
  Come("3.0.0", kC);
  EXPECT_EQ(Serving(), kA);
  Unpin();
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, HasNothingToRollBackToWhereNothingServedBefore) {
  Come("1.0.0", kA);
  const absl::Status status = all_.RollBack("p");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nothing to roll back to"));
  EXPECT_EQ(all_.RollBack("q").code(), absl::StatusCode::kNotFound);
}

TEST_F(PluginRegisterTest, HasNothingToRollBackToWhereTheSameServedBefore) {
  Come("1.0.0", kA);
  Retire(kA);
  all_.Find(kA)->retirement = Retirement::kNone;
  Settle();
  ASSERT_EQ(Serving(), kA);
  EXPECT_EQ(all_.RollBack("p").code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(PluginRegisterTest, ARetiredVersionComesBackOnlyByName) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Retire(kB);
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre("an operator retired it"));
  Restart();
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
