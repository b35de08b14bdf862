#include "service/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::shared_ptr<const platform::Platform> Linkedin(const std::string& parameter, int32_t maximum) {
  auto platform = std::make_shared<platform::Platform>();
  platform->id = "linkedin";
  platform::Parameter limit;
  limit.id = parameter;
  limit.minimum = 1;
  limit.maximum = maximum;
  platform->parameters.push_back(limit);
  return platform;
}

struct Checked {
  std::string faults;
  std::vector<std::string> not_loaded;
};

Checked Check(const std::vector<ParameterSetting>& settings,
              const lifecycle::Platforms& platforms = {Linkedin("connection_limit", 1'000)}) {
  Checked checked;
  checked.faults = std::string(CheckParameters(settings, platforms, &checked.not_loaded).message());
  return checked;
}

std::string Fault(const ParameterSetting& setting) { return Check({setting}).faults; }

TEST(Parameters, AreTakenWithinTheirRange) {
  for (const int value : {1, 500, 1'000}) EXPECT_EQ(Fault({"linkedin", "connection_limit", value, "a.toml:1"}), "");
}

TEST(Parameters, FaultsAreNamedByPlaceAndRemedy) {
  EXPECT_EQ(Fault({"linkedin", "connection_limit", 1'001, "a.toml:7"}),
            "a.toml:7: parameters.linkedin.connection_limit: 1001 is not from 1 to 1000");
  EXPECT_THAT(Fault({"linkedin", "conection_limit", 5, "a.toml:7"}), HasSubstr("did you mean connection_limit?"));
  EXPECT_EQ(Fault({"linkdin", "connection_limit", 5, "a.toml:7"}),
            "a.toml:7: parameters.linkdin.connection_limit: no platform 'linkdin' is loaded; did you mean linkedin?");
}

TEST(Parameters, AreRightWhereOneVersionOfThePlatformTakesThem) {
  const lifecycle::Platforms versions = {Linkedin("connection_limit", 1'000), Linkedin("connection_limit", 400),
                                         Linkedin("most_connections", 2'000)};
  const std::vector<ParameterSetting> right = {{"linkedin", "connection_limit", 500, "a.toml:1"},
                                               {"linkedin", "most_connections", 1'500, "a.toml:2"}};
  EXPECT_EQ(Check(right, versions).faults, "");
  EXPECT_THAT(Check({{"linkedin", "connection_limit", 1'500, "a.toml:1"}}, versions).faults, HasSubstr("a.toml:1"));
  EXPECT_THAT(Check({{"linkedin", "connection_limt", 5, "a.toml:1"}}, versions).faults, HasSubstr("a.toml:1"));
}

TEST(Parameters, AllFaultsAreNamed) {
  const std::string faults = Check({{"linkdin", "y", 1, "a.toml:1"}, {"linkedin", "y", 1, "a.toml:2"}}).faults;
  EXPECT_THAT(faults, HasSubstr("a.toml:1: "));
  EXPECT_THAT(faults, HasSubstr("\na.toml:2: "));
}

TEST(Parameters, OfAnotherPlatformThatIsNotLoadedAreToldApart) {
  const Checked checked = Check({{"facebook", "friend_limit", 1, "a.toml:1"}, {"linkedin", "y", 1, "a.toml:2"}});
  EXPECT_THAT(checked.not_loaded,
              ElementsAre("a.toml:1: parameters.facebook.friend_limit: no platform 'facebook' is loaded"));
  EXPECT_THAT(checked.faults, AllOf(HasSubstr("a.toml:2"), Not(HasSubstr("facebook"))));
}

TEST(Parameters, GoToTheDeploymentByPlatformAndName) {
  EXPECT_THAT(ValuesOf({{"linkedin", "connection_limit", 5, ""}, {"facebook", "friend_limit", 6, ""}}),
              UnorderedElementsAre(Pair("linkedin.connection_limit", 5), Pair("facebook.friend_limit", 6)));
}

}  // namespace
}  // namespace connection_advisor
