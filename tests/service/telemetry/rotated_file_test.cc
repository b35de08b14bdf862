#include "service/telemetry/rotated_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::telemetry {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string Contents(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// A limit on the size of files stands in for a disk that is full: both take a part of a write and then no more.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : signal_before_(signal(SIGXFSZ, SIG_IGN)) {
    EXPECT_EQ(getrlimit(RLIMIT_FSIZE, &before_), 0);
    rlimit small = before_;
    small.rlim_cur = bytes;
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  }
  ~SmallDisk() {
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before_), 0);
    signal(SIGXFSZ, signal_before_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  void (*const signal_before_)(int);
  rlimit before_ = {};
};

class RotatedFileTest : public testing::Test {
 protected:
  RotatedFile Open(const RotationLimits& limits = {}) {
    absl::StatusOr<RotatedFile> file = RotatedFile::Open(path_, limits);
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }

  std::filesystem::path Numbered(int number) const { return absl::StrCat(path_.string(), ".", number); }

  const ScratchDirectory directory_;
  const std::filesystem::path path_ = directory_ / "log.jsonl";
};

TEST_F(RotatedFileTest, AppendsToWhatIsThere) {
  directory_.Write("log.jsonl", "one\n");
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("two\n").ok());
  EXPECT_TRUE(file.Append("three\n").ok());
  EXPECT_EQ(Contents(path_), "one\ntwo\nthree\n");
}

TEST_F(RotatedFileTest, IsNotForEverybodyToRead) {
  const mode_t before = umask(0);
  Open();
  umask(before);
  struct stat state = {};
  ASSERT_EQ(stat(path_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0640u);
}

TEST_F(RotatedFileTest, IsPutAsideWhenItIsFullAndTheOldestGoes) {
  RotatedFile file = Open({.rotate_at = 8, .files = 3});
  for (const char* line : {"aaa\n", "bbb\n", "ccc\n", "ddd\n", "eee\n", "fff\n", "ggg\n"}) {
    EXPECT_TRUE(file.Append(line).ok());
  }
  EXPECT_EQ(Contents(path_), "ggg\n");
  EXPECT_EQ(Contents(Numbered(1)), "eee\nfff\n");
  EXPECT_EQ(Contents(Numbered(2)), "ccc\nddd\n");
  EXPECT_FALSE(std::filesystem::exists(Numbered(3)));
}

TEST_F(RotatedFileTest, OneFileBeginsAnew) {
  RotatedFile file = Open({.rotate_at = 8, .files = 1});
  for (const char* line : {"aaa\n", "bbb\n", "ccc\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_EQ(Contents(path_), "ccc\n");
  EXPECT_FALSE(std::filesystem::exists(Numbered(1)));
}

// As root, a server that logs to /dev/null would else move it away.
TEST_F(RotatedFileTest, WhatIsNoRegularFileIsNeverMoved) {
  for (const int files : {1, 3}) {
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    {
      RotatedFile file = Open({.rotate_at = 8, .files = files});
      for (const char* line : {"aaa\n", "bbb\n", "ccc\n"}) EXPECT_TRUE(file.Append(line).ok());
      EXPECT_TRUE(std::filesystem::is_fifo(path_));
    }
    std::filesystem::remove(path_);

    const std::filesystem::path target = directory_.Write("target", "");
    std::filesystem::create_symlink(target, path_);
    RotatedFile file = Open({.rotate_at = 8, .files = files});
    for (const char* line : {"aaa\n", "bbb\n", "ccc\n"}) EXPECT_TRUE(file.Append(line).ok());
    EXPECT_TRUE(std::filesystem::is_symlink(path_));
    EXPECT_EQ(Contents(target), "aaa\nbbb\nccc\n");
    EXPECT_FALSE(std::filesystem::exists(Numbered(1)));
    std::filesystem::remove(path_);
  }
}

TEST_F(RotatedFileTest, TheSizeOfWhatIsThereCounts) {
  directory_.Write("log.jsonl", "1234567\n");
  RotatedFile file = Open({.rotate_at = 8, .files = 2});
  EXPECT_TRUE(file.Append("a\n").ok());
  EXPECT_EQ(Contents(path_), "a\n");
  EXPECT_EQ(Contents(Numbered(1)), "1234567\n");
}

TEST_F(RotatedFileTest, AnAppendLargerThanAFileIsNotSplit) {
  RotatedFile file = Open({.rotate_at = 4, .files = 2});
  EXPECT_TRUE(file.Append("one\ntwo\nthree\n").ok());
  EXPECT_EQ(Contents(path_), "one\ntwo\nthree\n");
}

TEST_F(RotatedFileTest, AFileThatWasMovedAwayIsMadeAnew) {
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("one\n").ok());
  std::filesystem::rename(path_, directory_ / "elsewhere");
  EXPECT_TRUE(file.Append("two\n").ok());
  EXPECT_EQ(Contents(directory_ / "elsewhere"), "one\n");
  EXPECT_EQ(Contents(path_), "two\n");
}

TEST_F(RotatedFileTest, ADirectoryThatVanishesIsAnErrorUntilItIsBack) {
  const std::filesystem::path inner = directory_ / "inner";
  std::filesystem::create_directory(inner);
  absl::StatusOr<RotatedFile> file = RotatedFile::Open(inner / "log.jsonl", {});
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->Append("one\n").ok());
  std::filesystem::remove_all(inner);
  for (int i = 0; i < 2; ++i) {
    const absl::Status status = file->Append("lost\n");
    EXPECT_THAT(std::string(status.message()), HasSubstr("log.jsonl cannot be opened: No such file or directory"));
  }
  std::filesystem::create_directory(inner);
  EXPECT_TRUE(file->Append("two\n").ok());
  EXPECT_EQ(Contents(inner / "log.jsonl"), "two\n");
}

TEST_F(RotatedFileTest, WhatACrashHasTornIsClosedWithALineEnd) {
  directory_.Write("log.jsonl", "one\n{\"half");
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("two\n").ok());
  EXPECT_EQ(Contents(path_), "one\n{\"half\ntwo\n");
}

