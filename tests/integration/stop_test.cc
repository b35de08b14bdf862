// SIGTERM: what is in flight is finished, nothing new is taken, and the process exits with 0.
#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/health.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

TEST(StopTest, AnswersOrTurnsAwayEveryCallAndExitsWithZero) {
  const auto server = ServerProcess::Start(BundledPlugins());
  ASSERT_NE(server, nullptr);
  const Advised reference = Advise(server->channel(), RequestTo("linkedin"));
  ASSERT_TRUE(reference.status.ok());

  std::atomic<int> answered = 0;
  std::atomic<bool> gone = false;
  const auto call_until_it_is_gone = [&] {
    const auto channel = server->NewChannel();
    while (!gone) {
      const Advised advised = Advise(channel, RequestTo("linkedin"));
      if (advised.status.ok()) {
        EXPECT_EQ(advised.response.SerializeAsString(), reference.response.SerializeAsString());
        ++answered;
      } else {
        EXPECT_EQ(advised.status.error_code(), grpc::StatusCode::UNAVAILABLE) << advised.status.error_message();
        return;
      }
    }
  };
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) callers.emplace_back(call_until_it_is_gone);
  while (answered < 200) std::this_thread::yield();
  server->Terminate();
  EXPECT_EQ(server->WaitForExit(), 0) << server->errors();
  gone = true;
  for (std::thread& caller : callers) caller.join();
}

TEST(StopTest, DoesNotWaitForAnIdleConnection) {
  const auto server = ServerProcess::Start(BundledPlugins());
  ASSERT_NE(server, nullptr);
  ASSERT_TRUE(Advise(server->channel(), RequestTo("twitter")).status.ok());
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

TEST(StopTest, TellsAWatcherOfItsHealthAndWaitsForItNoLongerThanTheGrace) {
  const auto server = ServerProcess::Start(BundledPlugins(), {"--stop-grace", "500ms"});
  ASSERT_NE(server, nullptr);
  RawCall watch(server->channel(), kHealthWatch, HealthRequest(""));
  EXPECT_EQ(watch.Read(), HealthStatus(kServing));
  server->Terminate();
  EXPECT_EQ(watch.Read(), HealthStatus(kNotServing));
  EXPECT_EQ(server->WaitForExit(), 0) << server->errors();
}

TEST(StopTest, IsTheSameForAnInterruptFromTheKeyboard) {
  const auto server = ServerProcess::Start(BundledPlugins());
  ASSERT_NE(server, nullptr);
  kill(server->pid(), SIGINT);
  EXPECT_EQ(server->WaitForExit(), 0) << server->errors();
}

}  // namespace
}  // namespace connection_advisor::integration
