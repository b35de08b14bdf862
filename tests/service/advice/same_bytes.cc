#include "tests/service/advice/same_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "service/advice/advise.h"

namespace connection_advisor::advice {
namespace {

struct Answer {
  absl::Status status;
  std::string bytes;

  bool operator==(const Answer&) const = default;
};

Answer Ask(const platform::PlatformSet& platforms, const v1::AdviseRequest& request, Workspace& workspace) {
  v1::Advice advice;
  Answer answer{.status = Advise(platforms, request, workspace, &advice), .bytes = {}};
  if (answer.status.ok()) answer.bytes = advice.SerializeAsString();
  return answer;
}

std::vector<size_t> Shuffled(size_t count, uint64_t seed) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(seed));
  return order;
}

}  // namespace

void ExpectTheSameBytesAgain(const platform::PlatformSet& platforms, size_t count,
                             const std::function<v1::AdviseRequest(size_t)>& request_of) {
  std::vector<Answer> answers;
  Workspace workspace;
  for (size_t i = 0; i < count; ++i) answers.push_back(Ask(platforms, request_of(i), workspace));
  const auto ask_again = [&](uint64_t seed) {
    Workspace fresh;
    for (const size_t i : Shuffled(count, seed)) {
      const v1::AdviseRequest request = request_of(i);
      const bool same = Ask(platforms, request, fresh) == answers[i];
      EXPECT_TRUE(same) << "answered otherwise after others: " << request.ShortDebugString();
      if (!same) return;
    }
  };
  std::array threads = {std::thread(ask_again, 1), std::thread(ask_again, 2)};
  for (std::thread& thread : threads) thread.join();
}

}  // namespace connection_advisor::advice
