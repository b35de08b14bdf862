// Who is let in: the bound on what is in flight, and the end of all taking.
//
// Thread-safe.
#ifndef SERVICE_EDGE_ADMISSION_H_
#define SERVICE_EDGE_ADMISSION_H_

#include <atomic>
#include <chrono>

#include "absl/status/status.h"

namespace connection_advisor::edge {

class Admission {
 public:
  // `what` is taken in, for messages: "calls". It must outlive this object.
  Admission(int most, std::chrono::milliseconds retry_after, const char* what = "calls")
      : most_(most), retry_after_(retry_after), what_(what) {}

  // From now on nobody is taken. True the first time.
  bool Close() { return !closed_.exchange(true); }

  // True if there was room for one more; whoever got it calls Leave in the end.
  bool TryEnter() {
    if (in_flight_.fetch_add(1, std::memory_order_relaxed) < most_ && !closed_) return true;
    Leave();
    return false;
  }
  void Leave() { in_flight_.fetch_sub(1, std::memory_order_relaxed); }

  int in_flight() const { return in_flight_.load(std::memory_order_relaxed); }

  // What a caller who was not taken gets: RESOURCE_EXHAUSTED with RetryInfo and ErrorInfo{reason TOO_MANY_CALLS}, or
  // UNAVAILABLE once closed.
  absl::Status Refusal() const;

 private:
  const int most_;
  const std::chrono::milliseconds retry_after_;
  const char* const what_;
  std::atomic<int> in_flight_ = 0;
  std::atomic<bool> closed_ = false;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ADMISSION_H_
