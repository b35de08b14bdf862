// The served advice equals the oracle's answer: in every possible case, and on random partial requests.
#include <random>
#include <vector>

#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {
namespace {

using oracle::Case;
using oracle::Knowledge;
using oracle::kUnknown;

constexpr Random::result_type kSeed = 20120517;
constexpr int kPartialRequests = 4000;

using EveryCaseTest = ServedPlatformTest;

// The possible cases of the facts that decide; the facts that only notes read are random, or unknown.
std::vector<Knowledge> EveryCase(const oracle::Oracle& oracle, Random& random) {
  std::vector<Knowledge> cases;
  oracle::ForEachAssignment(oracle.platform(), oracle.NothingKnown(), [&](const Case& one_case) {
    if (!oracle.cases().Decided(one_case)) return;
    Knowledge known = one_case;
    for (size_t i = 0; i < known.size(); ++i) {
      const oracle::Fact& fact = oracle.platform().facts[i];
      if (!fact.decides) known[i] = Below(random, static_cast<int>(fact.values.size()) + 1) - 1;
    }
    cases.push_back(known);
  });
  return cases;
}

TEST_P(EveryCaseTest, IsAnsweredAsTheOracleSays) {
  Random random(kSeed);
  const std::vector<Knowledge> cases = EveryCase(judge().oracle(), random);
  ASSERT_EQ(cases.size(), judge().oracle().cases().possible_cases());
  AdviseAll(
      channel(), cases.size(), [&](size_t i) { return Anyhow(judge().table(), cases[i], random); },
      [&](size_t i, const Advised& advised) { judge().Expect(cases[i], advised); });
}

TEST_P(EveryCaseTest, IsAnsweredAlsoWhereLittleOfItIsKnown) {
  Random random(kSeed + 1);
  std::vector<Knowledge> known;
  for (int i = 0; i < kPartialRequests; ++i) {
    // Half of them part of a possible case, half of them whatever comes.
    Knowledge some = RandomKnowledge(judge().table(), random);
    const Case one_case = RandomCase(judge().table(), random);
    for (size_t fact = 0; i % 2 == 0 && fact < some.size(); ++fact) {
      if (some[fact] != kUnknown) some[fact] = one_case[fact];
    }
    known.push_back(some);
  }
  AdviseAll(
      channel(), known.size(), [&](size_t i) { return Anyhow(judge().table(), known[i], random); },
      [&](size_t i, const Advised& advised) { judge().Expect(known[i], advised); });
}

FOR_EVERY_PLATFORM(EveryCaseTest);

// The random requests above must contain what they are there for.
TEST(RandomRequestsTest, AreOfEveryKind) {
  const oracle::Oracle oracle(oracle::LinkedIn());
  Random random(kSeed + 1);
  int contradictions = 0;
  int undecided = 0;
  int decided = 0;
  for (int i = 0; i < 1000; ++i) {
    const Knowledge known = RandomKnowledge(oracle.platform(), random);
    if (!oracle.Possible(known)) {
      ++contradictions;
    } else if (oracle.Decide(known).verdict == oracle::Verdict::kNeedsInformation) {
      ++undecided;
    } else {
      ++decided;
    }
  }
  EXPECT_GT(contradictions, 50);
  EXPECT_GT(undecided, 50);
  EXPECT_GT(decided, 50);
}

}  // namespace
}  // namespace connection_advisor::integration
