#include "tests/service/deployment/generated_platform.h"

#include <chrono>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/deployment/assembly.h"
#include "service/deployment/compile.h"
#include "service/deployment/fold.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Assignment;
using diagram::Generator;
using diagram::Reference;
using diagram::Table;
using image::v1::PlatformImage;
using image::v1::RuleImage;

Reference Grow(const Table& table, const std::vector<uint32_t>& order, size_t asked, Assignment& assignment,
               DecisionTree* tree) {
  if (asked == order.size()) return table(assignment) == 0 ? diagram::kFalse : diagram::kTrue;
  const uint32_t fact = order[asked];
  if (!table.DependsOn(fact)) return Grow(table, order, asked + 1, assignment, tree);
  std::vector<Reference> children;
  for (uint8_t value = 0; value < table.domain->value_counts()[fact]; ++value) {
    assignment[fact] = value;
    children.push_back(Grow(table, order, asked + 1, assignment, tree));
  }
  assignment[fact] = 0;
  tree->nodes.push_back({fact, std::move(children)});
  return static_cast<Reference>(tree->nodes.size() - 1);
}

void FillTexts(PlatformImage* platform) {
  platform->set_id("generated");
  platform->set_display_name("Generated");
  platform->set_purpose("Being tested");
  for (auto* text :
       {platform->mutable_when_connect(), platform->mutable_when_meet_first(), platform->mutable_when_decline()}) {
    text->set_summary("It is so.");
    text->set_next_step("Do so.");
  }
}

}  // namespace

DecisionTree TreeOf(const Table& table, const std::vector<uint32_t>& order) {
  DecisionTree tree;
  Assignment assignment(table.domain->variable_count(), 0);
  tree.root = Grow(table, order, 0, assignment, &tree);
  for (const uint32_t fact : order) {
    if (table.DependsOn(fact)) tree.first_asked.push_back(fact);
  }
  return tree;
}

GeneratedPlatform::GeneratedPlatform(Generator& generator) : domain_(generator.SmallDomain(2, 5)) {
  FillTexts(&description_);
  for (uint32_t index = 0; index < domain_.variable_count(); ++index) {
    image::v1::FactImage* fact = description_.add_facts();
    fact->set_id(absl::StrCat("generated.f", index));
    fact->set_kind(image::v1::FACT_IMAGE_KIND_CHOICE);
    fact->set_question("Which?");
    for (uint32_t value = 0; value < domain_.value_counts()[index]; ++value) {
      fact->add_values(absl::StrCat("V", value));
    }
    if (generator.OneIn(2)) fact->set_assumption(generator.Below(domain_.value_counts()[index]));
    fact->set_favourable(generator.OneIn(3));
  }
  if (generator.OneIn(2)) AddRule(image::v1::OUTCOME_IMAGE_IMPOSSIBLE, false, generator);
  for (uint32_t rule = generator.Below(4) + 1; rule-- > 0;) {
    if (generator.OneIn(4)) AddRule(image::v1::OUTCOME_IMAGE_NOTE, false, generator);
    const auto verdict = static_cast<image::v1::OutcomeImage>(image::v1::OUTCOME_IMAGE_DECLINE + generator.Below(3));
    AddRule(verdict, rule == 0 && generator.OneIn(2), generator);
  }
  if (generator.OneIn(3)) AddRule(image::v1::OUTCOME_IMAGE_NOTE, false, generator);
  if (generator.OneIn(2)) AddRule(image::v1::OUTCOME_IMAGE_IMPOSSIBLE, false, generator);
  if (generator.OneIn(2)) description_.set_would_vouch(0);
  // What comes last stands for vouching; where there is none the compiler has a condition that always holds.
  conditions_.push_back(description_.has_would_vouch()
                            ? generator.Function(domain_, 2)
                            : diagram::Tabulate(domain_, [](const Assignment&) { return 1; }));
  for (const Table& condition : conditions_) {
    trees_.push_back(TreeOf(condition, generator.Order(domain_.variable_count())));
  }
}

void GeneratedPlatform::AddRule(image::v1::OutcomeImage outcome, bool otherwise, Generator& generator) {
  RuleImage* rule = description_.add_rules();
  rule->set_id(absl::StrCat("r", rule_count() - 1));
  rule->set_outcome(outcome);
  rule->set_summary("It holds.");
  rule->set_rationale("Because.");
  if (outcome != image::v1::OUTCOME_IMAGE_IMPOSSIBLE && outcome != image::v1::OUTCOME_IMAGE_NOTE) {
    rule->set_next_step("Do so.");
  }
  rule->set_otherwise(otherwise);
  const Table one = generator.Function(domain_, 2);
  const Table other = generator.Function(domain_, 2);
  // Contradictions are the exception: otherwise next to nothing is possible.
  const bool seldom = outcome == image::v1::OUTCOME_IMAGE_IMPOSSIBLE;
  conditions_.push_back(diagram::Tabulate(domain_, [&](const Assignment& assignment) {
    return otherwise || (one(assignment) != 0 && (!seldom || other(assignment) != 0)) ? 1 : 0;
  }));
}

bool GeneratedPlatform::IsPossible(const Assignment& assignment) const {
  for (uint32_t rule = 0; rule < rule_count(); ++rule) {
    const bool impossible = description_.rules(static_cast<int>(rule)).outcome() == image::v1::OUTCOME_IMAGE_IMPOSSIBLE;
    if (impossible && conditions_[rule](assignment) != 0) return false;
  }
  return true;
}

std::optional<uint32_t> GeneratedPlatform::Decide(const Assignment& assignment) const {
  for (uint32_t rule = 0; rule < rule_count(); ++rule) {
    const auto outcome = description_.rules(static_cast<int>(rule)).outcome();
    if (outcome == image::v1::OUTCOME_IMAGE_IMPOSSIBLE || outcome == image::v1::OUTCOME_IMAGE_NOTE) continue;
    if (conditions_[rule](assignment) != 0) return rule;
  }
  return std::nullopt;
}

int32_t GeneratedPlatform::DecisionLeaf(const Assignment& assignment) const {
  if (!IsPossible(assignment)) return 0;
  return static_cast<int32_t>(Decide(assignment).value_or(rule_count())) + 1;
}

int32_t GeneratedPlatform::ConditionLeaf(size_t condition, const Assignment& assignment) const {
  const bool impossible_rule = condition < rule_count() && description_.rules(static_cast<int>(condition)).outcome() ==
                                                               image::v1::OUTCOME_IMAGE_IMPOSSIBLE;
  if (!impossible_rule && !IsPossible(assignment)) return platform::kLeafImpossible;
  return conditions_[condition](assignment) != 0 ? platform::kLeafHolds : platform::kLeafDoesNotHold;
}

PlatformImage GeneratedPlatform::Compile() const {
  PlatformImage image = description_;
  const auto folded = FoldInBestOrder(description_, domain_.value_counts(), trees_, {}, [](const std::string&) {});
  if (!folded.ok()) {
    ADD_FAILURE() << folded.status();
  } else {
    folded->WriteTo(&image);
  }
  return image;
}

std::shared_ptr<platform::Platform> Assembled(const PlatformImage& image) {
  auto platform = AssemblePlatform(image, {}, std::chrono::steady_clock::time_point::max());
  if (platform.ok()) return *std::move(platform);
  ADD_FAILURE() << platform.status();
  return nullptr;
}

}  // namespace connection_advisor::deployment
