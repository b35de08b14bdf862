#include "service/deployment/assembly.h"

#include <chrono>
#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/diagram/count.h"
#include "tests/service/deployment/generated_platform.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Assignment;
using diagram::Generator;
using image::v1::PlatformImage;
using ::testing::HasSubstr;

TEST(AssemblyTest, CountsTheCasesOfEachRuleAndVerdict) {
  for (uint32_t seed = 0; seed < 200 && !::testing::Test::HasFailure(); ++seed) {
    Generator generator(seed);
    const GeneratedPlatform generated(generator);
    const auto platform = Assembled(generated.Compile());
    ASSERT_NE(platform, nullptr);
    // Facts that decide nothing do not count as cases.
    diagram::Count per_case = 1;
    for (uint32_t fact = 0; fact < generated.domain().variable_count(); ++fact) {
      EXPECT_EQ(platform->facts[fact].notes_only, !platform->deciding.test(fact));
      if (!platform->deciding.test(fact)) per_case *= generated.domain().value_counts()[fact];
    }
    std::vector<diagram::Count> rules(platform->rules.size());
    std::array<diagram::Count, 4> verdicts{};
    for (const Assignment& assignment : generated.domain().assignments()) {
      const int32_t leaf = generated.DecisionLeaf(assignment);
      const bool decided = leaf > 0 && leaf <= static_cast<int32_t>(platform->rules.size());
      if (decided) ++rules[static_cast<size_t>(leaf) - 1];
      if (decided || leaf == 0) {
        const size_t verdict =
            decided ? static_cast<size_t>(platform->rules[static_cast<size_t>(leaf) - 1].outcome) : 0;
        ++verdicts[verdict];
        EXPECT_EQ(platform->verdict_forest.Walk(platform->verdict, assignment.data()), static_cast<int32_t>(verdict));
      }
      EXPECT_EQ(platform->verdict_forest.Walk(platform->possible, assignment.data()), leaf == 0 ? 0 : 1);
    }
    for (size_t rule = 0; rule < rules.size(); ++rule) EXPECT_EQ(platform->rules[rule].cases * per_case, rules[rule]);
    for (size_t verdict = 0; verdict < 4; ++verdict) {
      EXPECT_EQ(platform->verdict_cases[verdict] * per_case, verdicts[verdict]);
    }
  }
}

TEST(AssemblyTest, BindsTheFactsOfTheContract) {
  const auto platform = Assembled(ValidImage("linkedin").platforms(0));
  ASSERT_NE(platform, nullptr);
  for (uint32_t contract = 0; contract < platform::kContractFactCount; ++contract) {
    const auto found = platform->fact_index.find(advisor_contract_facts[contract].id);
    const platform::ContractBinding& binding = platform->contract[contract];
    EXPECT_EQ(binding.fact, found == platform->fact_index.end() ? -1 : static_cast<int32_t>(found->second));
    if (binding.fact < 0) continue;
    const platform::Fact& fact = platform->facts[static_cast<size_t>(binding.fact)];
    for (uint32_t value = 0; value < advisor_contract_facts[contract].value_count; ++value) {
      EXPECT_EQ(fact.values[binding.values[value]], advisor_contract_facts[contract].values[value]);
    }
  }
}

TEST(AssemblyTest, TakesAValueThatThePluginDoesNotKnowForUnknown) {
  PlatformImage image =
      Assembled(ValidImage("facebook").platforms(0)) ? ValidImage("facebook").platforms(0) : PlatformImage();
  // The plugin of an older contract: nobody worked together virtually yet. No diagram but one that reads nothing.
  for (auto& fact : *image.mutable_facts()) {
    if (fact.id() != "relationship.worked_together") continue;
    fact.clear_values();
    fact.add_values("IN_PERSON");
    fact.add_values("NEVER");
  }
  image.mutable_rules()->DeleteSubrange(0, 2);
  image.mutable_rules()->RemoveLast();
  image.mutable_rules(0)->set_condition(diagram::Leaf(platform::kLeafHolds));
  image.clear_examples();
  image.mutable_diagram()->clear_node_facts();
  image.mutable_diagram()->clear_children();
  image.set_decision(diagram::Leaf(1));
  const auto platform = Assembled(image);
  ASSERT_NE(platform, nullptr);
  for (uint32_t contract = 0; contract < platform::kContractFactCount; ++contract) {
    if (std::string(advisor_contract_facts[contract].id) != "relationship.worked_together") continue;
    EXPECT_EQ(platform->contract[contract].values[0], 1);  // NEVER
    EXPECT_EQ(platform->contract[contract].values[1], diagram::kUnknown);
    EXPECT_EQ(platform->contract[contract].values[2], 0);  // IN_PERSON
  }
}

