#include "service/deployment/fold.h"

#include <chrono>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/diagram/forest.h"
#include "tests/service/deployment/generated_platform.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Assignment;
using diagram::Generator;
using diagram::Reference;
using image::v1::PlatformImage;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const Report kNobody = [](const std::string&) {};

struct Written {
  diagram::Forest forest;
  std::vector<Reference> conditions;  // of each rule, then of vouching if there is
};

Written Read(const PlatformImage& image, const std::vector<uint8_t>& value_counts) {
  const auto& diagram = image.diagram();
  auto forest = diagram::Forest::FromParts(
      value_counts, {diagram.order().begin(), diagram.order().end()},
      std::vector<uint32_t>(diagram.node_facts().begin(), diagram.node_facts().end()),
      {diagram.children().begin(), diagram.children().end()}, image.rules_size() + 2 > 3 ? image.rules_size() + 2 : 3);
  EXPECT_TRUE(forest.ok()) << forest.status();
  Written written{forest.ok() ? *std::move(forest) : diagram::Forest(), {}};
  for (const auto& rule : image.rules()) written.conditions.push_back(rule.condition());
  if (image.has_would_vouch()) written.conditions.push_back(image.would_vouch());
  return written;
}

TEST(FoldTest, DecidesAsTheRulesDoInEveryCase) {
  constexpr uint32_t kPlatforms = 200;
  for (uint32_t seed = 0; seed < kPlatforms && !::testing::Test::HasFailure(); ++seed) {
    Generator generator(seed);
    const GeneratedPlatform platform(generator);
    const PlatformImage image = platform.Compile();
    const Written written = Read(image, platform.domain().value_counts());
    for (const Assignment& assignment : platform.domain().assignments()) {
      ASSERT_EQ(written.forest.Walk(image.decision(), assignment.data()), platform.DecisionLeaf(assignment)) << seed;
      for (size_t condition = 0; condition < written.conditions.size(); ++condition) {
        ASSERT_EQ(written.forest.Walk(written.conditions[condition], assignment.data()),
                  platform.ConditionLeaf(condition, assignment))
            << seed << ", condition " << condition;
      }
    }
  }
}

TEST(FoldTest, GivesWhatTheServerTakesForWhole) {
  for (uint32_t seed = 0; seed < 200 && !::testing::Test::HasFailure(); ++seed) {
    Generator generator(seed);
    const GeneratedPlatform platform(generator);
    ASSERT_NE(Assembled(platform.Compile()), nullptr) << seed;
  }
}

TEST(FoldTest, IsReproducible) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Generator one(seed);
    Generator other(seed);
    EXPECT_EQ(GeneratedPlatform(one).Compile().SerializeAsString(),
              GeneratedPlatform(other).Compile().SerializeAsString());
  }
}

// A platform over boolean facts whose conditions are given as trees.
class FoldedRulesTest : public ::testing::Test {
 protected:
  // The condition (x[a] and x[b]) or (x[c] and x[d]) or ... for the pairs given, asking in that order, as a tree that
  // shares its subtrees.
  static DecisionTree AnyPair(const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
    DecisionTree tree;
    Reference rest = diagram::kFalse;
    for (size_t i = pairs.size(); i-- > 0;) {
      tree.nodes.push_back({pairs[i].second, {rest, diagram::kTrue}});
      const auto second = static_cast<Reference>(tree.nodes.size() - 1);
      tree.nodes.push_back({pairs[i].first, {rest, second}});
      rest = static_cast<Reference>(tree.nodes.size() - 1);
    }
    tree.root = rest;
    return tree;
  }

  void AddRule(const std::string& id, DecisionTree tree, std::vector<uint32_t> first_asked) {
    auto* rule = platform_.add_rules();
    rule->set_id(id);
    rule->set_outcome(image::v1::OUTCOME_IMAGE_CONNECT);
    tree.first_asked = std::move(first_asked);
    trees_.push_back(std::move(tree));
  }

  absl::StatusOr<FoldedPlatform> Fold(const CompileLimits& limits, const Report& report = kNobody) {
    std::vector<DecisionTree> trees = trees_;
    trees.push_back({.root = diagram::kTrue});  // vouching
    return FoldInBestOrder(platform_, value_counts_, trees, limits, report);
  }

  static constexpr uint32_t kFacts = 24;
  const std::vector<uint8_t> value_counts_ = std::vector<uint8_t>(kFacts, 2);
  PlatformImage platform_;
  std::vector<DecisionTree> trees_;
};

std::vector<std::pair<uint32_t, uint32_t>> Apart() {
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (uint32_t i = 0; i < 12; ++i) pairs.emplace_back(i, i + 12);
  return pairs;
}

