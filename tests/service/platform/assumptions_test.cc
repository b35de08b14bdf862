#include "service/platform/assumptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::platform {
namespace {

using diagram::Assignment;
using diagram::Domain;
using diagram::Generator;
using diagram::kUnknown;
using diagram::Table;

// A platform of which only is stated which cases are possible, and what it assumes.
Platform Generated(Generator& generator, const Table& possible) {
  Platform platform;
  for (uint32_t fact = 0; fact < possible.domain->variable_count(); ++fact) {
    Fact& declared = platform.facts.emplace_back();
    if (!generator.OneIn(3)) {
      declared.assumption = static_cast<uint8_t>(generator.Below(possible.domain->value_counts()[fact]));
    }
    platform.impossible_reads[fact] = possible.DependsOn(fact);
  }
  diagram::Builder builder(possible.domain->value_counts(), generator.Order(possible.domain->variable_count()));
  const diagram::FrozenFunctions frozen = diagram::Frozen(builder, {generator.Build(builder, possible)});
  platform.verdict_forest = frozen.forest;
  platform.possible = frozen.roots[0];
  return platform;
}

bool SomeCaseIsPossible(const Table& possible, const Assignment& known) {
  const std::vector<Assignment>& all = possible.domain->assignments();
  return std::any_of(all.begin(), all.end(), [&](const Assignment& assignment) {
    return diagram::Agrees(assignment, known) && possible(assignment) == 1;
  });
}

// Three cases in four are impossible, so that assumptions often get in each other's way.
Table FewPossible(Generator& generator, const Domain& domain) {
  const Table chosen = generator.Function(domain, 4);
  return diagram::Tabulate(domain, [&](const Assignment& assignment) { return chosen(assignment) == 1 ? 1 : 0; });
}

TEST(AssumptionsTest, StandInDeclaredOrderWhereAPossibleCaseIsLeft) {
  Generator generator(80);
  diagram::Visited visited;
  uint32_t dropped = 0;
  for (uint32_t round = 0; round < 3000; ++round) {
    const Domain domain = generator.SmallDomain();
    const Table possible = FewPossible(generator, domain);
    const Platform platform = Generated(generator, possible);
    Assignment values = generator.PartialAssignment(domain);
    ASSERT_EQ(IsPossible(platform, values.data(), visited), SomeCaseIsPossible(possible, values));
    if (!SomeCaseIsPossible(possible, values)) continue;

    Assignment expected = values;
    diagram::VariableSet expected_in_force;
    for (uint32_t fact = 0; fact < domain.variable_count(); ++fact) {
      if (values[fact] != kUnknown || !platform.facts[fact].assumption) continue;
      expected[fact] = *platform.facts[fact].assumption;
      if (SomeCaseIsPossible(possible, expected)) {
        expected_in_force.set(fact);
      } else {
        expected[fact] = kUnknown;
        ++dropped;
      }
    }
    ASSERT_EQ(PutAssumptionsInForce(platform, values.data(), visited), expected_in_force);
    ASSERT_EQ(values, expected);
  }
  EXPECT_GT(dropped, 100u);
}

}  // namespace
}  // namespace connection_advisor::platform
