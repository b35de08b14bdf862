#include "tests/generated/platform.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "service/deployment/explorer.h"
#include "service/deployment/fold.h"
#include "tests/generated/texts.h"

namespace connection_advisor::generated {
namespace {

using deployment::DecisionTree;
using diagram::Reference;

constexpr uint8_t kNotAsked = 0xFF;

// What the explorer would see of a condition that asks from left to right.
class Asking {
 public:
  Asking(const Rows& rows, const Condition& condition)
      : rows_(rows), condition_(condition), values_(rows.facts.size(), kNotAsked) {}

  DecisionTree Explore() {
    tree_.root = Run();
    return std::move(tree_);
  }

 private:
  Reference Run() {
    for (const std::vector<Literal>& alternative : condition_) {
      const auto fails = std::find_if(alternative.begin(), alternative.end(), [&](const Literal& literal) {
        return values_[literal.fact] == kNotAsked || (literal.values >> values_[literal.fact] & 1) == 0;
      });
      if (fails == alternative.end()) return diagram::kTrue;
      if (values_[fails->fact] == kNotAsked) return Ask(fails->fact);
    }
    return diagram::kFalse;
  }

  Reference Ask(uint32_t fact) {
    if (std::find(tree_.first_asked.begin(), tree_.first_asked.end(), fact) == tree_.first_asked.end()) {
      tree_.first_asked.push_back(fact);
    }
    DecisionTree::Node node{fact, {}};
    for (uint32_t value = 0; value < rows_.facts[fact].value_count; ++value) {
      values_[fact] = static_cast<uint8_t>(value);
      node.children.push_back(Run());
    }
    values_[fact] = kNotAsked;
    tree_.nodes.push_back(std::move(node));
    return static_cast<Reference>(tree_.nodes.size() - 1);
  }

  const Rows& rows_;
  const Condition& condition_;
  Values values_;
  DecisionTree tree_;
};

std::vector<DecisionTree> ExploreAll(const Rows& rows) {
  std::vector<DecisionTree> trees;
  const auto explore = [&](const std::optional<Condition>& condition) {
    trees.push_back(condition ? Asking(rows, *condition).Explore() : DecisionTree{.root = diagram::kTrue});
  };
  for (const Rule& rule : rows.rules) explore(rule.condition);
  explore(rows.would_vouch);
  return trees;
}

void Describe(const Fact& fact, image::v1::FactImage* row) {
  row->set_id(fact.id);
  row->set_kind(static_cast<image::v1::FactImageKind>(1 + static_cast<int>(fact.kind)));
  row->set_question(Question(fact));
  if (fact.kind == Kind::kChoice) {
    for (const std::string& value : ChoiceValues(fact)) row->add_values(value);
  }
  if (fact.kind == Kind::kInteger) {
    for (const int cut_point : CutPoints(fact)) row->add_cut_points(cut_point);
  }
  if (fact.assumption) row->set_assumption(*fact.assumption);
  row->set_member_can_act(fact.member_can_act);
}

image::v1::OutcomeImage OutcomeOf(Outcome outcome) {
  return static_cast<image::v1::OutcomeImage>(1 + static_cast<int>(outcome));
}

void Describe(const Rule& rule, image::v1::RuleImage* row) {
  row->set_id(rule.id);
  row->set_outcome(OutcomeOf(rule.outcome));
  row->set_summary(Summary(rule));
  row->set_rationale(Rationale(rule));
  if (Decides(rule)) {
    row->set_next_step(NextStep(rule));
    row->set_reply(Reply(rule));
  }
  row->set_otherwise(!rule.condition);
}

void Describe(Outcome verdict, image::v1::NeutralTextImage* text) {
  text->set_summary(NeutralSummary(verdict));
  text->set_next_step(NeutralNextStep(verdict));
  text->set_reply(NeutralReply(verdict));
}

void DescribeExamples(const Rows& rows, image::v1::PlatformImage* platform) {
  for (const Example& example : rows.examples) {
    image::v1::ExampleImage* row = platform->add_examples();
    row->set_name(ExampleName(rows, example));
    row->set_verdict(OutcomeOf(example.verdict));
    row->set_rule(example.rule);
    for (uint32_t fact = 0; fact < example.values.size(); ++fact) {
      image::v1::ExampleFactImage* stated = row->add_facts();
      stated->set_fact(fact);
      stated->set_value(example.values[fact]);
    }
  }
}

void Describe(const Rows& rows, image::v1::PlatformImage* platform) {
  platform->set_id(rows.platform);
  platform->set_display_name(kDisplayName);
  platform->set_purpose(kPurpose);
  platform->set_significance(kSignificance);
  for (const Fact& fact : rows.facts) Describe(fact, platform->add_facts());
  for (const Rule& rule : rows.rules) Describe(rule, platform->add_rules());
  DescribeExamples(rows, platform);
  image::v1::LetterImage* letter = platform->mutable_letter();
  letter->set_greeting_with_name(kGreetingWithName);
  letter->set_greeting(kGreeting);
  letter->set_closing_with_name(kClosingWithName);
  letter->set_closing(kClosing);
  Describe(Outcome::kConnect, platform->mutable_when_connect());
  Describe(Outcome::kMeetFirst, platform->mutable_when_meet_first());
  Describe(Outcome::kDecline, platform->mutable_when_decline());
  if (rows.would_vouch) platform->set_would_vouch(0);
}

}  // namespace

absl::StatusOr<image::v1::PluginImage> ImageOf(const Rows& rows, const deployment::CompileLimits& limits) {
  image::v1::PluginImage plugin;
  plugin.set_name(rows.platform);
  plugin.set_version(kVersion);
  plugin.set_sha256(std::string(64, '0'));  // there is no file
  image::v1::PlatformImage* platform = plugin.add_platforms();
  Describe(rows, platform);
  std::vector<uint8_t> value_counts;
  for (const Fact& fact : rows.facts) value_counts.push_back(static_cast<uint8_t>(fact.value_count));
  const absl::StatusOr<deployment::FoldedPlatform> folded =
      deployment::FoldInBestOrder(*platform, value_counts, ExploreAll(rows), limits, [](const std::string&) {});
  if (!folded.ok()) return folded.status();
  folded->WriteTo(platform);
  return plugin;
}

deployment::PluginOutcome Verified(const image::v1::PluginImage& image) {
  return deployment::VerifyImage(image, image.sha256(), std::chrono::steady_clock::time_point::max());
}

std::shared_ptr<const platform::Platform> PlatformOf(const Rows& rows) {
  const absl::StatusOr<image::v1::PluginImage> image = ImageOf(rows);
  std::vector<std::string> causes;
  if (image.ok()) {
    deployment::PluginOutcome outcome = Verified(*image);
    if (!outcome.refused()) return outcome.platforms.front();
    causes = outcome.causes;
  } else {
    causes = {std::string(image.status().message())};
  }
  for (const std::string& cause : causes) std::fprintf(stderr, "a generated platform is refused: %s\n", cause.c_str());
  std::abort();
}

}  // namespace connection_advisor::generated
