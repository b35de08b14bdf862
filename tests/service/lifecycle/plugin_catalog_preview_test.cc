// What an upload would do, told without doing it.
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/lifecycle/written_file.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Every file in a directory and those below it, with a hash of its bytes.
std::map<std::string, size_t> FilesIn(const std::filesystem::path& directory) {
  std::map<std::string, size_t> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files[entry.path()] = std::hash<std::string>()(*ReadWhole(entry.path()));
  }
  return files;
}

TEST_F(PluginCatalogTest, APreviewSaysWhatWouldBeAndChangesNothing) {
  Put("sample_1_0_0");
  Restart();
  const std::map<std::string, size_t> kept = FilesIn(state_);
  EXPECT_THAT(kept, Not(IsEmpty()));
  listener_.told.clear();
  const auto preview = Preview("sample_1_9_0");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_EQ(preview->version.version, "1.9.0");
  EXPECT_EQ(preview->version.state, PluginState::kServing);
  ASSERT_TRUE(preview->serving.has_value());
  EXPECT_EQ(preview->serving->version, "1.0.0");
  ASSERT_TRUE(preview->difference.ok()) << preview->difference.status();
  EXPECT_EQ(preview->difference->effect, analysis::Effect::kChanged);
  ASSERT_THAT(preview->difference->platforms, SizeIs(1));
  ASSERT_THAT(preview->difference->platforms[0].verdict_changes, SizeIs(1));
  EXPECT_EQ(preview->difference->platforms[0].verdict_changes[0].before, analysis::CaseOutcome::kConnect);
  EXPECT_EQ(preview->difference->platforms[0].verdict_changes[0].after, analysis::CaseOutcome::kMeetFirst);

  EXPECT_THAT(catalog_->List(), SizeIs(1));
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.0.0")));
  EXPECT_THAT(listener_.told, IsEmpty());
  EXPECT_EQ(FilesIn(state_), kept);
  EXPECT_FALSE(catalog_->Activate("sample", "1.9.0").ok()) << "it was not kept";
}

TEST_F(PluginCatalogTest, APreviewOfALowerVersionIsComparedAllTheSame) {
  Put("sample_1_9_0");
  Restart();
  const auto preview = Preview("sample_1_0_0");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_EQ(preview->version.state, PluginState::kStandby);
  EXPECT_THAT(preview->version.causes, ElementsAre(HasSubstr("1.9.0 is higher")));
  ASSERT_TRUE(preview->difference.ok());
  EXPECT_EQ(preview->difference->effect, analysis::Effect::kChanged);
}

TEST_F(PluginCatalogTest, APreviewOfAPluginThatNobodyHasAddsItsPlatforms) {
  Put("sample_1_0_0");
  Restart();
  const auto preview = Preview("other_1_0_0", "other.so");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_FALSE(preview->serving.has_value());
  ASSERT_TRUE(preview->difference.ok());
  EXPECT_THAT(preview->difference->added, ElementsAre("other"));
  EXPECT_THAT(preview->difference->removed, IsEmpty());
}

TEST_F(PluginCatalogTest, APreviewOfWhatWouldBeRefusedSaysSo) {
  Put("sample_1_0_0");
  Restart();
  const auto rival = Preview("rival_1_0_0", "rival.so");
  ASSERT_TRUE(rival.ok()) << rival.status();
  EXPECT_EQ(rival->version.state, PluginState::kRefused);
  EXPECT_THAT(rival->version.causes, ElementsAre(HasSubstr("is already served by the plugin 'sample'")));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
