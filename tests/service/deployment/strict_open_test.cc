#include "service/deployment/strict_open.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::deployment {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr uid_t kSomebody = 12345;

void SetMode(const fs::path& path, mode_t mode) { ASSERT_EQ(chmod(path.c_str(), mode), 0) << path; }
void SetOwner(const fs::path& path, uid_t owner) { ASSERT_EQ(lchown(path.c_str(), owner, -1), 0) << path; }

// The content of what was opened, or why it was not.
std::string Opened(const fs::path& path, Permissions permissions = Permissions::kChecked) {
  const absl::StatusOr<FileDescriptor> file = OpenRegularFile(path, permissions);
  if (!file.ok()) return absl::StrCat("refused: ", file.status().message());
  std::string content(100, '\0');
  content.resize(static_cast<size_t>(read(file->number(), content.data(), content.size())));
  return content;
}

//   /tmp (sticky)/SCRATCH/directory/file
class StrictOpenTest : public ::testing::Test {
 protected:
  StrictOpenTest() {
    fs::create_directory(directory_);
    SetMode(directory_, 0755);
    scratch_.Write("directory/file", "content");
    SetMode(file_, 0644);
  }

  // The error that a change of mode of `path` is to put right.
  static auto AsksToClose(const fs::path& path, const std::string& mode) {
    return AllOf(StartsWith("refused: "), HasSubstr("can be written to by others (mode " + mode + ")"),
                 EndsWith(absl::StrCat(": chmod go-w '", path.string(), "'")));
  }
  static auto AsksToOwn(const fs::path& path) {
    return AllOf(
        StartsWith("refused: "),
        HasSubstr(absl::StrCat("'", path.string(), "' belongs to user ", kSomebody, "; it must belong to root")),
        EndsWith(absl::StrCat(": chown --no-dereference ", geteuid(), " '", path.string(), "'")));
  }

  const ScratchDirectory scratch_;
  const fs::path directory_ = scratch_ / "directory";
  const fs::path file_ = directory_ / "file";
};

TEST_F(StrictOpenTest, TakesWhatNobodyElseMayWriteTo) {
  EXPECT_EQ(Opened(file_), "content");
  SetMode(file_, 0400);
  EXPECT_EQ(Opened(file_), "content");
}

TEST_F(StrictOpenTest, RefusesAFileThatOthersMayWriteTo) {
  SetMode(file_, 0664);
  EXPECT_THAT(Opened(file_), AsksToClose(file_, "0664"));
  SetMode(file_, 0646);
  EXPECT_THAT(Opened(file_), AsksToClose(file_, "0646"));
  SetMode(file_, 01666);  // the sticky bit says nothing of a file
  EXPECT_THAT(Opened(file_), AsksToClose(file_, "1666"));
  EXPECT_EQ(Opened(file_, Permissions::kUnchecked), "content");
}

TEST_F(StrictOpenTest, RefusesADirectoryThatOthersMayWriteToHoweverFarUp) {
  SetMode(directory_, 0775);
  EXPECT_THAT(Opened(file_), AsksToClose(directory_, "0775"));
  SetMode(directory_, 0757);
  EXPECT_THAT(Opened(file_), AsksToClose(directory_, "0757"));
  SetMode(directory_, 0755);
  SetMode(scratch_.path(), 0777);
  EXPECT_THAT(Opened(file_), AsksToClose(scratch_.path(), "0777"));
  EXPECT_EQ(Opened(file_, Permissions::kUnchecked), "content");
  SetMode(scratch_.path(), 0700);
  EXPECT_EQ(Opened(file_), "content");
}

TEST_F(StrictOpenTest, TakesADirectoryThatIsOpenToAllWithTheStickyBit) {
  SetMode(directory_, 01777);
  EXPECT_EQ(Opened(file_), "content");
}

TEST_F(StrictOpenTest, RefusesWhatBelongsToSomebodyElse) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  SetOwner(file_, kSomebody);
  EXPECT_THAT(Opened(file_), AsksToOwn(file_));
  EXPECT_EQ(Opened(file_, Permissions::kUnchecked), "content");
  SetOwner(file_, 0);
  SetOwner(directory_, kSomebody);
  EXPECT_THAT(Opened(file_), AsksToOwn(directory_));
  SetMode(directory_, 01777);
  EXPECT_THAT(Opened(file_), AsksToOwn(directory_)) << "its owner may replace what is another's all the same";
}

TEST_F(StrictOpenTest, TakesWhatBelongsToRootOrToTheUserOfTheProcess) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  SetMode(scratch_.path(), 0755);
  const auto exit_as_somebody = [&] { _exit(setuid(kSomebody) == 0 && Opened(file_) == "content" ? 0 : 1); };
  EXPECT_EXIT(exit_as_somebody(), ::testing::ExitedWithCode(0), "");
  SetOwner(file_, kSomebody);
  SetOwner(directory_, kSomebody);
  EXPECT_EXIT(exit_as_somebody(), ::testing::ExitedWithCode(0), "");
  SetOwner(file_, kSomebody + 1);
  EXPECT_EXIT(exit_as_somebody(), ::testing::ExitedWithCode(1), "");
}

TEST_F(StrictOpenTest, FollowsALinkToWhatStandsTheCheck) {
  fs::create_symlink("directory/file", scratch_ / "relative");
  fs::create_symlink(file_, scratch_ / "absolute");
  fs::create_symlink("directory", scratch_ / "way");
  fs::create_symlink("../way/../relative", directory_ / "winding");
  for (const char* path : {"relative", "absolute", "way/file", "directory/winding", "way/./file"}) {
    EXPECT_EQ(Opened(scratch_ / path), "content") << path;
  }
}

