#include "service/lifecycle/directory_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {
namespace {

using deployment::FileDescriptor;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr uint32_t kChanges =
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_Q_OVERFLOW;
constexpr uint32_t kGoing = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;
constexpr milliseconds kForEver(-1);

}  // namespace

absl::StatusOr<std::unique_ptr<DirectoryWatch>> DirectoryWatch::Start(const std::filesystem::path& directory,
                                                                      const WatchTimes& times, Changed changed,
                                                                      Report report) {
  FileDescriptor notices(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!notices.is_open()) return absl::ErrnoToStatus(errno, "no watch of the plugin directory is to be had");
  FileDescriptor stop(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!stop.is_open()) return absl::ErrnoToStatus(errno, "no watch of the plugin directory is to be had");
  std::unique_ptr<DirectoryWatch> watch(
      new DirectoryWatch(directory, times, std::move(changed), std::move(report), std::move(notices), std::move(stop)));
  if (!watch->WatchDirectory()) {
    return absl::ErrnoToStatus(errno, absl::StrCat("the plugin directory '", directory.string(), "' can't be watched"));
  }
  watch->thread_ = std::thread([raw = watch.get()] { raw->Run(); });
  return watch;
}

DirectoryWatch::DirectoryWatch(std::filesystem::path directory, const WatchTimes& times, Changed changed, Report report,
                               FileDescriptor notices, FileDescriptor stop)
    : directory_(std::move(directory)),
      times_(times),
      changed_(std::move(changed)),
      report_(std::move(report)),
      notices_(std::move(notices)),
      stop_(std::move(stop)) {}

DirectoryWatch::~DirectoryWatch() {
  eventfd_write(stop_.number(), 1);
  if (thread_.joinable()) thread_.join();
}

bool DirectoryWatch::WatchDirectory() {
  watch_ = inotify_add_watch(notices_.number(), directory_.c_str(), kChanges | kGoing | IN_ONLYDIR);
  return watch_ >= 0;
}

void DirectoryWatch::Run() {
  Event event = Event::kChange;
  bool taken_up = true;
  milliseconds wait = times_.look_again;
  while (event != Event::kStop) {
    if (event == Event::kGone && !AwaitReturn()) return;
    if (event != Event::kNothing || !taken_up) {
      if (!AwaitRest()) return;
      taken_up = changed_();
      if (taken_up) wait = times_.look_again;
    }
    event = Await(taken_up ? kForEver : wait);
    if (!taken_up) wait = std::min(2 * wait, times_.look_again_at_latest);
  }
}

bool DirectoryWatch::AwaitRest() {
  const Clock::time_point latest = Clock::now() + times_.at_latest;
  while (Clock::now() < latest) {
    switch (Await(times_.settle)) {
      case Event::kNothing:
        return true;
      case Event::kStop:
        return false;
      case Event::kGone:
        return AwaitReturn();
      case Event::kChange:
        break;
    }
  }
  return true;
}

bool DirectoryWatch::AwaitReturn() {
  inotify_rm_watch(notices_.number(), watch_);
  if (!WatchDirectory()) {
    report_(absl::NotFoundError(absl::StrCat("the plugin directory '", directory_.string(), "' has gone (",
                                             std::strerror(errno), "); what serves goes on, and it is looked for")));
    do {
      if (Await(times_.look_again) == Event::kStop) return false;
    } while (!WatchDirectory());
  }
  report_(absl::OkStatus());
  return true;
}

DirectoryWatch::Event DirectoryWatch::Await(milliseconds most) const {
  std::array<pollfd, 2> ready{{{.fd = stop_.number(), .events = POLLIN, .revents = 0},
                               {.fd = notices_.number(), .events = POLLIN, .revents = 0}}};
  while (poll(ready.data(), ready.size(), static_cast<int>(most.count())) < 0 && errno == EINTR) {
  }
  if (ready[0].revents != 0) return Event::kStop;
  return ready[1].revents != 0 ? Read() : Event::kNothing;
}

DirectoryWatch::Event DirectoryWatch::Read() const {
  alignas(inotify_event) std::array<char, 16384> notices;
  Event event = Event::kNothing;
  for (;;) {
    const ssize_t count = read(notices_.number(), notices.data(), notices.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return event;
    for (ssize_t at = 0; at < count;) {
      inotify_event notice;
      std::memcpy(&notice, notices.data() + at, sizeof notice);
      at += static_cast<ssize_t>(sizeof notice + notice.len);
      // What a watch says that was given up before, about a directory that was replaced, is no news.
      if (notice.wd != watch_ && notice.wd != -1) continue;
      if ((notice.mask & kGoing) != 0) return Event::kGone;
      event = Event::kChange;
    }
  }
}

}  // namespace connection_advisor::lifecycle
