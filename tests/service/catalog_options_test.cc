#include "service/catalog_options.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace connection_advisor
