#include "service/platform/knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "service/platform/platform.h"
#include "tests/service/platform/direct_knowledge.h"

namespace connection_advisor::platform {
namespace {

using diagram::Assignment;
using diagram::Builder;
using diagram::Domain;
using diagram::FrozenFunctions;
using diagram::Generator;
using diagram::kUnknown;
using diagram::Leaf;
using diagram::Reference;
using diagram::Table;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Everything that can be known: each fact unknown, or known to have one of its values.
std::vector<Assignment> EverythingKnowable(const Domain& domain) {
  std::vector<uint8_t> choices = domain.value_counts();
  for (uint8_t& count : choices) ++count;
  std::vector<Assignment> known = Domain(choices).assignments();
  for (Assignment& values : known) {
    for (uint32_t fact = 0; fact < values.size(); ++fact) {
      if (values[fact] == domain.value_counts()[fact]) values[fact] = kUnknown;
    }
  }
  return known;
}

Knowledge::State Learned(Generator& generator, const Knowledge& knowledge, const Assignment& known) {
  Knowledge::State state = knowledge.Initial();
  for (const uint32_t fact : generator.Order(static_cast<uint32_t>(known.size()))) {
    if (known[fact] != kUnknown) state = knowledge.Learn(state, fact, known[fact]);
  }
  return state;
}

TEST(KnowledgeTest, IsWhatEveryCaseThatAgreesWithWhatIsKnownComesTo) {
  Generator generator(70);
  uint64_t undecided = 0;
  for (uint32_t round = 0; round < 400; ++round) {
    const Domain domain = generator.SmallDomain(2, 4);
    const Table verdict = GeneratedVerdict(generator, domain);
    const FrozenFunctions frozen = FrozenVerdict(generator, verdict);
    const std::optional<Knowledge> knowledge = Knowledge::Tabulate(frozen.forest, frozen.roots[0]);
    ASSERT_TRUE(knowledge);
    DirectKnowledge direct(verdict);
    std::map<std::vector<int32_t>, Knowledge::State> states;
    for (const Assignment& known : EverythingKnowable(domain)) {
      const Knowledge::State state = Learned(generator, *knowledge, known);
      ASSERT_LT(state, knowledge->state_count());
      ASSERT_EQ(states.emplace(direct.Restricted(known), state).first->second, state) << "what comes to the same";
      ASSERT_EQ(knowledge->Outcomes(state), direct.Outcomes(known));
      for (uint32_t fact = 0; fact < domain.variable_count(); ++fact) {
        ASSERT_EQ(knowledge->Support(state).test(fact), direct.DependsOn(known, fact));
      }
      const std::span<const uint8_t> questions = knowledge->Questions(state);
      ASSERT_EQ(std::vector<uint8_t>(questions.begin(), questions.end()), direct.Questions(known));
      ASSERT_EQ(questions.empty(), std::popcount(direct.Outcomes(known)) <= 1) << "one as long as it is undecided";
      undecided += questions.empty() ? 0 : 1;
    }
    // One state each, and those that are settled, reached or not.
    std::set<Knowledge::State> distinct;
    for (const auto& [outcomes, state] : states) ASSERT_TRUE(distinct.insert(state).second);
    const auto settled = std::count_if(states.begin(), states.end(), [](const auto& state) {
      return std::set<int32_t>(state.first.begin(), state.first.end()).size() == 1;
    });
    ASSERT_EQ(knowledge->state_count(), kOutcomes + states.size() - static_cast<size_t>(settled));
  }
  EXPECT_GT(undecided, 10'000u);
}

TEST(KnowledgeTest, IsNotTabulatedPastTheLimit) {
  Generator generator(71);
  for (uint32_t round = 0; round < 500; ++round) {
    const Domain domain = generator.SmallDomain(2, 4);
    const FrozenFunctions frozen = FrozenVerdict(generator, GeneratedVerdict(generator, domain));
    const uint32_t states = Knowledge::Tabulate(frozen.forest, frozen.roots[0])->state_count();
    const std::optional<Knowledge> enough = Knowledge::Tabulate(frozen.forest, frozen.roots[0], {.max_states = states});
    ASSERT_TRUE(enough);
    ASSERT_EQ(enough->state_count(), states);
    ASSERT_FALSE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], {.max_states = generator.Below(states)}));
  }
}

std::vector<uint32_t> DeclaredOrder(size_t facts) {
  std::vector<uint32_t> order(facts);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

// A verdict that the last value of any of many facts settles, so that every set of those known to have another is a
// state.
FrozenFunctions AnyOf(uint32_t facts, uint8_t value_count) {
  Builder builder(std::vector<uint8_t>(facts, value_count), DeclaredOrder(facts));
  Reference verdict = Leaf(1);
  for (uint32_t fact = facts; fact-- > 0;) {
    std::vector<Reference> children(value_count, verdict);
    children.back() = Leaf(3);
    verdict = builder.Case(fact, children);
  }
  return diagram::Frozen(builder, {verdict});
}

TEST(KnowledgeTest, TakesValuesThatMakeNoDifferenceAsOne) {
  for (const uint8_t value_count : {uint8_t{2}, uint8_t{64}}) {
    const FrozenFunctions frozen = AnyOf(10, value_count);
    const std::optional<Knowledge> knowledge = Knowledge::Tabulate(frozen.forest, frozen.roots[0]);
    ASSERT_TRUE(knowledge);
    EXPECT_EQ(knowledge->state_count(), kOutcomes + (1u << 10) - 1);
    Knowledge::State state = knowledge->Initial();
    for (uint32_t fact = 0; fact < 9; ++fact) {
      EXPECT_EQ(knowledge->Learn(state, fact, 0), knowledge->Learn(state, fact, static_cast<uint8_t>(value_count - 2)));
      EXPECT_EQ(knowledge->Outcomes(knowledge->Learn(state, fact, static_cast<uint8_t>(value_count - 1))), 0b1000);
      state = knowledge->Learn(state, fact, 0);
    }
    EXPECT_THAT(knowledge->Questions(state), ElementsAre(9));
  }
}

TEST(KnowledgeTest, GivesUpOnWhatHasFarTooManyStates) {
  const FrozenFunctions frozen = AnyOf(diagram::kMaxVariables, 2);
  EXPECT_FALSE(Knowledge::Tabulate(frozen.forest, frozen.roots[0]));
}

// Of AnyOf six facts: for each state and fact one where it settles the verdict, and one where it does not.
constexpr uint32_t kStepsOfSix = (kOutcomes + (1u << 6) - 1) * 6 * 2;

TEST(KnowledgeTest, IsNotTabulatedPastItsSteps) {
  const FrozenFunctions frozen = AnyOf(6, 64);
  EXPECT_TRUE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], {.max_steps = kStepsOfSix}));
  EXPECT_FALSE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], {.max_steps = kStepsOfSix - 1}));
}

