// Work on several things at once, in threads that end with it.
#ifndef SERVICE_LIFECYCLE_IN_PARALLEL_H_
#define SERVICE_LIFECYCLE_IN_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace connection_advisor::lifecycle {

// Calls `work` once with each number below `count`, on at most `workers` threads (0: as many as there are processors),
// and returns when all calls have.
template <typename Work>
void InParallel(size_t count, unsigned workers, Work work) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t index = next++; index < count; index = next++) work(index);
  };
  const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
  const size_t threads = std::min<size_t>(workers == 0 ? processors : workers, count);
  std::vector<std::jthread> others;
  try {
    for (size_t thread = 1; thread < threads; ++thread) others.emplace_back(run);
  } catch (const std::system_error&) {
    // The system gives no more threads: those that there are, and this one, do it all.
  }
  run();
}

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_IN_PARALLEL_H_
