// What is remembered from one process to the next, and what is forgotten.
#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(PluginRegisterTest, IsTheSameAfterItWasRemembered) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Come("", kC, {"it crashed"});
  RollBack();
  const std::string before = all_.ToState().SerializeAsString();
  EXPECT_EQ(PluginRegister::FromState(all_.ToState()).ToState().SerializeAsString(), before);
  EXPECT_EQ(all_.ToState().versions_size(), 2) << "a refused version is not worth remembering";
}

TEST_F(PluginRegisterTest, SaysSinceWhenItIsSoThoughTheProcessEnded) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Come("3.0.0", kC);
  Retire(kC);
  std::map<std::string, SystemTime> since;
  for (const std::string& sha256 : {kA, kB, kC}) since[sha256] = all_.Find(sha256)->told.since;
  now_ += 1000;
  Restart();
  for (const std::string& sha256 : {kA, kB, kC}) EXPECT_EQ(all_.Find(sha256)->told.since, since[sha256]);
  Restart({"it timed out"});
  EXPECT_EQ(all_.Find(kB)->told.since, At(now_ - 1)) << "it does not serve";
}

TEST_F(PluginRegisterTest, ForgetsTheOldestOfWhatNobodyNeeds) {
  for (int version = 0; version < 10; ++version) {
    ComeAs("a.so", "1.0." + std::to_string(version), std::string(64, static_cast<char>('a' + version)));
  }
  Pin(kA);
  EXPECT_THAT(all_.Trim(3), SizeIs(5)) << "the pinned one stays, the one before, and three more";
  EXPECT_NE(all_.Find(kA), nullptr);
  EXPECT_EQ(all_.Find(kB), nullptr);
  EXPECT_THAT(all_.Trim(3), IsEmpty());
}

}  // namespace
}  // namespace connection_advisor::lifecycle
