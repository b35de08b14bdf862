#include "service/lifecycle/directory_scan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::_;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(DirectoryScanTest, FindsWhatIsCalledLikeAPlugin) {
  const ScratchDirectory directory;
  for (const char* name : {"a.so", "b.so", ".hidden.so", "c.so.tmp", "a.so.sig", "so"}) directory.Write(name, "x");
  std::filesystem::create_directory(directory / "d.so");
  EXPECT_THAT(*ScanDirectory(directory.path()),
              UnorderedElementsAre(Pair("a.so", _), Pair("b.so", _), Pair("d.so", _)));
}

TEST(DirectoryScanTest, AFileThatHasJustChangedMayChangeAgainUnnoticed) {
  const ScratchDirectory directory;
  directory.Write("a.so", "x");
  const PluginStamp first = ScanDirectory(directory.path())->at("a.so");
  EXPECT_TRUE(first.fresh);
  EXPECT_FALSE(first.SaysTheSameAs(first));
}

TEST(DirectoryScanTest, AChangeOfTheFileOrItsSignatureShows) {
  PluginStamp stamp;
  stamp.file = {1, 2, 3, 4};
  EXPECT_TRUE(stamp.SaysTheSameAs(stamp));
  PluginStamp other = stamp;
  other.file.changed_nanoseconds = 5;
  EXPECT_FALSE(stamp.SaysTheSameAs(other));
  other = stamp;
  other.signature.inode = 9;
  EXPECT_FALSE(stamp.SaysTheSameAs(other));
  other = stamp;
  other.fresh = true;
  EXPECT_FALSE(stamp.SaysTheSameAs(other));
}

TEST(DirectoryScanTest, NamesTheDirectoryThatCannotBeRead) {
  const ScratchDirectory directory;
  const absl::Status unread = ScanDirectory(directory / "nowhere").status();
  EXPECT_EQ(unread.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(unread.message()), HasSubstr("nowhere' cannot be read"));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
