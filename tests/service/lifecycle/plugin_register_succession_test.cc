// Which version takes over where nobody says a word.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(PluginRegisterTest, AHigherVersionTakesOverAndTheOneBeforeStandsBy) {
  Come("1.0.0", kA);
  EXPECT_EQ(Serving(), kA);
  Come("1.1.0", kB);
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_THAT(all_.Find(kA)->told.causes, ElementsAre(HasSubstr("1.1.0 is higher")));
  EXPECT_EQ(all_.Find(kA)->told.since, At(101)) << "since it does not serve";
  EXPECT_EQ(all_.Find(kB)->told.since, At(101));
}

TEST_F(PluginRegisterTest, WhereVersionsTakeOverByWordOnlyNoneDoesByBeingHigher) {
  succession_.take_over = TakeOver::kByWord;
  Come("1.0.0", kA);
  EXPECT_EQ(Serving(), kA) << "nothing served before it";
  Come("1.1.0", kB);
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
  Unpin();
  EXPECT_EQ(Serving(), kB) << "the highest, by a word";
  RollBack();
  EXPECT_EQ(Serving(), kA);
  Come("1.2.0", kC);
  EXPECT_EQ(Serving(), kA) << "it does not end the roll-back";
}

TEST_F(PluginRegisterTest, WhereVersionsTakeOverByWordOnlyAnotherServesForOneThatIsGone) {
  succession_.take_over = TakeOver::kByWord;
  Come("1.0.0", kA);
  Come("1.1.0", kB);
  Remove("a.so");
  EXPECT_EQ(Serving(), kB);
  Come("1.2.0", kC);
  EXPECT_EQ(Serving(), kB) << "it is held from then on";
}

}  // namespace
}  // namespace connection_advisor::lifecycle
