#include "service/plugins_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace connection_advisor {
namespace {

using lifecycle::PluginState;
using lifecycle::PluginVersion;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

PluginVersion Version(const std::string& name, PluginState state, const std::string& number = "1.0.0") {
  PluginVersion version;
  version.plugin = name;
  version.version = number;
  version.sha256 = std::string(64, 'a');
  version.file = name + ".so";
  version.state = state;
  version.platforms = {name};
  return version;
}

PluginVersion Refused(const std::string& stem) {
  PluginVersion version;
  version.file = stem + ".so";
  version.state = PluginState::kRefused;
  version.causes = {"it crashed"};
  return version;
}

TEST(PluginsReport, TheLogSaysWhatAShadowCameTo) {
  const lifecycle::ShadowReport report{.serving = Version("linkedin", PluginState::kServing),
                                       .shadow = Version("linkedin", PluginState::kStandby, "1.1.0"),
                                       .requests = 4'000,
                                       .changed = 12};
  EXPECT_EQ(
      Describe(report),
      "plugin linkedin.so: linkedin 1.1.0 (aaaaaaaa) no longer shadows 1.0.0 (aaaaaaaa): of 4000 requests it would "
      "have answered 12 otherwise");
}

TEST(PluginsReport, HealthIsServingWhileOnePlatformServes) {
  EXPECT_THAT(HealthOf({Version("linkedin", PluginState::kServing), Refused("broken")}),
              UnorderedElementsAre(Pair("", true), Pair("linkedin", true), Pair("broken", false)));
  EXPECT_THAT(HealthOf({Refused("broken")}), UnorderedElementsAre(Pair("", false), Pair("broken", false)));
  EXPECT_THAT(HealthOf({}), UnorderedElementsAre(Pair("", false)));
}

TEST(PluginsReport, AServingPlatformOutweighsARefusedFileOfItsName) {
  EXPECT_THAT(HealthOf({Version("linkedin", PluginState::kServing), Refused("linkedin")}),
              UnorderedElementsAre(Pair("", true), Pair("linkedin", true)));
}

TEST(PluginsReport, CountsVersionsByPluginAndState) {
  EXPECT_THAT(CountsOf({Version("linkedin", PluginState::kServing, "1.1.0"), Version("linkedin", PluginState::kStandby),
                        Version("linkedin", PluginState::kStandby, "0.9.0"), Refused("broken")}),
              UnorderedElementsAre(Pair(Pair("linkedin", "serving"), 1), Pair(Pair("linkedin", "standby"), 2),
                                   Pair(Pair("broken", "refused"), 1)));
}

TEST(PluginsReport, SaysInALineWhatBecameOfAFile) {
  PluginVersion serving = Version("linkedin", PluginState::kServing);
  serving.compile_time = std::chrono::microseconds(20'500);
  serving.walls = {"limits", "seccomp"};
  EXPECT_EQ(Describe(serving),
            "plugin linkedin.so: linkedin 1.0.0 (aaaaaaaa) serving linkedin, compiled in 20.5 ms behind limits, "
            "seccomp");
  serving.cached = true;
  EXPECT_EQ(Describe(serving),
            "plugin linkedin.so: linkedin 1.0.0 (aaaaaaaa) serving linkedin, from the cache in 20.5 ms");
  serving.signed_by = "release.pem (SHA-256 0123)";
  EXPECT_THAT(Describe(serving), ::testing::EndsWith(", signed by release.pem (SHA-256 0123)"));
  EXPECT_EQ(Describe(Refused("broken")), "plugin broken.so: refused: it crashed");
}

TEST(PluginsReport, AskersOfHealthLearnThatAPlatformIsGone) {
  telemetry::Metrics metrics;
  PluginsReport report(metrics);
  std::map<std::string, bool> health;
  report.Changed({Version("linkedin", PluginState::kServing)}, {});
  report.TellHealth([&](const std::map<std::string, bool>& told) { health = told; });
  EXPECT_THAT(health, UnorderedElementsAre(Pair("", true), Pair("linkedin", true)));
  report.Changed({Version("linkedin", PluginState::kRetired)}, {});
  EXPECT_THAT(health, UnorderedElementsAre(Pair("", false), Pair("linkedin", false)));
  report.TellHealth(nullptr);
  report.Changed({Version("linkedin", PluginState::kServing)}, {});
  EXPECT_THAT(health, UnorderedElementsAre(Pair("", false), Pair("linkedin", false)));
}

}  // namespace
}  // namespace connection_advisor