TEST_F(RotatedFileTest, AnAppendThatDoesNotFitLeavesNothingBehind) {
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("one\n").ok());
  absl::Status full;
  absl::Status fits;
  absl::Status full_again;
  {
    const SmallDisk disk(10);
    full = file.Append("12345678\n");
    fits = file.Append("two\n");
    full_again = file.Append("three\n");
  }
  const absl::Status room = file.Append("four\n");

  EXPECT_THAT(std::string(full.message()), HasSubstr("log.jsonl cannot be written: File too large"));
  EXPECT_TRUE(fits.ok()) << fits;
  EXPECT_FALSE(full_again.ok());
  EXPECT_TRUE(room.ok()) << room;
  EXPECT_EQ(Contents(path_), "one\ntwo\nfour\n");
}

TEST_F(RotatedFileTest, WhatCannotBePutAsideIsWrittenToAndTriedAgainWhenItHasGrownByAnotherFile) {
  RotatedFile file = Open({.rotate_at = 8, .files = 2});
  std::filesystem::create_directory(Numbered(1));
  for (const char* line : {"aaa\n", "bbb\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_TRUE(file.rotation().ok());
  EXPECT_TRUE(file.Append("ccc\n").ok());
  EXPECT_EQ(std::string(file.rotation().message()),
            absl::StrCat(path_.string(), " cannot be moved to ", Numbered(1).string(), ": Is a directory"));
  std::filesystem::remove(Numbered(1));
  EXPECT_TRUE(file.Append("ddd\n").ok());
  EXPECT_FALSE(file.rotation().ok());
  EXPECT_EQ(Contents(path_), "aaa\nbbb\nccc\nddd\n");

  EXPECT_TRUE(file.Append("eee\n").ok());
  EXPECT_TRUE(file.rotation().ok()) << file.rotation();
  EXPECT_EQ(Contents(path_), "eee\n");
  EXPECT_EQ(Contents(Numbered(1)), "aaa\nbbb\nccc\nddd\n");
  for (const char* line : {"fff\n", "ggg\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_EQ(Contents(path_), "ggg\n") << "the limit is the old one again";
}

TEST_F(RotatedFileTest, WhatIsInTheWayOfTheOldestLeavesTheOthersWhereTheyAre) {
  RotatedFile file = Open({.rotate_at = 4, .files = 4});
  std::filesystem::create_directory(Numbered(3));
  for (const char* line : {"aaa\n", "bbb\n", "ccc\n", "ddd\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_THAT(std::string(file.rotation().message()), HasSubstr("log.jsonl.3: Is a directory"));
  EXPECT_EQ(Contents(path_), "ccc\nddd\n");
  EXPECT_EQ(Contents(Numbered(1)), "bbb\n");
  EXPECT_EQ(Contents(Numbered(2)), "aaa\n");
}

TEST_F(RotatedFileTest, WhereANumberIsFreeNoOlderFileIsMoved) {
  RotatedFile file = Open({.rotate_at = 4, .files = 4});
  directory_.Write("log.jsonl.2", "older\n");
  directory_.Write("log.jsonl.3", "oldest\n");
  for (const char* line : {"aaa\n", "bbb\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_EQ(Contents(path_), "bbb\n");
  EXPECT_EQ(Contents(Numbered(1)), "aaa\n");
  EXPECT_EQ(Contents(Numbered(2)), "older\n");
  EXPECT_EQ(Contents(Numbered(3)), "oldest\n");
}

TEST_F(RotatedFileTest, WhatCouldNotBePutAsideAndWasTruncatedIsPutAsideWhenItIsFullAgain) {
  RotatedFile file = Open({.rotate_at = 8, .files = 2});
  std::filesystem::create_directory(Numbered(1));
  for (const char* line : {"aaa\n", "bbb\n", "ccc\n"}) EXPECT_TRUE(file.Append(line).ok());
  std::filesystem::remove(Numbered(1));
  std::filesystem::resize_file(path_, 0);
  for (const char* line : {"ddd\n", "eee\n", "fff\n"}) EXPECT_TRUE(file.Append(line).ok());
  EXPECT_EQ(Contents(path_), "fff\n");
  EXPECT_EQ(Contents(Numbered(1)), "ddd\neee\n");
}

// As logrotate's copytruncate does.
TEST_F(RotatedFileTest, AFileThatWasTruncatedIsNotPutAsideEarly) {
  RotatedFile file = Open({.rotate_at = 8, .files = 2});
  EXPECT_TRUE(file.Append("aaa\nbbb\n").ok());
  std::filesystem::resize_file(path_, 0);
  EXPECT_TRUE(file.Append("ccc\n").ok());
  EXPECT_EQ(Contents(path_), "ccc\n");
  EXPECT_FALSE(std::filesystem::exists(Numbered(1)));
}

TEST_F(RotatedFileTest, WhatDoesNotFitAfterATruncationLeavesNothingBehind) {
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("aaa\nbbb\n").ok());
  std::filesystem::resize_file(path_, 4);
  {
    const SmallDisk disk(10);
    EXPECT_FALSE(file.Append("12345678\n").ok());
  }
  EXPECT_TRUE(file.Append("ccc\n").ok());
  EXPECT_EQ(Contents(path_), "aaa\nccc\n");
}

TEST_F(RotatedFileTest, WhatATruncationHasTornIsClosedWithALineEnd) {
  RotatedFile file = Open();
  EXPECT_TRUE(file.Append("aaa\nbbb\n").ok());
  std::filesystem::resize_file(path_, 6);
  EXPECT_TRUE(file.Append("ccc\n").ok());
  EXPECT_EQ(Contents(path_), "aaa\nbb\nccc\n");
}

TEST_F(RotatedFileTest, AFullDeviceIsAnError) {
  absl::StatusOr<RotatedFile> file = RotatedFile::Open("/dev/full", {});
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(std::string(file->Append("one\n").message()),
              StartsWith("/dev/full cannot be written: No space left on device"));
}

TEST_F(RotatedFileTest, WhatCannotBeOpenedIsSaidBeforehandAndNothingIsMade) {
  EXPECT_TRUE(CheckAppendable(path_).ok());
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_TRUE(CheckAppendable("no_directory_in_its_name.jsonl").ok());
  for (const std::filesystem::path& path : {directory_.path(), directory_ / "none" / "log.jsonl"}) {
    EXPECT_FALSE(CheckAppendable(path).ok()) << path;
    EXPECT_FALSE(RotatedFile::Open(path, {}).ok()) << path;
  }
}

TEST_F(RotatedFileTest, AFileThatCannotLeaveItsDirectoryIsSaidBeforehand) {
  directory_.Write("log.jsonl", "");
  std::filesystem::create_symlink(path_, directory_ / "link");
  EXPECT_TRUE(CheckRotatable(path_).ok());
  if (geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";

  const auto exit_as_somebody = [](const std::filesystem::path& path) {
    constexpr uid_t kSomebody = 12345;
    if (setuid(kSomebody) != 0) _exit(1);
    std::cerr << CheckRotatable(path).message();
    _exit(0);
  };
  std::filesystem::permissions(directory_.path(), std::filesystem::perms{0755});
  EXPECT_EXIT(exit_as_somebody(path_), testing::ExitedWithCode(0),
              "log.jsonl cannot be put aside when it is full: Permission denied");
  EXPECT_EXIT(exit_as_somebody(directory_ / "link"), testing::ExitedWithCode(0), "^$") << "it is never moved";
  EXPECT_EXIT(exit_as_somebody("/dev/null"), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(exit_as_somebody(directory_ / "none.jsonl"), testing::ExitedWithCode(0), "^$");
  std::filesystem::permissions(directory_.path(), std::filesystem::perms{0777});
  EXPECT_EXIT(exit_as_somebody(path_), testing::ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace connection_advisor::telemetry
