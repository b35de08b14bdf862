#include "service/reloader.h"

#include <utility>

namespace connection_advisor {

Reloader::Reloader(std::function<void()> reload) : reload_(std::move(reload)), thread_([this] { Run(); }) {}

Reloader::~Reloader() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Reloader::Ask() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  changed_.notify_all();
}

void Reloader::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return asked_ || over_; });
    if (over_) return;
    asked_ = false;
    lock.unlock();
    reload_();
    lock.lock();
  }
}

}  // namespace connection_advisor
