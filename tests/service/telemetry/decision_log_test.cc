#include "service/telemetry/decision_log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/scratch_directory.h"
#include "tests/service/telemetry/sample_decision.h"

namespace connection_advisor::telemetry {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Turns a log that hangs into a failure; nothing is measured by it.
constexpr std::chrono::seconds kPatience{30};

// Who is told of losses and of the file.
class Told {
 public:
  DecisionLogReports Reports() {
    return {.lost =
                [this](LossCause cause, uint64_t decisions) {
                  const std::lock_guard lock(mutex_);
                  lost_[static_cast<size_t>(cause)] += decisions;
                  changed_.notify_all();
                },
            .status = [this](const absl::Status& status) { Tell(status, &statuses_); },
            .rotation = [this](const absl::Status& status) { Tell(status, &rotations_); }};
  }

  uint64_t Lost(LossCause cause) const {
    const std::lock_guard lock(mutex_);
    return lost_[static_cast<size_t>(cause)];
  }
  std::vector<std::string> Statuses() const {
    const std::lock_guard lock(mutex_);
    return statuses_;
  }
  std::vector<std::string> Rotations() const {
    const std::lock_guard lock(mutex_);
    return rotations_;
  }
  // Until so many statuses have been told.
  void AwaitStatuses(size_t count) const {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, kPatience, [&] { return statuses_.size() >= count; }));
  }

 private:
  void Tell(const absl::Status& status, std::vector<std::string>* told) {
    const std::lock_guard lock(mutex_);
    told->push_back(status.ok() ? "OK" : std::string(status.message()));
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::array<uint64_t, kLossCauseNames.size()> lost_{};
  std::vector<std::string> statuses_;
  std::vector<std::string> rotations_;
};

