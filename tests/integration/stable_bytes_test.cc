// The same request and the same plugin give the same bytes: call after call, connection after connection, and from a
// server that was started anew; in batches of any order, and on many threads at once.
#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

constexpr char kAdvise[] = "/connection_advisor.v1.ConnectionAdvisor/Advise";
constexpr char kCompare[] = "/connection_advisor.v1.ConnectionAdvisor/ComparePlatforms";
constexpr char kListPlatforms[] = "/connection_advisor.v1.ConnectionAdvisor/ListPlatforms";

struct Asked {
  std::string method;
  std::string request;
};

std::vector<Asked> Questions(const oracle::PlatformTable& table) {
  std::vector<Asked> asked;
  Random random(3);
  for (int i = 0; i < 60; ++i) {
    v1::AdviseRequest request = Anyhow(table, RandomKnowledge(table, random), random);
    request.mutable_member()->set_display_name("Miriam");
    request.mutable_candidate()->set_display_name("Jane");
    asked.push_back({kAdvise, request.SerializeAsString()});
    v1::ComparePlatformsRequest compare;
    *compare.mutable_request() = Plainly(table, RandomKnowledge(table, random));
    compare.mutable_request()->clear_platform();
    asked.push_back({kCompare, compare.SerializeAsString()});
  }
  asked.push_back({kAdvise, RequestTo("orkut").SerializeAsString()});
  asked.push_back({kAdvise, RequestTo("").SerializeAsString()});
  asked.push_back({kListPlatforms, v1::ListPlatformsRequest().SerializeAsString()});
  return asked;
}

// An answer with its status, errors being answers too.
std::string Bytes(const std::shared_ptr<grpc::Channel>& channel, const Asked& asked) {
  const RawAnswer answer = CallRaw(channel, asked.method, asked.request);
  return std::to_string(answer.status.error_code()) + answer.status.error_message() + answer.status.error_details() +
         answer.bytes;
}

using StableBytesTest = ServedPlatformTest;

TEST_P(StableBytesTest, WhoeverAsks) {
  const auto another_server = ServerProcess::Start(plugins());
  ASSERT_NE(another_server, nullptr);
  for (const Asked& asked : Questions(judge().table())) {
    const std::string first = Bytes(channel(), asked);
    EXPECT_EQ(Bytes(channel(), asked), first) << "on the same connection: " << asked.method;
    EXPECT_EQ(Bytes(server().NewChannel(), asked), first) << "on another connection: " << asked.method;
    EXPECT_EQ(Bytes(another_server->channel(), asked), first) << "from another server: " << asked.method;
    if (HasFailure()) return;
  }
  EXPECT_EQ(another_server->Stop(), 0);
}

// The full view is searched for in memory that a thread keeps from one request to the next.
TEST_P(StableBytesTest, WhateverWasAskedBeforeAndOnWhicheverThread) {
  Random random(5);
  std::vector<v1::AdviseRequest> requests;
  std::vector<std::string> alone;
  for (int i = 0; i < 200; ++i) {
    v1::AdviseRequest request = Anyhow(judge().table(), RandomKnowledge(judge().table(), random), random);
    request.set_view(v1::ADVICE_VIEW_FULL);
    requests.push_back(request);
    alone.push_back(BatchResults(channel(), {request}).front());
  }
  EXPECT_EQ(BatchResults(channel(), requests), alone);
  std::vector<std::thread> threads;
  std::vector<std::vector<std::string>> shuffled(4);
  for (std::vector<std::string>& results : shuffled) {
    std::vector<size_t> order(requests.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    threads.emplace_back([&results, order, &requests] {
      std::vector<v1::AdviseRequest> asked;
      for (const size_t i : order) asked.push_back(requests[i]);
      const std::vector<std::string> answered = BatchResults(server().NewChannel(), asked);
      results.resize(answered.size());
      for (size_t i = 0; i < answered.size(); ++i) results[order[i]] = answered[i];
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(shuffled, testing::Each(alone));
}

FOR_EVERY_PLATFORM(StableBytesTest);

}  // namespace
}  // namespace connection_advisor::integration
