#include "service/deployment/fold.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/deployment/number_text.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Builder;
using diagram::Leaf;
using diagram::Reference;
using image::v1::PlatformImage;
using image::v1::RuleImage;

constexpr Reference kImpossible = Leaf(0);

bool IsImpossibleRule(const RuleImage& rule) { return rule.outcome() == image::v1::OUTCOME_IMAGE_IMPOSSIBLE; }
bool IsNote(const RuleImage& rule) { return rule.outcome() == image::v1::OUTCOME_IMAGE_NOTE; }

std::vector<uint32_t> DeclaredOrder(size_t fact_count) {
  std::vector<uint32_t> order(fact_count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

// Facts by the first question about them: impossible rules first, then the other rules in order; then what nobody asks.
std::vector<uint32_t> FirstAskedOrder(const PlatformImage& platform, size_t fact_count,
                                      std::span<const DecisionTree> trees) {
  std::vector<uint32_t> order;
  const auto add = [&](std::span<const uint32_t> facts) {
    for (const uint32_t fact : facts) {
      if (std::find(order.begin(), order.end(), fact) == order.end()) order.push_back(fact);
    }
  };
  for (const bool impossible : {true, false}) {
    for (int rule = 0; rule < platform.rules_size(); ++rule) {
      if (IsImpossibleRule(platform.rules(rule)) == impossible) add(trees[static_cast<size_t>(rule)].first_asked);
    }
  }
  add(trees.back().first_asked);
  add(DeclaredOrder(fact_count));
  return order;
}

// Folds in one order. Every step says what it is about to fold, for the refusal to name.
class Folder {
 public:
  Folder(const PlatformImage& platform, std::span<const DecisionTree> trees, Builder& builder)
      : platform_(platform), trees_(trees), builder_(builder) {}

  absl::StatusOr<FoldedPlatform> Fold() {
    FoldedPlatform folded{.decision = kImpossible};
    if (FoldConditions(&folded) && FoldDecision(&folded) && FoldPublished(&folded)) return folded;
    if (builder_.out_of_time()) {
      return absl::DeadlineExceededError(
          absl::StrCat("its time was up while ", folding_, "; let its rules read fewer facts, or allow more time"));
    }
    return absl::ResourceExhaustedError(absl::StrCat(
        "its diagram passed ", NumberInProse(static_cast<int32_t>(builder_.node_count() - 1)), " nodes while ",
        folding_, "; declare facts that are read together next to each other, or let rules read fewer"));
  }

 private:
  const RuleImage& rule(size_t index) const { return platform_.rules(static_cast<int>(index)); }
  size_t rule_count() const { return static_cast<size_t>(platform_.rules_size()); }
  // The place before the first step that exhausts the builder stays.
  bool Begin(absl::string_view what, size_t index) {
    if (builder_.exhausted()) return false;
    folding_ = index < rule_count() ? absl::StrCat(what, " rule '", rule(index).id(), "'")
                                    : absl::StrCat(what, " the vouch condition");
    return true;
  }

  bool FoldConditions(FoldedPlatform* folded) {
    for (size_t i = 0; i < trees_.size(); ++i) {
      if (!Begin("building the condition of", i)) return false;
      folded->conditions.push_back(trees_[i].Fold(builder_));
    }
    return !builder_.exhausted();
  }

  bool FoldDecision(FoldedPlatform* folded) {
    for (size_t i = 0; i < rule_count(); ++i) {
      if (!IsImpossibleRule(rule(i))) continue;
      if (!Begin("folding in", i)) return false;
      impossible_ = builder_.IfThenElse(folded->conditions[i], diagram::kTrue, impossible_);
    }
    Reference rest = Leaf(static_cast<int32_t>(rule_count()) + 1);  // undecided
    for (size_t i = rule_count(); i-- > 0;) {
      if (IsImpossibleRule(rule(i)) || IsNote(rule(i))) continue;
      if (!Begin("folding in", i)) return false;
      rest = builder_.IfThenElse(folded->conditions[i], Leaf(static_cast<int32_t>(i) + 1), rest);
    }
    folded->decision = builder_.IfThenElse(impossible_, kImpossible, rest);
    return !builder_.exhausted();
  }

  bool FoldPublished(FoldedPlatform* folded) {
    const std::vector<Reference> leaves = {Leaf(1), Leaf(2)};
    for (size_t i = 0; i < folded->conditions.size(); ++i) {
      if (!Begin("setting apart the impossible cases of", i)) return false;
      const Reference labelled = builder_.MapLeaves(folded->conditions[i], leaves);
      const bool whole = i < rule_count() && IsImpossibleRule(rule(i));
      folded->published.push_back(whole ? labelled : builder_.IfThenElse(impossible_, kImpossible, labelled));
    }
    return !builder_.exhausted();
  }

  const PlatformImage& platform_;
  std::span<const DecisionTree> trees_;
  Builder& builder_;
  Reference impossible_ = diagram::kFalse;
  std::string folding_;
};

struct Frozen {
  diagram::Forest forest;
  std::vector<Reference> roots;
};

Frozen Freeze(const FoldedPlatform& folded) {
  std::vector<Reference> roots = {folded.decision};
  roots.insert(roots.end(), folded.published.begin(), folded.published.end());
  Frozen frozen;
  frozen.forest = diagram::Freeze(*folded.builder, roots, &frozen.roots);
  return frozen;
}

absl::StatusOr<FoldedPlatform> FoldInOrder(const PlatformImage& platform, std::span<const uint8_t> value_counts,
                                           std::vector<uint32_t> order, std::span<const DecisionTree> trees,
                                           const CompileLimits& limits) {
  auto builder =
      std::make_unique<Builder>(std::vector<uint8_t>(value_counts.begin(), value_counts.end()), std::move(order),
                                diagram::Budget{.max_nodes = limits.max_nodes, .deadline = limits.deadline});
  absl::StatusOr<FoldedPlatform> folded = Folder(platform, trees, *builder).Fold();
  if (folded.ok()) folded->builder = std::move(builder);
  return folded;
}

}  // namespace

absl::StatusOr<FoldedPlatform> FoldInBestOrder(const PlatformImage& platform, std::span<const uint8_t> value_counts,
                                               std::span<const DecisionTree> trees, const CompileLimits& limits) {
  absl::StatusOr<FoldedPlatform> declared =
      FoldInOrder(platform, value_counts, DeclaredOrder(value_counts.size()), trees, limits);
  absl::StatusOr<FoldedPlatform> by_question =
      FoldInOrder(platform, value_counts, FirstAskedOrder(platform, value_counts.size(), trees), trees, limits);
  if (absl::IsDeadlineExceeded(declared.status())) return declared;
  if (absl::IsDeadlineExceeded(by_question.status())) return by_question;
  if (!by_question.ok()) return declared;
  if (!declared.ok()) return by_question;
  const bool declared_is_smaller = Freeze(*declared).forest.node_count() < Freeze(*by_question).forest.node_count();
  return declared_is_smaller ? std::move(declared) : std::move(by_question);
}

void FoldedPlatform::WriteTo(PlatformImage* platform) const {
  const Frozen frozen = Freeze(*this);
  image::v1::DiagramImage* diagram = platform->mutable_diagram();
  diagram->mutable_order()->Add(frozen.forest.order().begin(), frozen.forest.order().end());
  for (Reference node = 0; node < static_cast<Reference>(frozen.forest.node_count()); ++node) {
    diagram->add_node_facts(frozen.forest.variable(node));
    diagram->mutable_children()->Add(frozen.forest.children(node).begin(), frozen.forest.children(node).end());
  }
  platform->set_decision(frozen.roots[0]);
  for (int rule = 0; rule < platform->rules_size(); ++rule) {
    platform->mutable_rules(rule)->set_condition(frozen.roots[static_cast<size_t>(rule) + 1]);
  }
  if (platform->has_would_vouch()) platform->set_would_vouch(frozen.roots.back());
}

}  // namespace connection_advisor::deployment
