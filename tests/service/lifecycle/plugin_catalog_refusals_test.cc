// What is refused, and that nothing which serves is harmed by it.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/breakable_compiler.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;

TEST_F(PluginCatalogTest, ABadFileInItsPlaceHarmsNothing) {
  Put("sample_1_0_0");
  Start();
  const auto pinned = published_.Pin();
  plugins_.Write("sample.so", "no library");
  LookForChanges();
  EXPECT_EQ(published_.Pin(), pinned) << "nothing was published";
  ASSERT_THAT(catalog_->List(), SizeIs(2));
  EXPECT_THAT(catalog_->List()[1].causes, ElementsAre(HasSubstr("no ELF header")));
}

TEST_F(PluginCatalogTest, AnUploadOfWhatServesThatIsRefusedHarmsNothing) {
  BreakableCompiler compiler(options_);
  Put("sample_1_0_0");
  Start();
  const auto pinned = published_.Pin();
  compiler.Break();
  EXPECT_EQ(Preview("sample_1_0_0", "again.so")->version.state, PluginState::kRefused);
  listener_.told.clear();
  const absl::Status refused = Upload("sample_1_0_0", "again.so").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("counts on"));
  EXPECT_EQ(published_.Pin(), pinned);
  EXPECT_EQ(Of("sample.so").state, PluginState::kServing);
  ASSERT_THAT(listener_.told, SizeIs(1));
  EXPECT_EQ(listener_.told[0].file, "again.so");
  EXPECT_EQ(listener_.told[0].state, PluginState::kRefused);
}

TEST_F(PluginCatalogTest, ASignatureBesideWhatServesHarmsNothingWhereTheCompilationGoesWrong) {
  BreakableCompiler compiler(options_);
  Put("sample_1_0_0");
  Start();
  compiler.Break();
  plugins_.Write("sample.so.sig", "signature");
  ASSERT_FALSE(catalog_->Rescan().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, TwoFilesWithTheSameBytesServeThoughOneIsRefused) {
  BreakableCompiler compiler(options_);
  compiler.BreakAfter(1);
  options_.deploy.parallel = 1;
  Put("sample_1_0_0", "a.so");
  Put("sample_1_0_0", "b.so");
  Start();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, RefusesASecondPluginForAPlatformUntilTheFirstIsRetired) {
  Put("sample_1_0_0");
  Start();
  const auto rival = Upload("rival_1_0_0", "rival.so");
  ASSERT_TRUE(rival.ok());
  EXPECT_EQ(rival->state, PluginState::kRefused);
  EXPECT_THAT(rival->causes, ElementsAre(HasSubstr("already served by the plugin 'sample'")));
  EXPECT_EQ(catalog_->Activate("rival", "1.0.0").code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_EQ(catalog_->Retire("sample", "1.0.0"), absl::OkStatus());
  EXPECT_EQ(Of("rival.so").state, PluginState::kServing);
  EXPECT_THAT(std::string(catalog_->Activate("sample", "1.0.0").message()), HasSubstr("retire it first"))
      << "an operator's word on one plugin takes nothing from another";
  EXPECT_EQ(Of("rival.so").state, PluginState::kServing);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
