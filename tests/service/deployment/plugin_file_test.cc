#include "service/deployment/plugin_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/mapped_file.h"
#include "service/deployment/sha256.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::deployment {
namespace {

using ::testing::HasSubstr;

std::string BytesBehind(int descriptor) {
  std::string bytes(4096, '\0');
  bytes.resize(static_cast<size_t>(pread(descriptor, bytes.data(), bytes.size(), 0)));
  return bytes;
}

class PluginFileTest : public ::testing::Test {
 protected:
  const ScratchDirectory directory_;
  const std::filesystem::path path_ = directory_.Write("plugin.so", "as it was");
};

TEST_F(PluginFileTest, KnowsTheHashOfItsBytes) {
  const auto file = PluginFile::Copy(path_, Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  // printf 'as it was' | sha256sum
  EXPECT_EQ(file->sha256(), "369b74f2003ce39f5829ec7a2f84852b72b610d0312c8951d5d8f7316c9902ba");
}

TEST_F(PluginFileTest, KeepsItsBytesWhateverBecomesOfTheFile) {
  const auto file = PluginFile::Copy(path_, Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  directory_.Write("plugin.so", "overwritten in place");
  EXPECT_EQ(BytesBehind(file->descriptor()), "as it was");
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(BytesBehind(file->descriptor()), "as it was");
  std::filesystem::remove(path_);
  EXPECT_EQ(BytesBehind(file->descriptor()), "as it was");
  EXPECT_EQ(*Sha256OfFile(file->descriptor()), file->sha256());
}

TEST_F(PluginFileTest, CannotBeChangedByWhoHoldsIt) {
  const auto file = PluginFile::Copy(path_, Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(pwrite(file->descriptor(), "x", 1, 0), -1);
  EXPECT_EQ(ftruncate(file->descriptor(), 0), -1);
  EXPECT_EQ(ftruncate(file->descriptor(), 4096), -1);
  EXPECT_EQ(mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED, file->descriptor(), 0), MAP_FAILED);
  EXPECT_EQ(fcntl(file->descriptor(), F_ADD_SEALS, 0), -1) << "and the seals stay";
}

TEST_F(PluginFileTest, IsNotInheritedByOtherPrograms) {
  const auto file = PluginFile::Copy(path_, Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(fcntl(file->descriptor(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}

TEST_F(PluginFileTest, FollowsALinkToTheFileThatItOpened) {
  std::filesystem::create_symlink(path_, directory_ / "link.so");
  const auto file = PluginFile::Copy(directory_ / "link.so", Permissions::kUnchecked);
  ASSERT_TRUE(file.ok()) << file.status();
  std::filesystem::remove(directory_ / "link.so");
  std::filesystem::create_symlink("/dev/null", directory_ / "link.so");
  EXPECT_EQ(BytesBehind(file->descriptor()), "as it was");
}

// Its bytes may be some of each, and are what the hash says of them whatever they are.
TEST_F(PluginFileTest, IsHashedAsItWasCopiedWhateverHappensToTheFileMeanwhile) {
  constexpr size_t kBytes = 1 << 20;
  std::atomic<bool> done = false;
  std::thread meddler([&] {
    for (int turn = 0; !done; ++turn) {
      const std::string bytes(kBytes, static_cast<char>('a' + turn % 26));
      if (turn % 3 == 0) {
        directory_.Write("plugin.so", bytes);  // truncated, then written in place
      } else if (turn % 3 == 1) {
        std::filesystem::rename(directory_.Write("other.so", bytes), path_);
      } else {
        std::filesystem::resize_file(path_, kBytes / 2);
      }
    }
  });
  std::set<std::string> hashes;
  constexpr int kMost = 100'000;
  for (int i = 0; i < kMost && hashes.size() < 20; ++i) {
    const auto file = PluginFile::Copy(path_, Permissions::kUnchecked);
    if (!file.ok()) {
      EXPECT_THAT(std::string(file.status().message()), HasSubstr("it is empty"));
      continue;
    }
    const auto mapped = MappedFile::Map(*file);
    ASSERT_TRUE(mapped.ok()) << mapped.status();
    const std::span<const std::byte> bytes = mapped->bytes();
    EXPECT_EQ(Sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}), file->sha256());
    hashes.insert(file->sha256());
  }
  done = true;
  meddler.join();
  EXPECT_GE(hashes.size(), 20u);
}

TEST_F(PluginFileTest, IsOfLimitedSize) {
  std::filesystem::resize_file(path_, kMaxPluginBytes);
  EXPECT_TRUE(PluginFile::Copy(path_, Permissions::kUnchecked).ok());
  std::filesystem::resize_file(path_, kMaxPluginBytes + 1);
  EXPECT_THAT(std::string(PluginFile::Copy(path_, Permissions::kUnchecked).status().message()),
              HasSubstr("larger than 64 MiB"));
}

TEST(FileDescriptorTest, ClosesOnceAndMoves) {
  FileDescriptor first(dup(STDERR_FILENO));
  const int number = first.number();
  FileDescriptor second(std::move(first));
  EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move)
  EXPECT_NE(fcntl(number, F_GETFD), -1);
  second = FileDescriptor();
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
}

}  // namespace
}  // namespace connection_advisor::deployment
