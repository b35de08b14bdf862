#include "service/reloader.h"

#include <atomic>
#include <future>
#include <thread>

#include "gtest/gtest.h"

namespace connection_advisor {
namespace {

TEST(ReloaderTest, ReloadsWhenItIsAskedTo) {
  std::promise<void> reloaded;
  Reloader reloader([&] { reloaded.set_value(); });
  reloader.Ask();
  reloaded.get_future().wait();
}

TEST(ReloaderTest, DoesNotWhereNobodyAsks) {
  std::atomic<int> reloads = 0;
  {
    const Reloader reloader([&] { ++reloads; });
  }
  EXPECT_EQ(reloads, 0);
}

TEST(ReloaderTest, ReloadsOnceMoreForAllThatAskMeanwhile) {
  std::atomic<int> reloads = 0;
  std::promise<void> begun;
  std::promise<void> go_on;
  std::promise<void> again;
  Reloader reloader([&] {
    const int number = ++reloads;
    if (number == 1) begun.set_value();
    if (number == 1) go_on.get_future().wait();
    if (number == 2) again.set_value();
  });
  reloader.Ask();
  begun.get_future().wait();
  for (int i = 0; i < 3; ++i) reloader.Ask();  // waits for nothing
  EXPECT_EQ(reloads, 1);
  go_on.set_value();
  again.get_future().wait();
  EXPECT_EQ(reloads, 2);
}

TEST(ReloaderTest, EndsWithTheCallThatIsUnderWayAndBeginsNoOther) {
  std::atomic<int> reloads = 0;
  std::atomic<bool> done = false;
  std::promise<void> begun;
  std::promise<void> go_on;
  std::thread other;
  {
    Reloader reloader([&] {
      ++reloads;
      begun.set_value();
      go_on.get_future().wait();
      done = true;
    });
    reloader.Ask();
    begun.get_future().wait();
    reloader.Ask();
    other = std::thread([&] { go_on.set_value(); });
  }
  EXPECT_TRUE(done);
  EXPECT_EQ(reloads, 1);
  other.join();
}

}  // namespace
}  // namespace connection_advisor