std::vector<std::string> LinesIn(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

class DecisionLogTest : public testing::Test {
 protected:
  std::unique_ptr<DecisionLog> Start(const DecisionLogOptions& options) {
    absl::StatusOr<std::unique_ptr<DecisionLog>> log = DecisionLog::Start(options, told_.Reports());
    EXPECT_TRUE(log.ok()) << log.status();
    return log.ok() ? *std::move(log) : nullptr;
  }

  DecisionLogOptions Options() const { return {.file = path_.string()}; }

  void Decide(DecisionLog& log, const std::string& request_id = "r-1") const {
    SampleDecision sample;
    sample.request.set_request_id(request_id);
    log.Decided(Method::kAdvise, platforms_, sample.On(platforms_));
  }

  const ScratchDirectory directory_;
  const std::filesystem::path path_ = directory_ / "decisions.jsonl";
  const PinnedPlatforms platforms_ = SamplePlatforms();
  Told told_;
};

TEST_F(DecisionLogTest, EveryDecisionIsWrittenByTheTimeItStops) {
  constexpr int kThreads = 4;
  constexpr int kEach = 5'000;
  const auto log = Start(Options());
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) Decide(*log, absl::StrCat("r-", thread, "-", i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  log->Stop(kPatience);
  std::set<std::string> ids;
  for (const std::string& line : LinesIn(path_)) {
    const size_t begin = line.find("\"request_id\":\"") + 14;
    ids.insert(line.substr(begin, line.find('"', begin) - begin));
  }
  EXPECT_EQ(ids.size(), size_t{kThreads} * kEach);
  EXPECT_EQ(LinesIn(path_).size(), ids.size());
  EXPECT_EQ(told_.Lost(LossCause::kQueue), 0u);
  EXPECT_EQ(told_.Lost(LossCause::kFile), 0u);
  EXPECT_THAT(told_.Statuses(), IsEmpty());
}

TEST_F(DecisionLogTest, AfterItsStopNothingIsTaken) {
  const auto log = Start(Options());
  Decide(*log);
  log->Stop(kPatience);
  Decide(*log);
  log->Stop(kPatience);
  EXPECT_EQ(LinesIn(path_).size(), 1u);
}

TEST_F(DecisionLogTest, WhatCannotBeOpenedIsSaidAtTheStart) {
  DecisionLogOptions options;
  options.file = "/nowhere/decisions.jsonl";
  const auto log = DecisionLog::Start(options, told_.Reports());
  EXPECT_EQ(log.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(log.status().message()), HasSubstr("/nowhere/decisions.jsonl cannot be opened"));
}

// A pipe that nobody reads is a file that takes no more.
class BlockedDecisionLogTest : public DecisionLogTest {
 protected:
  void SetUp() override {
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    reader_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK);
    ASSERT_GE(reader_, 0);
  }
  void TearDown() override { close(reader_); }

  DecisionLogOptions SmallOptions() const {
    DecisionLogOptions options = Options();
    options.queue_bytes = 16 << 10;
    return options;
  }

  // Decides until something is lost in the queue; how many were decided.
  int DecideUntilLost(DecisionLog& log) const {
    int decided = 0;
    while (told_.Lost(LossCause::kQueue) == 0) {
      Decide(log, absl::StrCat("r-", decided));
      ++decided;
    }
    return decided;
  }

  // Waits for so many bytes of the log.
  std::string Read(size_t bytes) const {
    EXPECT_EQ(fcntl(reader_, F_SETFL, 0), 0);
    std::string text(bytes, '\0');
    size_t done = 0;
    while (done < bytes) {
      const ssize_t size = read(reader_, text.data() + done, bytes - done);
      if (size <= 0) break;
      done += static_cast<size_t>(size);
    }
    EXPECT_EQ(done, bytes);
    return text;
  }

  // All that comes until the log closes its end.
  std::string ReadAll() const {
    EXPECT_EQ(fcntl(reader_, F_SETFL, 0), 0);
    std::string text;
    char bytes[4096];
    ssize_t size = 0;
    while ((size = read(reader_, bytes, sizeof(bytes))) > 0) text.append(bytes, static_cast<size_t>(size));
    return text;
  }

  int reader_ = -1;
};

TEST_F(BlockedDecisionLogTest, TheQueueIsBoundedAndWhatFindsNoRoomIsCountedAndSaid) {
  auto log = Start(SmallOptions());
  int decided = DecideUntilLost(*log);
  for (int i = 0; i < 100; ++i) Decide(*log);
  decided += 100;
  const uint64_t lost = told_.Lost(LossCause::kQueue);
  EXPECT_GT(lost, 0u);

  // Now somebody reads, and it goes on.
  std::string written;
  std::thread reader([&] { written = ReadAll(); });
  log->Stop(kPatience);
  log.reset();  // closes its end
  reader.join();

  const std::vector<std::string> lines = absl::StrSplit(written, '\n', absl::SkipEmpty());
  uint64_t said = 0;
  size_t decisions = 0;
  for (const std::string& line : lines) {
    const size_t loss = line.find("\"lost\":{\"queue\":");
    if (loss == std::string::npos) {
      ++decisions;
    } else {
      said += std::stoull(line.substr(loss + 16));
    }
  }
  EXPECT_EQ(said, told_.Lost(LossCause::kQueue));
  EXPECT_EQ(decisions + said, static_cast<size_t>(decided));
  ASSERT_FALSE(told_.Statuses().empty());
  EXPECT_THAT(told_.Statuses().front(), HasSubstr("takes decisions more slowly than they are made"));
}

// Both have one status code.
TEST_F(BlockedDecisionLogTest, AFullDiskIsNamedRightAfterAFileThatWasTooSlow) {
  auto log = Start(SmallOptions());
  DecideUntilLost(*log);
  std::thread reader([&] { ReadAll(); });
  told_.AwaitStatuses(1);
  std::filesystem::remove(path_);
  std::filesystem::create_symlink("/dev/full", path_);
  Decide(*log);
  log->Stop(kPatience);
  log.reset();  // closes its end
  reader.join();
  EXPECT_THAT(told_.Statuses(), ElementsAre(HasSubstr("takes decisions more slowly than they are made"),
                                            HasSubstr("No space left on device")));
}

TEST_F(BlockedDecisionLogTest, AFileThatHangsHoldsUpNeitherServingNorTheStop) {
  const auto log = Start(SmallOptions());
  DecideUntilLost(*log);
  log->Stop(milliseconds(1));
  EXPECT_GT(told_.Lost(LossCause::kFile), 0u);
  EXPECT_THAT(told_.Statuses().back(), HasSubstr("were not written in time"));
}

TEST_F(BlockedDecisionLogTest, WhatWasWrittenBeforeAFileHangsIsNotLost) {
  constexpr int kDecided = 5'000;
  constexpr size_t kRead = size_t{600} << 10;
  // More than the log writes at once: what comes before the last so many bytes is through.
  constexpr size_t kAtOnce = size_t{260} << 10;
  const auto log = Start(Options());
  for (int i = 0; i < kDecided; ++i) Decide(*log);
  const std::string read = Read(kRead);
  log->Stop(milliseconds(1));
  const auto written = std::count(read.begin(), read.begin() + (kRead - kAtOnce), '\n');
  EXPECT_GT(written, 0);
  EXPECT_GT(told_.Lost(LossCause::kFile), 0u);
  EXPECT_LE(told_.Lost(LossCause::kFile), static_cast<uint64_t>(kDecided - written));
}

// What the log makes of a file that cannot be written, then can.
class TroubledDecisionLogTest : public DecisionLogTest {
 protected:
  // Decides until the log has told `statuses`, which it does when it has tried to write. At a pace that it can follow,
  // or it would tell that as well.
  int DecideUntilTold(DecisionLog& log, size_t statuses) const {
    int decided = 0;
    while (told_.Statuses().size() < statuses) {
      Decide(log, "lost");
      ++decided;
      std::this_thread::sleep_for(milliseconds(1));
    }
    return decided;
  }

  // Every decision is in the log or counted, the losses stand in it before what follows them, and each was told once.
  void ExpectAllAccountedFor(int decided, const std::string& what) {
    const std::vector<std::string> lines = LinesIn(path_);
    ASSERT_FALSE(lines.empty());
    EXPECT_THAT(lines.front(), HasSubstr("\"lost\":{\"queue\":0,\"file\":"));
    EXPECT_EQ(lines.size() - 1 + told_.Lost(LossCause::kFile), static_cast<size_t>(decided));
    EXPECT_THAT(lines.front(), HasSubstr(absl::StrCat("\"file\":", told_.Lost(LossCause::kFile), "}")));
    EXPECT_THAT(lines.back(), HasSubstr("\"request_id\":\"found\""));
    EXPECT_THAT(told_.Statuses(), ElementsAre(HasSubstr(what), "OK"));
  }
};

TEST_F(TroubledDecisionLogTest, AFullDiskLosesDecisionsUntilThereIsRoom) {
  std::filesystem::create_symlink("/dev/full", path_);
  const auto log = Start(Options());
  int decided = DecideUntilTold(*log, 1);
  std::filesystem::remove(path_);
  decided += DecideUntilTold(*log, 2);
  Decide(*log, "found");
  log->Stop(kPatience);
  ExpectAllAccountedFor(decided + 1, "No space left on device");
}

TEST_F(TroubledDecisionLogTest, ADirectoryThatVanishesLosesDecisionsUntilItIsBack) {
  const auto log = Start(Options());
  std::filesystem::remove_all(directory_.path());
  int decided = DecideUntilTold(*log, 1);
  std::filesystem::create_directory(directory_.path());
  decided += DecideUntilTold(*log, 2);
  Decide(*log, "found");
  log->Stop(kPatience);
  ExpectAllAccountedFor(decided + 1, "No such file or directory");
}

TEST_F(TroubledDecisionLogTest, WhatIsNeverWrittenIsCountedAtTheEnd) {
  std::filesystem::create_symlink("/dev/full", path_);
  const auto log = Start(Options());
  for (int i = 0; i < 10; ++i) Decide(*log);
  log->Stop(kPatience);
  EXPECT_EQ(told_.Lost(LossCause::kFile), 10u);
}

TEST_F(DecisionLogTest, ItIsRotated) {
  DecisionLogOptions options = Options();
  options.rotation = {.rotate_at = 1'000, .files = 2};
  const auto log = Start(options);
  for (int i = 0; i < 10; ++i) Decide(*log);
  log->Stop(kPatience);
  const auto again = Start(options);
  Decide(*again, "second");
  again->Stop(kPatience);
  EXPECT_EQ(LinesIn(path_).size(), 1u);
  EXPECT_EQ(LinesIn(absl::StrCat(path_.string(), ".1")).size(), 10u);
}

TEST_F(DecisionLogTest, AFileThatCannotBePutAsideGrowsWhichIsSaidOnceAndNothingIsLost) {
  const std::filesystem::path in_the_way = absl::StrCat(path_.string(), ".1");
  std::filesystem::create_directory(in_the_way);
  DecisionLogOptions options = Options();
  options.rotation = {.rotate_at = 1'000, .files = 2};
  const auto log = Start(options);
  const auto decide_while = [&](const auto& condition) {
    while (condition()) {
      Decide(*log);
      std::this_thread::sleep_for(milliseconds(1));
    }
  };
  decide_while([&] { return told_.Rotations().empty() && told_.Statuses().empty(); });
  const uintmax_t grown = std::filesystem::file_size(path_) + 20'000;
  decide_while([&] { return std::filesystem::file_size(path_) < grown && told_.Statuses().empty(); });
  EXPECT_THAT(told_.Rotations(), ElementsAre(HasSubstr("decisions.jsonl.1: Is a directory")));

  std::filesystem::remove(in_the_way);
  decide_while([&] { return told_.Rotations().size() < 2 && told_.Statuses().empty(); });
  log->Stop(kPatience);
  EXPECT_THAT(told_.Rotations(), ElementsAre(HasSubstr("decisions.jsonl.1: Is a directory"), "OK"));
  EXPECT_THAT(told_.Statuses(), IsEmpty());
  EXPECT_EQ(told_.Lost(LossCause::kFile), 0u);
}

}  // namespace
}  // namespace connection_advisor::telemetry
