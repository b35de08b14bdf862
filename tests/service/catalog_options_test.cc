#include "service/catalog_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>
#include <string>

#include "plugins/tool/signing/signing_key.h"
#include "service/parameters.h"
#include "tests/scratch_directory.h"

namespace connection_advisor {
namespace {

TEST(CatalogOptions, LookAtPermissionsUnlessToldOtherwise) {
  Settings settings;
  settings.plugins = "/plugins";
  const auto standard = CatalogOptionsOf(settings);
  ASSERT_TRUE(standard.ok()) << standard.status();
  EXPECT_EQ(standard->directory, "/plugins");
  EXPECT_EQ(standard->deploy.permissions, deployment::Permissions::kChecked);
  settings.unchecked_permissions = true;
  EXPECT_EQ(CatalogOptionsOf(settings)->deploy.permissions, deployment::Permissions::kUnchecked);
}

TEST(CatalogOptions, HaveTheParametersFromTheFirstCompilationOn) {
  Settings settings;
  settings.plugins = "/plugins";
  settings.parameters = {{"linkedin", "connection_limit", 500, "a.toml:1"}};
  EXPECT_EQ(CatalogOptionsOf(settings)->deploy.parameters, ValuesOf(settings.parameters));
}

TEST(CatalogOptions, HaveTheKeysThatAreTrustedOrSayWhichCannotBeRead) {
  const ScratchDirectory directory;
  Settings settings;
  settings.plugins = directory.path().string();
  settings.trusted_keys = directory.path().string();
  settings.unchecked_permissions = true;
  for (const auto policy : {deployment::SignaturePolicy::kOff, deployment::SignaturePolicy::kWarn}) {
    settings.signatures = policy;
    const absl::Status none = CatalogOptionsOf(settings).status();
    EXPECT_TRUE(absl::IsInvalidArgument(none));
    EXPECT_THAT(std::string(none.message()), ::testing::StartsWith("--trusted-keys: the file of trusted keys '"));
  }
  directory.Write("release.pem", tool::SigningKey::Make()->PublicPem());
  const auto options = CatalogOptionsOf(settings);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->deploy.signatures.policy, deployment::SignaturePolicy::kWarn);
  EXPECT_NE(options->deploy.signatures.keys, nullptr);
}

// What is logged while the options are made.
std::string LoggedOf(const Settings& settings) {
  std::ostringstream log;
  const std::shared_ptr<spdlog::logger> before = spdlog::default_logger();
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
  EXPECT_TRUE(CatalogOptionsOf(settings).ok());
  spdlog::set_default_logger(before);
  return log.str();
}

TEST(CatalogOptions, WarnOfTrustedKeysThatNobodyAsksFor) {
  const ScratchDirectory directory;
  directory.Write("release.pem", tool::SigningKey::Make()->PublicPem());
  Settings settings;
  settings.plugins = directory.path().string();
  settings.trusted_keys = directory.path().string();
  settings.unchecked_permissions = true;
  EXPECT_THAT(LoggedOf(settings), ::testing::HasSubstr("--trusted-keys: nobody asks for a signature"));
  settings.signatures = deployment::SignaturePolicy::kWarn;
  EXPECT_THAT(LoggedOf(settings), ::testing::Not(::testing::HasSubstr("--trusted-keys")));
}

}  // namespace
}  // namespace connection_advisor
