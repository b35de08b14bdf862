// Files that come to the plugin directory, are replaced and are removed.
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST_F(PluginCatalogTest, ServesWhatLiesInTheDirectory) {
  Put("sample_1_0_0");
  Put("other_1_0_0", "other.so");
  Start();
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.0.0"), Pair("other", "1.0.0")));
  const PluginVersion version = Of("sample.so");
  EXPECT_EQ(version.state, PluginState::kServing);
  EXPECT_EQ(version.plugin, "sample");
  EXPECT_THAT(version.platforms, ElementsAre("sample"));
  EXPECT_GT(version.compile_time.count(), 0);
  EXPECT_FALSE(version.cached);
}

TEST_F(PluginCatalogTest, TakesUpAHigherVersionAndKeepsTheOneBefore) {
  Put("sample_1_9_0");
  Start();
  Put("sample_1_10_0");
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_THAT(catalog_->List(), SizeIs(2));
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kStandby);
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
}

TEST_F(PluginCatalogTest, RetiresOthersThoughARollBackIsSuperseded) {
  Put("sample_1_0_0");
  Start();
  Put("sample_1_9_0");
  LookForChanges();
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus());
  ASSERT_TRUE(Upload("sample_1_10_0", "upload.so").ok());
  ASSERT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  EXPECT_EQ(catalog_->Retire("sample", "1.9.0"), absl::OkStatus());
  EXPECT_EQ(catalog_->Activate("sample", ""), absl::OkStatus());
}

TEST_F(PluginCatalogTest, TheSameFileTwiceIsToldOnce) {
  Put("sample_1_0_0", "a.so");
  Put("sample_1_0_0", "b.so");
  Start();
  ASSERT_EQ(Of("b.so").state, PluginState::kRefused);
  listener_.told.clear();
  LookForChanges();
  EXPECT_THAT(listener_.told, SizeIs(0));
  std::filesystem::remove(plugins_ / "a.so");
  LookForChanges();
  EXPECT_EQ(Of("b.so").state, PluginState::kServing);
  EXPECT_THAT(catalog_->List(), SizeIs(1));
}

TEST_F(PluginCatalogTest, TheSameVersionWithOtherBytesTakesOver) {
  Put("sample_1_0_0");
  Start();
  const std::string before = published_.Pin()->Find("sample")->plugin.sha256;
  Put("sample_1_0_0_again");
  LookForChanges();
  EXPECT_NE(published_.Pin()->Find("sample")->plugin.sha256, before);
}

TEST_F(PluginCatalogTest, AFileThatIsRemovedRetiresAndAnUploadStays) {
  Put("sample_1_0_0");
  Start();
  ASSERT_TRUE(Upload("other_1_0_0", "other.so").ok());
  std::filesystem::remove(plugins_ / "sample.so");
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("other", "1.0.0")));
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
}

TEST_F(PluginCatalogTest, ADirectoryThatCannotBeReadChangesNothing) {
  Put("sample_1_0_0");
  Start();
  std::filesystem::remove_all(plugins_.path());
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, TellsTheListenerWhatChanged) {
  Put("sample_1_9_0");
  Start();
  ASSERT_THAT(listener_.told, SizeIs(1));
  EXPECT_EQ(listener_.told[0].state, PluginState::kServing);
  LookForChanges();
  EXPECT_THAT(listener_.told, SizeIs(1)) << "nothing changed";
}

}  // namespace
}  // namespace connection_advisor::lifecycle
