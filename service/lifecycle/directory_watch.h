// Watches a directory: says when something in it has changed and has come to rest.
#ifndef SERVICE_LIFECYCLE_DIRECTORY_WATCH_H_
#define SERVICE_LIFECYCLE_DIRECTORY_WATCH_H_

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::lifecycle {

struct WatchTimes {
  // Nothing may happen for so long before a change is reported, so that a file that is being copied is not looked at
  // half-way.
  std::chrono::milliseconds settle{100};
  // A directory in which something happens all the time is reported as often as this.
  std::chrono::milliseconds at_latest{1'000};
  // A directory that has gone is looked for as often as this.
  std::chrono::milliseconds look_again{1'000};
  // A change that could not be taken up is reported again after `look_again`, then after twice as long each time, up to
  // this.
  std::chrono::milliseconds look_again_at_latest{60'000};
};

// Reports by calling a function on a thread of its own, one call at a time. It may report a change where there was
// none. What happens on another machine to a directory on a shared file system goes unnoticed: inotify does not tell.
class DirectoryWatch {
 public:
  // What became of the watch itself, beside changes: "the directory is gone", "it is back".
  using Report = std::function<void(const absl::Status& watch)>;

  // Takes up a change. False: it could not, and is to be called again after a while.
  using Changed = std::function<bool()>;

  // `changed` is called after each change that has settled, and once at the beginning, for what happened before the
  // watch stood. INTERNAL if the system has no watch left to give.
  static absl::StatusOr<std::unique_ptr<DirectoryWatch>> Start(const std::filesystem::path& directory,
                                                               const WatchTimes& times, Changed changed, Report report);
  // Waits for a call that is under way.
  ~DirectoryWatch();
  DirectoryWatch(const DirectoryWatch&) = delete;
  DirectoryWatch& operator=(const DirectoryWatch&) = delete;

 private:
  enum class Event { kNothing, kChange, kGone, kStop };

  DirectoryWatch(std::filesystem::path directory, const WatchTimes& times, Changed changed, Report report,
                 deployment::FileDescriptor notices, deployment::FileDescriptor stop);
  bool WatchDirectory();
  void Run();
  // Waits for something to happen, at most so long; a negative time waits for ever.
  Event Await(std::chrono::milliseconds most) const;
  Event Read() const;
  // False if it is time to stop.
  bool AwaitRest();
  bool AwaitReturn();

  const std::filesystem::path directory_;
  const WatchTimes times_;
  const Changed changed_;
  const Report report_;
  const deployment::FileDescriptor notices_;
  const deployment::FileDescriptor stop_;
  int watch_ = -1;
  std::thread thread_;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_DIRECTORY_WATCH_H_
