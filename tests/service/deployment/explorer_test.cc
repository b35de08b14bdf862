#include "service/deployment/explorer.h"

#include <array>
#include <chrono>
#include <stdexcept>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/diagram/builder.h"

namespace connection_advisor::deployment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kNoDeadline = std::chrono::steady_clock::time_point::max();
constexpr uint32_t kFactCount = 4;

// A condition is a plain function, so what it is to do and what it saw stand outside.
advisor_fact facts[kFactCount] = {};
const advisor_fact stranger = {};
int runs;

uint32_t Ask(const advisor_reader* reader, uint32_t fact) { return reader->value_of(reader, &facts[fact]); }

class ExplorerTest : public ::testing::Test {
 protected:
  ExplorerTest() : explorer_(list_, value_counts_, kNoDeadline) { runs = 0; }

  DecisionTree Explore(advisor_condition condition, ValueOrder order = ValueOrder::kAscending) const {
    absl::StatusOr<DecisionTree> tree = explorer_.Explore(condition, order);
    EXPECT_TRUE(tree.ok()) << tree.status();
    return tree.ok() ? *std::move(tree) : DecisionTree{};
  }
  std::string Refusal(advisor_condition condition) const {
    return std::string(explorer_.Explore(condition, ValueOrder::kAscending).status().message());
  }

  const std::array<const advisor_fact*, kFactCount> list_ = {&facts[0], &facts[1], &facts[2], &facts[3]};
  const std::vector<uint8_t> value_counts_ = {2, 2, 3, 64};
  const Explorer explorer_;
};

bool AndOr(const advisor_reader* reader) {
  ++runs;
  return Ask(reader, 1) == 1 && (Ask(reader, 0) == 1 || Ask(reader, 2) == 2);
}

TEST_F(ExplorerTest, RunsOncePerCombinationOfTheAnswersAskedFor) {
  const DecisionTree tree = Explore(AndOr);
  // b = 0; b = 1 and a = 0 and each value of c; b = 1 and a = 1.
  EXPECT_EQ(runs, 5);
  EXPECT_THAT(tree.first_asked, ElementsAre(1, 0, 2));
}

TEST_F(ExplorerTest, SeesTheWholeFunction) {
  diagram::Builder builder({2, 2, 3, 64}, {0, 1, 2, 3});
  const diagram::Reference root = Explore(AndOr).Fold(builder);
  std::vector<diagram::Reference> frozen;
  const diagram::Forest forest = diagram::Freeze(builder, std::array{root}, &frozen);
  for (uint8_t a = 0; a < 2; ++a) {
    for (uint8_t b = 0; b < 2; ++b) {
      for (uint8_t c = 0; c < 3; ++c) {
        const uint8_t values[] = {a, b, c, 0};
        EXPECT_EQ(forest.Walk(frozen[0], values), b == 1 && (a == 1 || c == 2) ? 1 : 0);
      }
    }
  }
}

TEST_F(ExplorerTest, ComesToTheSameFunctionFromTheLastValueOn) {
  diagram::Builder builder({2, 2, 3, 64}, {3, 2, 1, 0});
  EXPECT_EQ(Explore(AndOr).Fold(builder), Explore(AndOr, ValueOrder::kDescending).Fold(builder));
}

TEST_F(ExplorerTest, RunsAConditionThatAsksNothingOnce) {
  const DecisionTree tree = Explore([](const advisor_reader*) { return ++runs > 0; });
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(tree.root, diagram::kTrue);
  EXPECT_THAT(tree.nodes, IsEmpty());
}

TEST_F(ExplorerTest, AnswersTheSameQuestionTheSameWayWithinARun) {
  Explore([](const advisor_reader* reader) {
    const uint32_t first = Ask(reader, 3);
    Ask(reader, 0);
    EXPECT_EQ(Ask(reader, 3), first);
    return true;
  });
}

TEST_F(ExplorerTest, TriesEveryValueUpToTheLast) {
  static std::vector<uint32_t> seen;
  const auto condition = [](const advisor_reader* reader) {
    seen.push_back(Ask(reader, 3));
    return false;
  };
  Explore(condition);
  ASSERT_EQ(seen.size(), 64u);
  for (uint32_t value = 0; value < 64; ++value) EXPECT_EQ(seen[value], value);
  seen.clear();
  Explore(condition, ValueOrder::kDescending);
  ASSERT_EQ(seen.size(), 64u);
  for (uint32_t value = 0; value < 64; ++value) EXPECT_EQ(seen[value], 63 - value);
}

TEST_F(ExplorerTest, RefusesAFactThatIsNotListed) {
  EXPECT_THAT(Refusal([](const advisor_reader* reader) { return reader->value_of(reader, &stranger) == 0; }),
              HasSubstr("a fact that the platform does not list"));
}

TEST_F(ExplorerTest, RefusesAnException) {
  EXPECT_THAT(Refusal([](const advisor_reader*) -> bool { throw std::runtime_error("no"); }),
              HasSubstr("it threw an exception"));
}

TEST_F(ExplorerTest, RefusesOtherQuestionsAfterTheSameAnswers) {
  EXPECT_THAT(Refusal([](const advisor_reader* reader) { return Ask(reader, ++runs == 1 ? 0 : 1) == 1; }),
              HasSubstr("it is not reproducible"))
      << "another fact";
  runs = 0;
  EXPECT_THAT(Refusal([](const advisor_reader* reader) { return ++runs == 2 || Ask(reader, 2) == 1; }),
              HasSubstr("it is not reproducible"))
      << "fewer facts";
}

TEST_F(ExplorerTest, StopsAtTheDeadline) {
  const Explorer late(list_, value_counts_, std::chrono::steady_clock::now());
  const auto refused = late.Explore(
      [](const advisor_reader* reader) {
        return Ask(reader, 3) + Ask(reader, 2) + Ask(reader, 1) + Ask(reader, 0) > 9;
      },
      ValueOrder::kAscending);
  EXPECT_TRUE(absl::IsResourceExhausted(refused.status())) << refused.status();
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("still asking for further combinations of facts"));
}

}  // namespace
}  // namespace connection_advisor::deployment
