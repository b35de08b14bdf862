#include "service/platforms_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

deployment::PluginOutcome Serving(const std::string& stem) {
  auto platform = std::make_shared<platform::Platform>();
  platform->id = stem;
  deployment::PluginOutcome outcome;
  outcome.file = stem + ".so";
  outcome.stem = stem;
  outcome.platforms = {platform};
  return outcome;
}

deployment::PluginOutcome Refused(const std::string& stem) {
  deployment::PluginOutcome outcome;
  outcome.file = stem + ".so";
  outcome.stem = stem;
  outcome.causes = {"it crashed"};
  return outcome;
}

TEST(PlatformsReport, HealthIsServingWhileOnePlatformServes) {
  EXPECT_THAT(HealthOf({Serving("linkedin"), Refused("broken")}),
              UnorderedElementsAre(Pair("", true), Pair("linkedin", true), Pair("broken", false)));
  EXPECT_THAT(HealthOf({Refused("broken")}), UnorderedElementsAre(Pair("", false), Pair("broken", false)));
  EXPECT_THAT(HealthOf({}), UnorderedElementsAre(Pair("", false)));
}

TEST(PlatformsReport, AServingPlatformOutweighsARefusedFileOfItsName) {
  PluginOutcomes outcomes = {Serving("linkedin"), Refused("linkedin")};
  EXPECT_THAT(HealthOf(outcomes), UnorderedElementsAre(Pair("", true), Pair("linkedin", true)));
}

TEST(PlatformsReport, PublishesWhatWasNotRefused) {
  EXPECT_EQ(PlatformsOf({Serving("twitter"), Refused("broken"), Serving("linkedin")})->Ids(), "linkedin, twitter");
}

TEST(PlatformsReport, KnowsTheStateOfEachFile) {
  EXPECT_THAT(StatesOf({Serving("twitter"), Refused("broken")}),
              UnorderedElementsAre(Pair("twitter.so", true), Pair("broken.so", false)));
}

}  // namespace
}  // namespace connection_advisor
