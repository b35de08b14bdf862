// What one process leaves to the next.
#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/breakable_compiler.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST_F(PluginCatalogTest, AnUploadIsKeptWithItsImageAndComesBackFromTheCache) {
  Restart();
  const auto uploaded = Upload("sample_1_0_0", "sample.so");
  ASSERT_TRUE(uploaded.ok()) << uploaded.status();
  EXPECT_EQ(uploaded->state, PluginState::kServing);
  EXPECT_EQ(uploaded->origin, PluginOrigin::kUpload);
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
  EXPECT_TRUE(Of("sample.so").cached);
  EXPECT_EQ(Of("sample.so").origin, PluginOrigin::kUpload);
}

TEST_F(PluginCatalogTest, ADamagedImageIsCompiledAgain) {
  Put("sample_1_0_0");
  Restart();
  for (const auto& image : std::filesystem::directory_iterator(state_ / "images")) {
    std::filesystem::resize_file(image, 100);
  }
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
  EXPECT_FALSE(Of("sample.so").cached);
}

TEST_F(PluginCatalogTest, PinsRollBacksAndRetirementsSurviveTheProcess) {
  Put("sample_1_9_0");
  Restart();
  Put("sample_1_10_0");
  LookForChanges();
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0"))) << "its file was replaced, and its bytes are kept";
  ASSERT_EQ(catalog_->Activate("sample", ""), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_EQ(catalog_->Retire("sample", "1.10.0"), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  ASSERT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus()) << "compiled only now";
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

// As where signatures are required for once, or the time that a compilation may take is too short.
TEST_F(PluginCatalogTest, WhatIsRefusedAtARestartIsTriedAgainByARescanAnActivationAndTheNextRestart) {
  BreakableCompiler compiler(options_);
  Put("sample_1_9_0");
  Restart();
  ASSERT_TRUE(Upload("sample_1_10_0", "upload.so").ok());
  ASSERT_TRUE(Upload("other_1_0_0", "other.so").ok());
  ASSERT_EQ(catalog_->Retire("sample", "1.9.0"), absl::OkStatus());
  const auto restart_broken = [&] {
    RemoveImages();
    compiler.Break();
    Restart();
    ASSERT_THAT(Published(), IsEmpty());
    ASSERT_EQ(Of("upload.so").state, PluginState::kRefused);
    ASSERT_EQ(Of("sample.so").state, PluginState::kRetired);
  };
  restart_broken();
  compiler.Mend();
  Restart();
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.10.0"), Pair("other", "1.0.0")));
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
  restart_broken();
  EXPECT_FALSE(catalog_->Activate("sample", "1.10.0").ok());
  compiler.Mend();
  EXPECT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.10.0"), Pair("other", "1.0.0")));
}

TEST_F(PluginCatalogTest, AFileRemovedWhileNoServerRanIsRetired) {
  Put("sample_1_0_0");
  Restart();
  std::filesystem::remove(plugins_ / "sample.so");
  Restart();
  EXPECT_THAT(Published(), IsEmpty());
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