std::vector<uint32_t> Asked(const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
  std::vector<uint32_t> asked;
  for (const auto& [first, second] : pairs) {
    asked.push_back(first);
    asked.push_back(second);
  }
  return asked;
}

TEST_F(FoldedRulesTest, TakesTheSmallerOfTheTwoOrders) {
  // As declared, the partners are far apart, and 2^12 nodes keep the first of each in mind.
  AddRule("pairs", AnyPair(Apart()), Asked(Apart()));
  const auto folded = Fold({});
  ASSERT_TRUE(folded.ok()) << folded.status();
  PlatformImage image = platform_;
  folded->WriteTo(&image);
  EXPECT_LT(image.diagram().node_facts_size(), 100);
  EXPECT_EQ(image.diagram().order(0), 0u);
  EXPECT_EQ(image.diagram().order(1), 12u);
}

TEST_F(FoldedRulesTest, GetsByWithOneOrderWhereTheOtherGrowsTooLarge) {
  AddRule("pairs", AnyPair(Apart()), Asked(Apart()));
  EXPECT_TRUE(Fold({.max_nodes = 500}).ok());
}

TEST_F(FoldedRulesTest, SiftsWhereBothOrdersGrowTooLarge) {
  std::vector<uint32_t> declared(kFacts);
  for (uint32_t fact = 0; fact < kFacts; ++fact) declared[fact] = fact;
  AddRule("in_order", {.nodes = {{0, {diagram::kFalse, diagram::kTrue}}}, .root = 0}, declared);
  const auto pairs = Apart();
  // Rule by rule, so that there is something to sift before it grows.
  for (size_t i = 0; i < pairs.size(); ++i) AddRule("pair_" + std::to_string(i), AnyPair({pairs[i]}), {});
  const CompileLimits limits{.max_nodes = 1500};
  const auto folded = Fold(limits);
  ASSERT_TRUE(folded.ok()) << folded.status();
  PlatformImage image = platform_;
  folded->WriteTo(&image);
  const Written written = Read(image, value_counts_);
  Generator generator(1);
  for (int sample = 0; sample < 10'000; ++sample) {
    Assignment assignment(kFacts);
    for (uint8_t& value : assignment) value = static_cast<uint8_t>(generator.Below(4) / 3);
    int32_t leaf = assignment[0] == 1 ? 1 : 0;
    for (size_t i = 0; leaf == 0 && i < pairs.size(); ++i) {
      if (assignment[pairs[i].first] == 1 && assignment[pairs[i].second] == 1) leaf = static_cast<int32_t>(i) + 2;
    }
    if (leaf == 0) leaf = static_cast<int32_t>(platform_.rules_size()) + 1;
    ASSERT_EQ(written.forest.Walk(image.decision(), assignment.data()), leaf);
  }
}

TEST_F(FoldedRulesTest, NamesTheRuleAtWhichItGrew) {
  AddRule("harmless", {.nodes = {{0, {diagram::kFalse, diagram::kTrue}}}, .root = 0}, {0});
  // No order keeps all of these small: each fact has every other for its partner.
  std::vector<std::pair<uint32_t, uint32_t>> all;
  for (uint32_t a = 0; a < kFacts; ++a) {
    for (uint32_t b = a + 1; b < kFacts; b += 1 + a % 3) all.emplace_back(a, b);
  }
  AddRule("tangle", AnyPair(all), {});
  const auto folded = Fold({.max_nodes = 200});
  EXPECT_TRUE(absl::IsResourceExhausted(folded.status())) << folded.status();
  EXPECT_THAT(std::string(folded.status().message()),
              AllOf(HasSubstr("passed 200 nodes"), HasSubstr("rule 'tangle'"), Not(HasSubstr("harmless"))));
}

TEST_F(FoldedRulesTest, IsRefusedByTheClockInWhateverOrder) {
  AddRule("pairs", AnyPair(Apart()), Asked(Apart()));
  const auto folded = Fold({.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1)});
  EXPECT_TRUE(absl::IsDeadlineExceeded(folded.status())) << folded.status();
  EXPECT_THAT(std::string(folded.status().message()), HasSubstr("rule 'pairs'"));
}

TEST_F(FoldedRulesTest, SaysWhatItIsAboutToFold) {
  platform_.set_id("generated");
  AddRule("one", {.nodes = {{0, {diagram::kFalse, diagram::kTrue}}}, .root = 0}, {0});
  std::vector<std::string> stages;
  ASSERT_TRUE(Fold({}, [&](const std::string& stage) { stages.push_back(stage); }).ok());
  EXPECT_THAT(stages, Contains("building the condition of rule 'one' of platform 'generated'"));
  EXPECT_THAT(stages, Contains("folding in rule 'one' of platform 'generated'"));
}

}  // namespace
}  // namespace connection_advisor::deployment
