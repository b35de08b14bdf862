#include "service/catalog_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "plugins/tool/signing/signing_key.h"
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

TEST(CatalogOptions, HaveTheKeysThatAreTrustedOrSayWhichCannotBeRead) {
  const ScratchDirectory directory;
  Settings settings;
  settings.plugins = directory.path().string();
  settings.trusted_keys = directory.path().string();
  settings.unchecked_permissions = true;
  EXPECT_EQ(CatalogOptionsOf(settings)->deploy.signatures.keys, nullptr) << "nobody asks for a signature";
  settings.signatures = deployment::SignaturePolicy::kWarn;
  const absl::Status none = CatalogOptionsOf(settings).status();
  EXPECT_TRUE(absl::IsInvalidArgument(none));
  EXPECT_THAT(std::string(none.message()), ::testing::StartsWith("--trusted-keys: the file of trusted keys '"));
  directory.Write("release.pem", tool::SigningKey::Make()->PublicPem());
  const auto options = CatalogOptionsOf(settings);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->deploy.signatures.policy, deployment::SignaturePolicy::kWarn);
  EXPECT_NE(options->deploy.signatures.keys, nullptr);
}

}  // namespace
}  // namespace connection_advisor
