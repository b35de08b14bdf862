// Ten platforms that nobody wrote, as shared libraries: the server answers what their rows say, by the same bytes in
// whatever order it is asked.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/generated/named.h"
#include "tests/generated/oracle.h"
#include "tests/integration/calls.h"
#include "tests/integration/expectations.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using oracle::Knowledge;

constexpr int kPartialRequests = 1000;

class GeneratedPluginTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    plugins_.Add(std::filesystem::path(CONNECTION_ADVISOR_GENERATED) / (std::string(GetParam()) + ".so"));
    server_ = ServerProcess::Start(plugins_.path());
    ASSERT_NE(server_, nullptr);
    judge_ = std::make_unique<Judge>(generated::TableOf(generated::Named(GetParam())), server_->channel());
  }
  void TearDown() override {
    if (server_ != nullptr) {
      EXPECT_EQ(server_->Stop(), 0) << server_->errors();
    }
  }

  const Judge& judge() const { return *judge_; }

  void ExpectTheOraclesAdvice(const std::vector<Knowledge>& known) {
    AdviseAll(
        server_->channel(), known.size(), [&](size_t i) { return Anyhow(judge().table(), known[i], random_); },
        [&](size_t i, const Advised& advised) { judge().Expect(known[i], advised); });
  }

  PluginDirectory plugins_;
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<Judge> judge_;
  Random random_{11};
};

TEST_P(GeneratedPluginTest, IsAnsweredInEveryCaseAsItsRowsSay) {
  std::vector<Knowledge> cases;
  oracle::ForEachAssignment(judge().table(), judge().oracle().NothingKnown(),
                            [&](const oracle::Case& one_case) { cases.push_back(one_case); });
  ExpectTheOraclesAdvice(cases);
}

TEST_P(GeneratedPluginTest, IsAnsweredAsItsRowsSayWhereLittleIsKnown) {
  std::vector<Knowledge> known;
  for (int i = 0; i < kPartialRequests; ++i) known.push_back(RandomKnowledge(judge().table(), random_));
  ExpectTheOraclesAdvice(known);
}

TEST_P(GeneratedPluginTest, GivesTheSameBytesInWhateverOrderABatchIs) {
  std::vector<v1::AdviseRequest> requests;
  for (int i = 0; i < kPartialRequests; ++i) {
    requests.push_back(Anyhow(judge().table(), RandomKnowledge(judge().table(), random_), random_));
  }
  std::vector<size_t> order(requests.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random_);
  std::vector<v1::AdviseRequest> shuffled;
  for (const size_t i : order) shuffled.push_back(requests[i]);

  const std::vector<std::string> results = BatchResults(server_->channel(), requests);
  const std::vector<std::string> again = BatchResults(server_->channel(), shuffled);
  ASSERT_EQ(results.size(), requests.size());
  ASSERT_EQ(again.size(), requests.size());
  for (size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(again[i], results[order[i]]) << shuffled[i].ShortDebugString();
  }
}

TEST_P(GeneratedPluginTest, SaysWhatItWouldTakeForEachRuleToDecide) {
  for (int i = 0; i < 40; ++i) {
    const Knowledge stated = RandomKnowledge(judge().table(), random_);
    if (!judge().oracle().Possible(stated)) continue;
    v1::AdviseRequest request = Plainly(judge().table(), stated);
    for (size_t rule = 0; rule < judge().table().rules.size(); ++rule) {
      request.set_why_not_rule(judge().table().rules[rule].id);
      const Advised advised = Advise(server_->channel(), request);
      ASSERT_TRUE(advised.status.ok()) << Described(advised.status);
      SCOPED_TRACE(request.ShortDebugString());
      answers::ExpectWhyNot(judge().oracle(), stated, static_cast<int>(rule), advised.response.advice());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Named, GeneratedPluginTest,
                         testing::Values("a", "b", "c", "d", "e", "a_changed", "b_changed", "c_changed", "d_changed",
                                         "e_changed"),
                         [](const auto& name) { return std::string(name.param); });

}  // namespace
}  // namespace connection_advisor::integration
