#include "service/lifecycle/in_parallel.h"

#include <pthread.h>

#include <array>
#include <cstddef>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::Each;

// No thread can be started while it lives: each would have a stack for which there is no room.
class NoMoreThreads {
 public:
  NoMoreThreads() {
    pthread_getattr_default_np(&before_);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, size_t{1} << 50);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
  }
  ~NoMoreThreads() {
    pthread_setattr_default_np(&before_);
    pthread_attr_destroy(&before_);
  }
  NoMoreThreads(const NoMoreThreads&) = delete;
  NoMoreThreads& operator=(const NoMoreThreads&) = delete;

 private:
  pthread_attr_t before_;
};

// No two calls are of the same number, so none needs a lock.
std::array<int, 20> CallsOfEach() {
  std::array<int, 20> calls = {};
  InParallel(calls.size(), 4, [&](size_t index) { ++calls[index]; });
  return calls;
}

TEST(InParallelTest, DoesEachOnce) { EXPECT_THAT(CallsOfEach(), Each(1)); }

TEST(InParallelTest, DoesEachOnceThoughNoThreadCanBeStarted) {
  const NoMoreThreads no_more_threads;
  EXPECT_THAT(CallsOfEach(), Each(1));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
