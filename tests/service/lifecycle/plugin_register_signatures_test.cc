// Where signatures are required, who can only write to the plugin directory takes nothing back to a lower version.
#include <functional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(PluginRegisterTest, WithSignaturesRequiredNothingLowerServesForAFileThatIsRemoved) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Remove("b.so");
  EXPECT_EQ(Serving(), "");
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_THAT(all_.Find(kA)->told.causes, ElementsAre(HasSubstr("2.0.0 served last")));
  Restart();
  EXPECT_EQ(Serving(), "");
  Come("1.5.0", kC);
  EXPECT_EQ(Serving(), "") << "nor does a lower one that comes later";
  Come("2.0.0", kB);
  EXPECT_EQ(Serving(), kB);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredAHigherVersionServesForAFileThatIsRemoved) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Remove("a.so");
  Come("1.0.0", kB);
  EXPECT_EQ(Serving(), kB) << "the same version with other bytes";
  Remove("b.so");
  Come("1.0.1", kC);
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredAWordGoesBack) {
  succession_.signatures_required = true;
  const std::vector<std::function<void()>> words = {
      [&] { Pin(kA); },
      [&] { RollBack(); },
      [&] { Unpin(); },
      [&] { Retire(kB); },
  };
  for (const auto& say : words) {
    all_ = {};
    Come("1.0.0", kA);
    Come("2.0.0", kB);
    Remove("b.so");
    ASSERT_EQ(Serving(), "");
    say();
    EXPECT_EQ(Serving(), kA);
    Settle();
    EXPECT_EQ(Serving(), kA);
    EXPECT_TRUE(all_.Trim(0).empty()) << "what served is known as long as it matters";
  }
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredALowerVersionServesForOneThatCouldNotBeCompiled) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_ = PluginRegister::FromState(all_.ToState());
  Enter(Compiled("1.0.0", kA));
  Enter(Failed(kB, {"it timed out"}));
  Settle();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredNothingLowerServesForASignatureThatWasScribbledOver) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_ = PluginRegister::FromState(all_.ToState());
  Arrival scribbled = Failed(kB, {"it is not signed"});
  scribbled.outcome.signature_fault = "it is not signed";
  Enter(Compiled("1.0.0", kA));
  Enter(scribbled);
  Settle();
  EXPECT_EQ(Serving(), "");
}

}  // namespace
}  // namespace connection_advisor::lifecycle
