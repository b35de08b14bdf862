// Does something when a time has passed, unless what it limits is over before.
#ifndef SERVICE_EDGE_TIME_LIMIT_H_
#define SERVICE_EDGE_TIME_LIMIT_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace connection_advisor::edge {

class TimeLimit {
 public:
  // `at_end` is called at most once, on a thread of its own.
  TimeLimit(std::chrono::milliseconds time, std::function<void()> at_end)
      : thread_([this, time, at_end = std::move(at_end)] {
          std::unique_lock lock(mutex_);
          if (!changed_.wait_for(lock, time, [this] { return over_; })) at_end();
        }) {}

  // Afterwards it is not called any more.
  ~TimeLimit() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::thread thread_;  // last, since it uses the others
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_TIME_LIMIT_H_
