#include "service/lifecycle/directory_watch.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kAmple(60);

// Counts what a watch reports, and lets a test wait for it.
class Reports {
 public:
  bool Add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
    return taken_up_;
  }
  void TakeUp(bool taken_up) {
    const std::lock_guard lock(mutex_);
    taken_up_ = taken_up;
  }
  void Say(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    said_.push_back(status);
    changed_.notify_all();
  }
  // Waits until more than `count` were reported.
  bool AwaitMoreThan(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kAmple, [&] { return count_ > count; });
  }
  bool AwaitSaid(size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kAmple, [&] { return said_.size() >= count; });
  }
  int count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  std::vector<absl::Status> said() {
    const std::lock_guard lock(mutex_);
    return said_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
  bool taken_up_ = true;
  std::vector<absl::Status> said_;
};

class DirectoryWatchTest : public ::testing::Test {
 protected:
  static constexpr WatchTimes kQuick = {milliseconds(20), milliseconds(200), milliseconds(20), milliseconds(40)};

  void Start(const WatchTimes& times) {
    auto watch = DirectoryWatch::Start(
        directory_.path(), times, [this] { return reports_.Add(); },
        [this](const absl::Status& said) { reports_.Say(said); });
    ASSERT_TRUE(watch.ok()) << watch.status();
    watch_ = *std::move(watch);
  }
  void Watch(const WatchTimes& times = kQuick) {
    Start(times);
    ASSERT_TRUE(reports_.AwaitMoreThan(0)) << "what happened before the watch stood";
  }

  const ScratchDirectory directory_;
  Reports reports_;
  std::unique_ptr<DirectoryWatch> watch_;
};

TEST_F(DirectoryWatchTest, ReportsWhatIsWrittenRenamedAndRemoved) {
  Watch();
  int before = reports_.count();
  directory_.Write("a.so", "x");
  ASSERT_TRUE(reports_.AwaitMoreThan(before));
  before = reports_.count();
  std::filesystem::rename(directory_ / "a.so", directory_ / "b.so");
  ASSERT_TRUE(reports_.AwaitMoreThan(before));
  before = reports_.count();
  std::filesystem::permissions(directory_ / "b.so", std::filesystem::perms::owner_read);
  ASSERT_TRUE(reports_.AwaitMoreThan(before));
  before = reports_.count();
  std::filesystem::remove(directory_ / "b.so");
  ASSERT_TRUE(reports_.AwaitMoreThan(before));
}

TEST_F(DirectoryWatchTest, ReportsAgainWhatCouldNotBeTakenUp) {
  reports_.TakeUp(false);
  Watch();
  EXPECT_TRUE(reports_.AwaitMoreThan(3)) << "nothing happens in the directory";
  reports_.TakeUp(true);
  ASSERT_TRUE(reports_.AwaitMoreThan(reports_.count()));
  const int before = reports_.count();
  std::this_thread::sleep_for(20 * kQuick.look_again);
  EXPECT_EQ(reports_.count(), before);
}

TEST_F(DirectoryWatchTest, ReportsTheSwapOfALinkAsOrchestratorsDoIt) {
  std::filesystem::create_directory(directory_ / "..first");
  std::filesystem::create_directory(directory_ / "..second");
  std::filesystem::create_directory_symlink("..first", directory_ / "..data");
  Watch();
  const int before = reports_.count();
  std::filesystem::create_directory_symlink("..second", directory_ / "..new");
  std::filesystem::rename(directory_ / "..new", directory_ / "..data");
  EXPECT_TRUE(reports_.AwaitMoreThan(before));
}

TEST_F(DirectoryWatchTest, ReportsADirectoryThatNeverRests) {
  Watch({milliseconds(200), milliseconds(400), milliseconds(20)});
  const int before = reports_.count();
  const auto end = std::chrono::steady_clock::now() + kAmple;
  while (reports_.count() == before && std::chrono::steady_clock::now() < end) directory_.Write("a.so", "x");
  EXPECT_GT(reports_.count(), before);
}

TEST_F(DirectoryWatchTest, LooksForADirectoryThatHasGoneAndSaysBoth) {
  Watch();
  std::filesystem::remove_all(directory_.path());
  ASSERT_TRUE(reports_.AwaitSaid(1));
  EXPECT_THAT(std::string(reports_.said()[0].message()), HasSubstr("has gone"));
  std::filesystem::create_directory(directory_.path());
  ASSERT_TRUE(reports_.AwaitSaid(2));
  EXPECT_EQ(reports_.said()[1], absl::OkStatus());
  const int before = reports_.count();
  directory_.Write("a.so", "x");
  EXPECT_TRUE(reports_.AwaitMoreThan(before));
}

TEST_F(DirectoryWatchTest, StopsWithoutWaitingForTheDirectoryToRest) {
  constexpr milliseconds kLongerThanTheTestMayTake = std::chrono::hours(1);
  Start({kLongerThanTheTestMayTake, kLongerThanTheTestMayTake, kLongerThanTheTestMayTake});
  directory_.Write("a.so", "x");
  watch_.reset();
  EXPECT_EQ(reports_.count(), 0);
}

TEST_F(DirectoryWatchTest, IsAnErrorWhereThereIsNoDirectory) {
  const auto watch = DirectoryWatch::Start(
      directory_ / "nowhere", {}, [] { return true; }, [](const absl::Status&) {});
  EXPECT_THAT(std::string(watch.status().message()), HasSubstr("nowhere' can't be watched"));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
