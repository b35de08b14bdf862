#include "service/lifecycle/written_file.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/plugin_file.h"
#include "tests/scratch_directory.h"
#include "tests/service/lifecycle/not_as_root.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::HasSubstr;

TEST(WrittenFileTest, HasWhatWasWrittenLast) {
  const ScratchDirectory directory;
  const auto path = directory / "file";
  EXPECT_EQ(ReadWhole(path).status().code(), absl::StatusCode::kNotFound);
  ASSERT_EQ(WriteWhole(path, "first"), absl::OkStatus());
  ASSERT_EQ(WriteWhole(path, std::string(200'000, 'x')), absl::OkStatus());
  EXPECT_EQ(*ReadWhole(path), std::string(200'000, 'x'));
  ASSERT_EQ(WriteWhole(path, ""), absl::OkStatus());
  EXPECT_EQ(*ReadWhole(path), "");
}

TEST(WrittenFileTest, IsForItsOwnerAlone) {
  const ScratchDirectory directory;
  ASSERT_EQ(WriteWhole(directory / "file", "x"), absl::OkStatus());
  struct stat status;
  ASSERT_EQ(stat((directory / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(WrittenFileTest, CopiesAPluginFile) {
  const ScratchDirectory directory;
  const auto plugin =
      deployment::PluginFile::Copy(directory.Write("plugin.so", "bytes"), deployment::Permissions::kUnchecked);
  ASSERT_TRUE(plugin.ok());
  ASSERT_EQ(CopyWhole(directory / "copy", plugin->descriptor()), absl::OkStatus());
  EXPECT_EQ(*ReadWhole(directory / "copy"), "bytes");
}

TEST(WrittenFileTest, AnErrorLeavesTheOldContentAndNothingBeside) {
  const ScratchDirectory directory;
  ASSERT_EQ(WriteWhole(directory / "file", "old"), absl::OkStatus());
  std::filesystem::create_directory(directory / "file.new");  // in the way
  const absl::Status status = WriteWhole(directory / "file", "new");
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), HasSubstr("file.new"));
  EXPECT_EQ(*ReadWhole(directory / "file"), "old");
}

TEST(WrittenFileTest, KeepsItsOldContentInADirectoryThatCannotBeSynchronised) {
  const ScratchDirectory directory;
  ASSERT_EQ(WriteWhole(directory / "file", "old"), absl::OkStatus());
  {
    const NotAsRoot not_as_root(directory.path());
    ASSERT_EQ(chmod(directory.path().c_str(), 0300), 0);
    EXPECT_FALSE(WriteWhole(directory / "file", "new").ok());
    ASSERT_EQ(chmod(directory.path().c_str(), 0700), 0);
  }
  EXPECT_EQ(*ReadWhole(directory / "file"), "old");
  EXPECT_FALSE(std::filesystem::exists(directory / "file.new"));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
