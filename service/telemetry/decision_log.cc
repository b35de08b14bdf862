#include "service/telemetry/decision_log.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/telemetry/decision_line.h"
#include "service/telemetry/waiting_decisions.h"

namespace connection_advisor::telemetry {
namespace {

using std::chrono::milliseconds;

// More decisions will come: so long they are gathered for one write, unless the memory for them is half full.
constexpr milliseconds kGatherFor{50};
constexpr milliseconds kLastGrace{1'000};
constexpr size_t kBytesAtOnce = size_t{256} << 10;

}  // namespace

// Shared with the thread that writes, which may be left behind.
class DecisionLog::Writer {
 public:
  Writer(const DecisionLogOptions& options, DecisionLogReports reports, RotatedFile file, const TextMarker& marker)
      : options_(options),
        reports_(std::move(reports)),
        waiting_(options.queue_bytes),
        file_(std::move(file)),
        lines_(options.texts, marker),
        writing_(options.queue_bytes) {}

  void Start(std::shared_ptr<Writer> self) {
    thread_ = std::thread([self = std::move(self)] { self->Run(); });
  }

  // On the threads that serve.
  void Add(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided) {
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (waiting_.bytes() + bytes_in_writing_ >= options_.queue_bytes) {
      ++lost_in_queue_;
      lock.unlock();
      reports_.lost(LossCause::kQueue, 1);
      return;
    }
    const bool was_half_full = IsHalfFull();
    waiting_.Add(method, platforms, decided, options_.texts);
    const bool wake = waiting_.count() == 1 || (IsHalfFull() && !was_half_full);
    lock.unlock();
    if (wake) awake_.notify_one();
  }

  void Stop(milliseconds grace) {
    std::unique_lock lock(mutex_);
    if (!thread_.joinable()) return;
    stopping_ = true;
    awake_.notify_one();
    if (ended_changed_.wait_for(lock, grace, [this] { return ended_; })) {
      lock.unlock();
      thread_.join();
      return;
    }
    const uint64_t left = waiting_.count() + count_in_writing_;
    waiting_.Clear();
    lock.unlock();
    Lost(LossCause::kFile, left);
    Tell(absl::DeadlineExceededError(absl::StrCat(options_.file, ": ", left, " decisions were not written in time")));
    Silence();
    thread_.detach();
  }

 private:
  bool IsHalfFull() const { return waiting_.bytes() >= options_.queue_bytes / 2; }

  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      awake_.wait(lock, [this] { return stopping_ || waiting_.count() > 0; });
      awake_.wait_for(lock, kGatherFor, [this] { return stopping_ || IsHalfFull(); });
      std::swap(waiting_, writing_);
      bytes_in_writing_ = writing_.bytes();
      count_in_writing_ = writing_.count();
      unsaid_.queue += std::exchange(lost_in_queue_, 0);
      const bool last = stopping_;
      lock.unlock();
      Write();
      writing_.Clear();
      lock.lock();
      bytes_in_writing_ = 0;
      if (last) break;
    }
    ended_ = true;
    ended_changed_.notify_all();
  }

  void Write() {
    const bool overflowed = unsaid_.queue > 0;
    absl::Status status;
    std::string lines;
    uint64_t begun = 0;  // decisions in `lines`
    for (size_t i = 0; i < writing_.count() && status.ok(); ++i) {
      lines_.Append(writing_.Get(i), &lines);
      ++begun;
      if (lines.size() < kBytesAtOnce && i + 1 < writing_.count()) continue;
      status = Append(&lines);
      // After an error the rest is not tried.
      const uint64_t settled = status.ok() ? begun : begun + writing_.count() - i - 1;
      if (!status.ok()) LostInFile(settled);
      Settle(settled);
      begun = 0;
    }
    if (status.ok() && unsaid_.any()) status = Append(&lines);
    if (status.ok() && overflowed) {
      status =
          absl::ResourceExhaustedError(absl::StrCat(options_.file, " takes decisions more slowly than they are made"));
    }
    TellIfChanged(status);
    TellRotationIfChanged(file_.rotation());
  }

  // Empties `lines`; what was lost before is said first.
  absl::Status Append(std::string* lines) {
    if (unsaid_.any()) lines->insert(0, LossLine(std::chrono::system_clock::now(), unsaid_));
    absl::Status status = file_.Append(*lines);
    if (status.ok()) unsaid_ = {};
    lines->clear();
    return status;
  }

  // They are written or counted as lost: a stop that finds no time for the rest does not count them again.
  void Settle(uint64_t decisions) {
    const std::lock_guard lock(mutex_);
    count_in_writing_ -= decisions;
  }

  void LostInFile(uint64_t decisions) {
    unsaid_.file += decisions;
    Lost(LossCause::kFile, decisions);
  }

  void TellIfChanged(const absl::Status& status) {
    if (status == told_) return;
    told_ = status;
    Tell(status);
  }

  void TellRotationIfChanged(const absl::Status& rotation) {
    if (rotation == told_rotation_) return;
    told_rotation_ = rotation;
    const std::lock_guard lock(told_mutex_);
    if (!silent_) reports_.rotation(rotation);
  }

  void Lost(LossCause cause, uint64_t decisions) {
    const std::lock_guard lock(told_mutex_);
    if (!silent_ && decisions > 0) reports_.lost(cause, decisions);
  }

  void Tell(const absl::Status& status) {
    const std::lock_guard lock(told_mutex_);
    if (!silent_) reports_.status(status);
  }

  // Who is told may be gone before a thread that was left behind is.
  void Silence() {
    const std::lock_guard lock(told_mutex_);
    silent_ = true;
  }

  const DecisionLogOptions options_;
  const DecisionLogReports reports_;
  std::thread thread_;

  std::mutex told_mutex_;  // never taken by a thread that serves
  bool silent_ = false;

  std::mutex mutex_;
  std::condition_variable awake_;
  std::condition_variable ended_changed_;
  WaitingDecisions waiting_;
  uint64_t bytes_in_writing_ = 0;
  uint64_t count_in_writing_ = 0;  // neither written nor lost so far
  uint64_t lost_in_queue_ = 0;     // and not yet in unsaid_
  bool stopping_ = false;
  bool ended_ = false;

  // The writing thread's own.
  RotatedFile file_;
  const DecisionLines lines_;
  WaitingDecisions writing_;
  Losses unsaid_;  // lost, and not yet said in the log
  absl::Status told_;
  absl::Status told_rotation_;
};

absl::StatusOr<std::unique_ptr<DecisionLog>> DecisionLog::Start(const DecisionLogOptions& options,
                                                                DecisionLogReports reports) {
  absl::StatusOr<RotatedFile> file = RotatedFile::Open(options.file, options.rotation);
  if (!file.ok()) return absl::InvalidArgumentError(file.status().message());
  const absl::StatusOr<TextMarker> marker = TextMarker::Create();
  if (!marker.ok()) return marker.status();
  auto writer = std::make_shared<Writer>(options, std::move(reports), *std::move(file), *marker);
  writer->Start(writer);
  return std::unique_ptr<DecisionLog>(new DecisionLog(std::move(writer)));
}

DecisionLog::~DecisionLog() { Stop(kLastGrace); }

void DecisionLog::Decided(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided) {
  writer_->Add(method, platforms, decided);
}

void DecisionLog::Stop(milliseconds grace) { writer_->Stop(grace); }

}  // namespace connection_advisor::telemetry
