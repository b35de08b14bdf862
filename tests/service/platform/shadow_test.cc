#include "service/platform/shadow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

namespace connection_advisor::platform {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr uint8_t kUnknown = diagram::kUnknown;

// With facts of the values A and B.
std::shared_ptr<const Platform> WithFacts(const std::vector<std::string>& ids) {
  auto platform = std::make_shared<Platform>();
  platform->id = "harbour";
  for (const std::string& id : ids) {
    Fact fact;
    fact.id = id;
    fact.values = {"A", "B"};
    platform->facts.push_back(std::move(fact));
  }
  return platform;
}

class ShadowTest : public testing::Test {
 protected:
  Shadow shadow_{WithFacts({"harbour.x", "harbour.y"}), WithFacts({"harbour.y", "harbour.z"})};
  const std::array<uint8_t, 2> to_serving_ = {kUnknown, 1};
  const std::array<uint8_t, 2> to_shadow_ = {1, 0};
};

TEST_F(ShadowTest, HasCountedNothingAtFirst) {
  const ShadowTally tally = shadow_.Read();
  EXPECT_EQ(tally.requests, 0u);
  EXPECT_EQ(tally.changed, 0u);
  EXPECT_THAT(tally.changes, IsEmpty());
}

TEST_F(ShadowTest, WhatIsAnsweredAlikeIsCountedAndNotKept) {
  for (int i = 0; i < 3; ++i) {
    shadow_.Count(ShadowAnswer::kConnect, ShadowAnswer::kConnect, to_serving_.data(), to_shadow_.data());
  }
  EXPECT_EQ(shadow_.Read().requests, 3u);
  EXPECT_EQ(shadow_.Read().changed, 0u);
  EXPECT_THAT(shadow_.Read().changes, IsEmpty());
}

TEST_F(ShadowTest, AChangeShowsTheFirstRequestThatShowedItAsEachVersionTookIt) {
  shadow_.Count(ShadowAnswer::kConnect, ShadowAnswer::kDecline, to_serving_.data(), to_shadow_.data());
  const std::array<uint8_t, 2> later = {0, 0};
  shadow_.Count(ShadowAnswer::kConnect, ShadowAnswer::kDecline, later.data(), later.data());
  const ShadowTally tally = shadow_.Read();
  ASSERT_THAT(tally.changes, SizeIs(1));
  EXPECT_EQ(tally.changes[0].serving, ShadowAnswer::kConnect);
  EXPECT_EQ(tally.changes[0].shadow, ShadowAnswer::kDecline);
  EXPECT_EQ(tally.changes[0].requests, 2u);
  EXPECT_EQ(tally.changes[0].request_to_serving, R"({"platform":"harbour","facts":{"harbour.y":"B"}})");
  EXPECT_EQ(tally.changes[0].request_to_shadow, R"({"platform":"harbour","facts":{"harbour.y":"B","harbour.z":"A"}})");
}

TEST_F(ShadowTest, WhatTheShadowRefusesIsShownAsTheServingVersionTookIt) {
  Shadow gone(WithFacts({"harbour.x", "harbour.y"}), nullptr);
  gone.Count(ShadowAnswer::kDecline, ShadowAnswer::kRefused, to_serving_.data(), nullptr);
  const ShadowTally tally = gone.Read();
  ASSERT_THAT(tally.changes, SizeIs(1));
  EXPECT_EQ(tally.changes[0].request_to_shadow, tally.changes[0].request_to_serving);
}

TEST_F(ShadowTest, ChangesComeMostRequestsFirst) {
  const auto count = [&](ShadowAnswer serving, ShadowAnswer shadow, int times) {
    for (int i = 0; i < times; ++i) shadow_.Count(serving, shadow, to_serving_.data(), to_shadow_.data());
  };
  count(ShadowAnswer::kConnect, ShadowAnswer::kMeetFirst, 2);
  count(ShadowAnswer::kDecline, ShadowAnswer::kContradictory, 5);
  count(ShadowAnswer::kDecline, ShadowAnswer::kConnect, 2);
  const ShadowTally tally = shadow_.Read();
  ASSERT_THAT(tally.changes, SizeIs(3));
  EXPECT_EQ(tally.changes[0].shadow, ShadowAnswer::kContradictory);
  EXPECT_EQ(tally.changes[1].serving, ShadowAnswer::kDecline) << "ties by answer";
  EXPECT_EQ(tally.changes[2].serving, ShadowAnswer::kConnect);
}

// Every answer by every thread, while another one reads: no count is lost, and no request is ever half of one.
TEST_F(ShadowTest, ThreadsCountTogether) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 2'000;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      const std::array<uint8_t, 2> values = {1, 1};
      for (int round = 0; round < kRounds; ++round) {
        for (const auto answer : {ShadowAnswer::kDecline, ShadowAnswer::kConnect, ShadowAnswer::kRefused}) {
          shadow_.Count(ShadowAnswer::kConnect, answer, values.data(),
                        answer == ShadowAnswer::kRefused ? nullptr : values.data());
        }
      }
    });
  }
  const uint64_t all = uint64_t{3} * kThreads * kRounds;
  const std::string both = R"({"platform":"harbour","facts":{"harbour.x":"B","harbour.y":"B"}})";
  for (ShadowTally tally; tally.requests < all;) {
    tally = shadow_.Read();
    for (const ShadowClass& change : tally.changes) {
      EXPECT_TRUE(change.request_to_serving.empty() || change.request_to_serving == both) << change.request_to_serving;
    }
  }
  for (std::thread& thread : threads) thread.join();
  const ShadowTally tally = shadow_.Read();
  EXPECT_EQ(tally.requests, all);
  EXPECT_EQ(tally.changed, all / 3 * 2);
  ASSERT_THAT(tally.changes, SizeIs(2));
  EXPECT_EQ(tally.changes[0].request_to_serving, both);
}

}  // namespace
}  // namespace connection_advisor::platform
