// The advice on hundreds of generated platforms is what the oracle says, and stays when more is stated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "absl/strings/str_split.h"
#include "service/advice/decide.h"
#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/generated_families.h"

namespace connection_advisor::advice {
namespace {

using generated::Rows;
using generated::Shape;
using oracle::Knowledge;
using ::testing::Each;
using ::testing::Gt;

std::string FactsOf(const v1::AdviseRequest& request) { return request.facts().ShortDebugString(); }

class GeneratedPlatforms : public testing::TestWithParam<Family> {};

// Calls `look(rows, oracle, asked, stated)` with much and little stated.
template <typename Look>
void ForEachStatement(const Shape& shape, Look look) {
  for (uint64_t seed = 0; seed < kSeeds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const Rows rows = Lawful(Draw(shape, seed));
    const oracle::Oracle oracle(TableOf(rows));
    Asked asked(rows);
    for (const Knowledge& stated : DrawStatements(rows, seed)) look(rows, oracle, asked, stated);
  }
}

TEST_P(GeneratedPlatforms, GetTheOraclesAdvice) {
  int decided = 0;
  int undecided = 0;
  int pivotal = 0;
  std::array<int, 5> what_ifs{};    // by the number of changes
  std::array<int, 9> sufficient{};  // by the number of facts
  ForEachStatement(GetParam().shape,
                   [&](const Rows&, const oracle::Oracle& oracle, Asked& asked, const Knowledge& stated) {
                     if (!oracle.Possible(stated)) return;
                     const v1::AdviseRequest request = RequestOf(oracle.platform(), stated);
                     v1::Advice advice;
                     const absl::Status status = asked.Ask(request, &advice);
                     ASSERT_TRUE(status.ok()) << status;
                     oracle::Answer expected = oracle.Decide(stated);
                     const oracle::Explanation explanation = oracle::Explain(oracle, stated, expected);
                     ASSERT_EQ(ExplanationOf(advice), explanation) << FactsOf(request);
                     expected.notes = explanation.notes;
                     ASSERT_EQ(AnswerOf(advice), expected) << FactsOf(request);
                     ++(expected.verdict == oracle::Verdict::kNeedsInformation ? undecided : decided);
                     pivotal += !explanation.pivotal.empty();
                     for (const oracle::WhatIf& what_if : explanation.what_ifs) ++what_ifs[what_if.changes.size()];
                     ++sufficient[explanation.sufficient_facts.size()];
                   });
  EXPECT_GT(decided, 50);
  EXPECT_GT(undecided, 50);
  EXPECT_TRUE(pivotal > 50 || GetParam().shape.assumed_of_ten == 0);
  EXPECT_THAT(std::vector(what_ifs.begin() + 1, what_ifs.begin() + 3), Each(Gt(50)));
  EXPECT_GT(what_ifs[3], 5);
  EXPECT_THAT(std::vector(sufficient.begin(), sufficient.begin() + 5), Each(Gt(5)));
}

TEST_P(GeneratedPlatforms, SayWhatItWouldTakeForARuleToDecide) {
  std::mt19937_64 random(1);
  std::array<int, 4> by_changes{};
  int ruled_out = 0;
  ForEachStatement(GetParam().shape,
                   [&](const Rows&, const oracle::Oracle& oracle, Asked& asked, const Knowledge& stated) {
                     if (!oracle.Possible(stated)) return;
                     const size_t rule = random() % oracle.platform().rules.size();
                     v1::AdviseRequest request = RequestOf(oracle.platform(), stated);
                     request.set_why_not_rule(oracle.platform().rules[rule].id);
                     v1::Advice advice;
                     const absl::Status status = asked.Ask(request, &advice);
                     ASSERT_TRUE(status.ok()) << status;
                     SCOPED_TRACE(request.ShortDebugString());
                     ExpectWhyNot(oracle, stated, static_cast<int>(rule), advice);
                     ++by_changes[std::min(advice.why_not().changes_size(), 3)];
                     ruled_out += advice.why_not().ruled_out();
                   });
  EXPECT_THAT(by_changes, Each(Gt(20)));
  EXPECT_GT(ruled_out, 20);
}

TEST_P(GeneratedPlatforms, RefuseContradictionsByAnIrreducibleSet) {
  ForEachStatement(GetParam().shape,
                   [&](const Rows&, const oracle::Oracle& oracle, Asked& asked, const Knowledge& stated) {
                     if (oracle.Possible(stated)) return;
                     const v1::AdviseRequest request = RequestOf(oracle.platform(), stated);
                     v1::Advice advice;
                     const absl::Status status = asked.Ask(request, &advice);
                     ASSERT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << FactsOf(request);

                     Knowledge named = oracle.NothingKnown();
                     for (const size_t fact : ContradictingFacts(status, oracle.platform())) named[fact] = stated[fact];
                     EXPECT_FALSE(oracle.Possible(named)) << status;
                     for (size_t fact = 0; fact < named.size(); ++fact) {
                       if (named[fact] == oracle::kUnknown) continue;
                       Knowledge without = named;
                       without[fact] = oracle::kUnknown;
                       EXPECT_TRUE(oracle.Possible(without)) << "even without fact " << fact << ": " << status;
                     }

                     // Every case that agrees with what is named is ruled out by a rule that is named; none is named in
                     // vain.
                     const google::rpc::ErrorInfo info = ErrorInfoOf(status);
                     EXPECT_EQ(info.reason(), "CONTRADICTORY_FACTS");
                     std::set<std::string> unused =
                         absl::StrSplit(info.metadata().at("impossible_rules"), ", ");  // none of which is empty
                     const std::set<std::string> rules = unused;
                     oracle::ForEachAssignment(oracle.platform(), named, [&](const oracle::Case& one_case) {
                       bool ruled_out = false;
                       for (const oracle::Remark& rule : oracle.platform().impossible) {
                         if (!rules.contains(rule.id) || !rule.holds(one_case)) continue;
                         ruled_out = true;
                         unused.erase(rule.id);
                       }
                       ASSERT_TRUE(ruled_out);
                     });
                     EXPECT_TRUE(unused.empty()) << *unused.begin();
                   });
}

// Unless what is stated makes an assumption in force impossible, or takes its place.
TEST_P(GeneratedPlatforms, NeverOverturnAVerdictWhenMoreIsStated) {
  int stated_more = 0;
  ForEachStatement(GetParam().shape,
                   [&](const Rows& rows, const oracle::Oracle& oracle, Asked& asked, const Knowledge& stated) {
                     if (!oracle.Possible(stated)) return;
                     v1::Advice before;
                     ASSERT_TRUE(asked.Ask(RequestOf(oracle.platform(), stated), &before).ok());
                     if (before.verdict() == v1::VERDICT_NEEDS_INFORMATION) return;
                     const Knowledge in_force = oracle.WithAssumptions(stated);
                     for (size_t fact = 0; fact < stated.size(); ++fact) {
                       if (in_force[fact] != oracle::kUnknown) continue;
                       for (uint32_t value = 0; value < rows.facts[fact].value_count; ++value) {
                         Knowledge more = stated;
                         more[fact] = static_cast<int>(value);
                         Knowledge expected = in_force;
                         expected[fact] = more[fact];
                         if (!oracle.Possible(more) || oracle.WithAssumptions(more) != expected) continue;
                         v1::Advice after;
                         ASSERT_TRUE(asked.Ask(RequestOf(oracle.platform(), more), &after).ok());
                         ASSERT_EQ(after.verdict(), before.verdict()) << FactsOf(RequestOf(oracle.platform(), more));
                         ++stated_more;
                       }
                     }
                   });
  EXPECT_GT(stated_more, 100);
}

INSTANTIATE_TEST_SUITE_P(Families, GeneratedPlatforms, testing::ValuesIn(kFamilies),
                         [](const auto& family) { return std::string(family.param.name); });

}  // namespace
}  // namespace connection_advisor::advice
