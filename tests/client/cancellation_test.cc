#include "connection_advisor/client/cancellation.h"

#include <atomic>
#include <thread>

#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

TEST(Cancellation, CopiesAreTheSame) {
  const Cancellation cancellation;
  const Cancellation copy = cancellation;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_FALSE(copy.IsCancelled());
  cancellation.Cancel();
  EXPECT_TRUE(copy.IsCancelled());
}

TEST(Cancellation, AnActionRunsOnceHoweverOftenItIsCancelled) {
  const Cancellation cancellation;
  int runs = 0;
  const auto listener = cancellation.OnCancel([&runs] { ++runs; });
  EXPECT_EQ(runs, 0);
  cancellation.Cancel();
  cancellation.Cancel();
  EXPECT_EQ(runs, 1);
}

TEST(Cancellation, TooLateMeansAtOnce) {
  const Cancellation cancellation;
  cancellation.Cancel();
  int runs = 0;
  const auto listener = cancellation.OnCancel([&runs] { ++runs; });
  EXPECT_EQ(runs, 1);
}

TEST(Cancellation, AListenerThatIsGoneIsNotCalled) {
  const Cancellation cancellation;
  int runs = 0;
  cancellation.OnCancel([&runs] { ++runs; }).reset();
  cancellation.Cancel();
  EXPECT_EQ(runs, 0);
}

TEST(Cancellation, NoActionRunsWhenItsListenerIsGone) {
  for (int round = 0; round < 200; ++round) {
    const Cancellation cancellation;
    std::atomic<bool> listening = false;
    std::atomic<int> late = 0;
    std::thread cancelling([&cancellation] { cancellation.Cancel(); });
    for (int i = 0; i < 20; ++i) {
      listening = true;
      cancellation.OnCancel([&] { late += listening ? 0 : 1; }).reset();
      listening = false;
    }
    cancelling.join();
    EXPECT_EQ(late, 0);
  }
}

}  // namespace
}  // namespace connection_advisor::client