struct Forgery {
  const char* what;
  std::function<void(PlatformImage&)> forge;
  const char* cause;
};

TEST(AssemblyTest, RefusesDiagramsThatAreNone) {
  const Forgery forgeries[] = {
      {"no order", [](PlatformImage& image) { image.mutable_diagram()->clear_order(); }, "order"},
      {"a fact twice in the order",
       [](PlatformImage& image) { image.mutable_diagram()->set_order(0, image.diagram().order(1)); }, "order"},
      {"a node of no fact", [](PlatformImage& image) { image.mutable_diagram()->set_node_facts(0, 1000); },
       "a variable that there is not"},
      {"a child too few", [](PlatformImage& image) { image.mutable_diagram()->mutable_children()->RemoveLast(); },
       "do not match in number"},
      {"a cycle", [](PlatformImage& image) { image.mutable_diagram()->set_children(0, 0); }, "before its parent"},
      {"a child out of range", [](PlatformImage& image) { image.mutable_diagram()->set_children(0, 1 << 30); },
       "neither a node nor a leaf"},
      {"a leaf out of range", [](PlatformImage& image) { image.mutable_diagram()->set_children(0, -1000); },
       "neither a node nor a leaf"},
      {"a root out of range", [](PlatformImage& image) { image.set_decision(1 << 30); }, "a root is neither"},
      {"a node that nothing reaches",
       [](PlatformImage& image) {
         // Below everything else, and like nothing else: impossible where the last fact has its first value.
         const auto& diagram = image.diagram();
         const uint32_t last = diagram.order(diagram.order_size() - 1);
         image.mutable_diagram()->add_node_facts(last);
         for (int value = 0; value < 2; ++value) image.mutable_diagram()->add_children(value == 0 ? -6 : -7);
       },
       "reached from no root"},
      {"a condition with a rule for a leaf",
       [](PlatformImage& image) { image.mutable_diagram()->set_children(image.diagram().children_size() - 1, -6); },
       "a condition has a leaf of the decision"},
      {"too many nodes",
       [](PlatformImage& image) {
         image.mutable_diagram()->mutable_node_facts()->Resize(static_cast<int>(kMaxDiagramNodes) + 1, 0);
       },
       "too many nodes"},
      {"a decision that decides otherwise", [](PlatformImage& image) { image.set_decision(diagram::Leaf(3)); }, ""},
      {"conditions exchanged",
       [](PlatformImage& image) {
         const int32_t one = image.rules(0).condition();
         image.mutable_rules(0)->set_condition(image.rules(1).condition());
         image.mutable_rules(1)->set_condition(one);
       },
       "not the first rule that holds"},
      {"a condition that is never possible",
       [](PlatformImage& image) { image.mutable_rules(5)->set_condition(diagram::Leaf(0)); },
       "differ on what is possible"},
      {"a note that decides",
       [](PlatformImage& image) { image.mutable_rules(1)->set_outcome(image::v1::OUTCOME_IMAGE_NOTE); },
       "not the first rule that holds"},
      {"an impossible rule that does not count",
       [](PlatformImage& image) { image.mutable_rules(1)->set_outcome(image::v1::OUTCOME_IMAGE_IMPOSSIBLE); },
       "impossible rules and the decision differ"},
      {"a vouch condition of its own mind", [](PlatformImage& image) { image.set_would_vouch(diagram::Leaf(0)); },
       "the vouch condition and the decision"},
  };
  for (const Forgery& forgery : forgeries) {
    PlatformImage image = ValidImage("twitter").platforms(0);
    forgery.forge(image);
    const auto platform = AssemblePlatform(image, {}, std::chrono::steady_clock::time_point::max());
    EXPECT_TRUE(absl::IsInvalidArgument(platform.status())) << forgery.what << ": " << platform.status();
    EXPECT_THAT(std::string(platform.status().message()), HasSubstr(forgery.cause)) << forgery.what;
  }
}

}  // namespace
}  // namespace connection_advisor::deployment
