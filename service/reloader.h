// What SIGHUP asks for, on a thread of its own: it may wait minutes for a compiler, and who waits for signals must not.
#ifndef SERVICE_RELOADER_H_
#define SERVICE_RELOADER_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace connection_advisor {

class Reloader {
 public:
  // `reload` is called one call at a time.
  explicit Reloader(std::function<void()> reload);
  // Waits for a call that is under way; none begins afterwards.
  ~Reloader();
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;

  // Has it called; where a call is under way, once more when that is over, however often it is asked for meanwhile.
  void Ask();

 private:
  void Run();

  const std::function<void()> reload_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool asked_ = false;
  bool over_ = false;
  std::thread thread_;  // last, since it uses the others
};

}  // namespace connection_advisor

#endif  // SERVICE_RELOADER_H_