TEST(KnowledgeTest, SharesItsStepsWithWhatIsTabulatedAfterIt) {
  const FrozenFunctions frozen = AnyOf(6, 64);
  KnowledgeLimits shared{.max_steps = 5 * kStepsOfSix / 2};
  EXPECT_TRUE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], &shared));
  EXPECT_TRUE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], &shared));
  EXPECT_EQ(shared.max_steps, kStepsOfSix / 2);
  EXPECT_FALSE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], &shared));
  EXPECT_LT(shared.max_steps, kStepsOfSix / 2) << "what was made in vain took its time too";
  shared.max_steps = 0;
  EXPECT_FALSE(Knowledge::Tabulate(frozen.forest, frozen.roots[0], &shared));
  EXPECT_EQ(shared.max_steps, 0u);
}

TEST(KnowledgeTest, IsNotTabulatedPastItsDeadline) {
  const FrozenFunctions frozen = AnyOf(12, 2);
  EXPECT_TRUE(Knowledge::Tabulate(frozen.forest, frozen.roots[0]));
  EXPECT_FALSE(
      Knowledge::Tabulate(frozen.forest, frozen.roots[0], {.deadline = std::chrono::steady_clock::time_point::min()}));
}

// Two questions, of which the later one leaves one case less of 2^73 to ask about: in doubles they would be the same.
TEST(KnowledgeTest, CountsExactlyWhereCasesPass64Bits) {
  constexpr uint32_t kEarlier = 0;
  constexpr uint32_t kLater = 13;
  std::vector<uint8_t> value_counts(14, 64);
  value_counts[kEarlier] = value_counts[kLater] = 2;
  Builder builder(value_counts, DeclaredOrder(value_counts.size()));
  // Either fact is reason enough; but the earlier alone is impossible where all facts between have their first value.
  const Reference by_later = builder.Case(kLater, std::array{Leaf(1), Leaf(3)});
  Reference earlier_alone = builder.Case(kLater, std::array{Leaf(0), Leaf(3)});
  for (uint32_t fact = kLater - 1; fact > kEarlier; --fact) {
    std::vector<Reference> children(64, Leaf(3));
    children[0] = earlier_alone;
    earlier_alone = builder.Case(fact, children);
  }
  const Reference verdict = builder.Case(kEarlier, std::array{by_later, earlier_alone});
  const FrozenFunctions frozen = diagram::Frozen(builder, {verdict});
  const std::optional<Knowledge> knowledge = Knowledge::Tabulate(frozen.forest, frozen.roots[0]);
  ASSERT_TRUE(knowledge);
  EXPECT_THAT(knowledge->Questions(knowledge->Initial()), ElementsAre(kLater, kEarlier));
}

TEST(KnowledgeTest, OfAPlatformThatDecidesWithoutAskingHasNoQuestion) {
  const diagram::Forest none;
  const std::optional<Knowledge> knowledge = Knowledge::Tabulate(none, Leaf(2));
  ASSERT_TRUE(knowledge);
  EXPECT_EQ(knowledge->Outcomes(knowledge->Initial()), 1u << static_cast<uint32_t>(Outcome::kMeetFirst));
  EXPECT_THAT(knowledge->Questions(knowledge->Initial()), IsEmpty());
}

// A support that is not the answer: the verdict still depends on what is impossible, yet none of
// it can change the verdict, and none of it is asked.
TEST(KnowledgeTest, AsksNothingThatOnlyTellsWhatIsImpossible) {
  Builder builder({2, 2}, {0, 1});
  const Reference below = builder.Case(1, std::array{Leaf(1), Leaf(0)});
  const FrozenFunctions frozen = diagram::Frozen(builder, {builder.Case(0, std::array{below, Leaf(1)})});
  const std::optional<Knowledge> knowledge = Knowledge::Tabulate(frozen.forest, frozen.roots[0]);
  ASSERT_TRUE(knowledge);
  const Knowledge::State state = knowledge->Initial();
  EXPECT_TRUE(knowledge->Support(state).test(0));
  EXPECT_TRUE(knowledge->Support(state).test(1));
  EXPECT_EQ(knowledge->Outcomes(state), 0b10);
  EXPECT_THAT(knowledge->Questions(state), IsEmpty());
  EXPECT_EQ(knowledge->Outcomes(knowledge->Learn(knowledge->Learn(state, 0, 0), 1, 1)), 0);
}

}  // namespace
}  // namespace connection_advisor::platform
