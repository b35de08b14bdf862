// How many versions are kept, and what becomes of those beyond.
#include <filesystem>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(PluginCatalogTest, ForgetsTheOldestVersionsAndTheirBytes) {
  options_.kept_versions = 1;
  Restart();
  for (const char* sample : {"sample_1_0_0", "sample_1_0_0_again", "sample_1_9_0", "sample_1_10_0"}) {
    Put(sample);
    LookForChanges();
  }
  EXPECT_THAT(catalog_->List(), SizeIs(3)) << "the one that serves, the one before it, and one more";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(state_ / "plugins"), {}), 3);
}

TEST_F(PluginCatalogTest, NothingOfWhatComesIntoTheDirectoryAtOnceIsForgotten) {
  options_.kept_versions = 2;
  Restart();
  constexpr int kFiles = 20;
  for (int file = 0; file < kFiles; ++file) plugins_.Write(absl::StrCat(file, ".so"), absl::StrCat("no plugin ", file));
  for (const char* sample : {"sample_1_0_0", "sample_1_0_0_again", "sample_1_9_0", "sample_1_10_0"}) {
    Put(sample, absl::StrCat(sample, ".so"));
  }
  LookForChanges();
  EXPECT_THAT(catalog_->List(), SizeIs(kFiles + 4));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(state_ / "plugins"), {}), 4);
}

TEST_F(PluginCatalogTest, AnUploadThatIsForgottenAtOnceSaysSo) {
  options_.kept_versions = 0;
  Put("sample_1_9_0");
  Start();
  EXPECT_THAT(std::string(Upload("sample_1_0_0", "old.so").status().message()), HasSubstr("forgotten again"));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