TEST_F(StrictOpenTest, ChecksWhereALinkLeads) {
  const ScratchDirectory elsewhere;
  elsewhere.Write("file", "elsewhere");
  SetMode(elsewhere / "file", 0644);
  fs::create_symlink(elsewhere / "file", directory_ / "link");
  EXPECT_EQ(Opened(directory_ / "link"), "elsewhere");
  SetMode(elsewhere.path(), 0777);
  EXPECT_THAT(Opened(directory_ / "link"), AsksToClose(elsewhere.path(), "0777"));
  SetMode(elsewhere.path(), 0700);
  SetMode(elsewhere / "file", 0666);
  EXPECT_THAT(Opened(directory_ / "link"), AsksToClose(elsewhere / "file", "0666"));
}

TEST_F(StrictOpenTest, RefusesALinkThatSomebodyElseHasMade) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give links away";
  SetMode(directory_, 01777);
  fs::create_symlink("file", directory_ / "link");
  EXPECT_EQ(Opened(directory_ / "link"), "content");
  SetOwner(directory_ / "link", kSomebody);
  EXPECT_THAT(Opened(directory_ / "link"), AsksToOwn(directory_ / "link"));
}

TEST_F(StrictOpenTest, RefusesLinksInACircle) {
  fs::create_symlink("b", directory_ / "a");
  fs::create_symlink("a", directory_ / "b");
  EXPECT_THAT(Opened(directory_ / "a"), HasSubstr("too many symbolic links"));
}

TEST_F(StrictOpenTest, TakesAPathFromTheDirectoryOfTheProcess) {
  const fs::path before = fs::current_path();
  fs::current_path(scratch_.path());
  EXPECT_EQ(Opened("directory/file"), "content");
  SetMode(scratch_.path(), 0777);
  EXPECT_THAT(Opened("directory/file"), AsksToClose(scratch_.path(), "0777")) << "above it is looked, too";
  fs::current_path(before);
}

TEST_F(StrictOpenTest, SaysWhatItIsThatIsNoRegularFile) {
  ASSERT_EQ(mkfifo((directory_ / "fifo").c_str(), 0600), 0);
  for (const Permissions permissions : {Permissions::kChecked, Permissions::kUnchecked}) {
    EXPECT_THAT(Opened(directory_, permissions), HasSubstr("it is a directory"));
    EXPECT_THAT(Opened("/", permissions), HasSubstr("it is a directory"));
    EXPECT_THAT(Opened(directory_ / "fifo", permissions), HasSubstr("it is a FIFO"));
    EXPECT_THAT(Opened(directory_ / "nothing", permissions), HasSubstr("No such file or directory"));
    EXPECT_THAT(Opened(file_ / "below", permissions), HasSubstr("Not a directory"));
  }
  EXPECT_THAT(Opened("/dev/null", Permissions::kUnchecked), HasSubstr("it is a device"));
}

// What others may write to is put in the place of what they may not, and taken away again, all the time.
class SwappedTest : public StrictOpenTest {
 protected:
  // Exchanges the two names over and over until the object ends.
  class Exchanger {
   public:
    Exchanger(const fs::path& a, const fs::path& b)
        : thread_([this, a, b] {
            while (!done_) renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
          }) {}
    ~Exchanger() {
      done_ = true;
      thread_.join();
    }
    Exchanger(const Exchanger&) = delete;
    Exchanger& operator=(const Exchanger&) = delete;

   private:
    std::atomic<bool> done_ = false;
    std::thread thread_;
  };

  // Opens `path` until both have been met many times: the file that stands the check, and a refusal. Never another.
  static void ExpectNothingElseToBeOpened(const fs::path& path) {
    constexpr int kEnough = 200;
    constexpr int kMost = 1'000'000;
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < kMost && (taken < kEnough || refused < kEnough); ++i) {
      const std::string opened = Opened(path);
      if (opened == "content") {
        ++taken;
      } else {
        ASSERT_THAT(opened, AllOf(StartsWith("refused: "), AnyOf(HasSubstr("can be written to by others"),
                                                                 HasSubstr("was replaced while it was being opened"))))
            << i;
        ++refused;
      }
    }
    EXPECT_GE(taken, kEnough);
    EXPECT_GE(refused, kEnough);
  }
};

TEST_F(SwappedTest, ADirectoryOnTheWayLeadsToNoOtherFile) {
  fs::create_directory(scratch_ / "other");
  scratch_.Write("other/file", "planted");
  SetMode(scratch_ / "other/file", 0644);
  SetMode(scratch_ / "other", 0777);
  const Exchanger exchanger(directory_, scratch_ / "other");
  ExpectNothingElseToBeOpened(file_);
}

TEST_F(SwappedTest, AFileIsNotOpenedForTheOneThatWasChecked) {
  scratch_.Write("directory/other", "planted");
  SetMode(directory_ / "other", 0666);
  const Exchanger exchanger(file_, directory_ / "other");
  ExpectNothingElseToBeOpened(file_);
}

TEST_F(SwappedTest, ALinkLeadsToWhatWasChecked) {
  const ScratchDirectory elsewhere;
  elsewhere.Write("file", "planted");
  SetMode(elsewhere / "file", 0644);
  SetMode(elsewhere.path(), 0777);
  fs::create_symlink(file_, scratch_ / "link");
  fs::create_symlink(elsewhere / "file", scratch_ / "other_link");
  const Exchanger exchanger(scratch_ / "link", scratch_ / "other_link");
  ExpectNothingElseToBeOpened(scratch_ / "link");
}

}  // namespace
}  // namespace connection_advisor::deployment
