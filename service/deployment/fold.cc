#include "service/deployment/fold.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/diagram/sift.h"
#include "service/platform/number_text.h"

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

// Folds in one order: one function after the other, each step named for the refusal and for whoever watches.
class Folder {
 public:
  Folder(const PlatformImage& platform, std::span<const uint8_t> value_counts, std::span<const DecisionTree> trees,
         const CompileLimits& limits, const Report& report)
      : platform_(platform), value_counts_(value_counts), trees_(trees), limits_(limits), report_(report) {}

  // With `sift`, what there is so far is sifted (Rudell 1993) each time that it has grown, and where the nodes run out
  // all the same, the step that needed them is repeated afterwards.
  absl::StatusOr<FoldedPlatform> Fold(std::vector<uint32_t> order, bool sift) {
    sift_ = sift;
    sift_above_ = kSiftAbove;
    builder_ =
        std::make_unique<Builder>(std::vector<uint8_t>(value_counts_.begin(), value_counts_.end()), std::move(order),
                                  diagram::Budget{.max_nodes = limits_.max_nodes, .deadline = limits_.deadline});
    functions_.assign(kConditions + trees_.size() + PublishedCount(), diagram::kFalse);
    if (FoldConditions() && FoldDecision() && FoldPublished()) return Folded();
    if (builder_->out_of_time() || TimeIsUp()) {
      return absl::DeadlineExceededError(
          absl::StrCat("its time was up while ", step_, "; let its rules read fewer facts, or allow more time"));
    }
    return absl::ResourceExhaustedError(absl::StrCat(
        "its diagram passed ", platform::NumberInProse(static_cast<int32_t>(limits_.max_nodes)), " nodes while ", step_,
        "; declare facts that are read together next to each other, or let rules read fewer"));
  }

 private:
  // Places in `functions_`; after the conditions come those that are published.
  static constexpr size_t kImpossibleCases = 0;
  static constexpr size_t kDecision = 1;
  static constexpr size_t kConditions = 2;
  static constexpr size_t kNoRule = std::numeric_limits<size_t>::max();
  // Of one sifting; the clock must not decide where it stops.
  static constexpr uint64_t kMaxSiftWork = 200'000'000;
  // A variable on its way to a better place may need more nodes than there will be.
  static constexpr uint32_t kSiftRoom = 4;
  // Sifting early and often is cheap: while the diagram is small, and before a bad order has made it large.
  static constexpr size_t kSiftAbove = 20'000;
  static constexpr size_t kGrowthBetweenSiftings = 4;

  const RuleImage& rule(size_t index) const { return platform_.rules(static_cast<int>(index)); }
  size_t rule_count() const { return static_cast<size_t>(platform_.rules_size()); }
  size_t PublishedCount() const { return rule_count() + (platform_.has_would_vouch() ? 1 : 0); }
  size_t PublishedPlace(size_t index) const { return kConditions + trees_.size() + index; }
  Reference Condition(size_t index) const { return functions_[kConditions + index]; }
  bool TimeIsUp() const { return std::chrono::steady_clock::now() > limits_.deadline; }

  // Puts what `function` builds into its place. False where the limits are reached.
  template <typename Function>
  bool Step(absl::string_view what, size_t index, size_t place, Function function) {
    step_ = index == kNoRule       ? std::string(what)
            : index < rule_count() ? absl::StrCat(what, " rule '", rule(index).id(), "'")
                                   : absl::StrCat(what, " the vouch condition");
    report_(absl::StrCat(step_, " of platform '", platform_.id(), "'"));
    const Reference result = function();
    const bool done = !builder_->exhausted();
    if (done) functions_[place] = result;
    if (!sift_ || builder_->out_of_time() || (done && builder_->node_count() <= sift_above_)) return done;
    Sift();
    if (TimeIsUp()) return false;
    if (!done) functions_[place] = function();
    return !builder_->exhausted();
  }

  void Sift() {
    diagram::Sifted sifted = diagram::Sift(*builder_, functions_,
                                           {.max_rounds = 1,
                                            .max_nodes = kSiftRoom * limits_.max_nodes,
                                            .max_work = kMaxSiftWork,
                                            .deadline = limits_.deadline});
    builder_ = std::move(sifted.builder);
    functions_ = std::move(sifted.roots);
    sift_above_ = std::max(kSiftAbove, kGrowthBetweenSiftings * builder_->node_count());
  }

  bool FoldConditions() {
    for (size_t i = 0; i < trees_.size(); ++i) {
      const auto fold = [&] { return trees_[i].Fold(*builder_); };
      if (!Step("building the condition of", i, kConditions + i, fold)) return false;
    }
    return true;
  }

  bool FoldDecision() {
    const auto fold_in = [&](size_t index, size_t place, Reference leaf) {
      const auto fold = [&] { return builder_->IfThenElse(Condition(index), leaf, functions_[place]); };
      return Step("folding in", index, place, fold);
    };
    for (size_t i = 0; i < rule_count(); ++i) {
      if (IsImpossibleRule(rule(i)) && !fold_in(i, kImpossibleCases, diagram::kTrue)) return false;
    }
    functions_[kDecision] = Leaf(static_cast<int32_t>(rule_count()) + 1);  // undecided
    for (size_t i = rule_count(); i-- > 0;) {
      if (IsImpossibleRule(rule(i)) || IsNote(rule(i))) continue;
      if (!fold_in(i, kDecision, Leaf(static_cast<int32_t>(i) + 1))) return false;
    }
    return Step("setting apart the impossible cases of all rules", kNoRule, kDecision,
                [&] { return builder_->IfThenElse(functions_[kImpossibleCases], kImpossible, functions_[kDecision]); });
  }

  bool FoldPublished() {
    const std::vector<Reference> leaves = {Leaf(1), Leaf(2)};
    for (size_t i = 0; i < PublishedCount(); ++i) {
      const bool whole = i < rule_count() && IsImpossibleRule(rule(i));
      const auto fold = [&] {
        const Reference labelled = builder_->MapLeaves(Condition(i), leaves);
        return whole ? labelled : builder_->IfThenElse(functions_[kImpossibleCases], kImpossible, labelled);
      };
      if (!Step("setting apart the impossible cases of", i, PublishedPlace(i), fold)) return false;
    }
    return true;
  }

  FoldedPlatform Folded() {
    const auto conditions = functions_.begin() + kConditions;
    const auto published = conditions + static_cast<std::ptrdiff_t>(trees_.size());
    return {.builder = std::move(builder_),
            .conditions = {conditions, published},
            .decision = functions_[kDecision],
            .published = {published, functions_.end()}};
  }

  const PlatformImage& platform_;
  const std::span<const uint8_t> value_counts_;
  const std::span<const DecisionTree> trees_;
  const CompileLimits& limits_;
  const Report& report_;
  bool sift_ = false;
  size_t sift_above_ = kSiftAbove;
  std::unique_ptr<Builder> builder_;
  std::vector<Reference> functions_;
  std::string step_;
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

}  // namespace

absl::StatusOr<FoldedPlatform> FoldInBestOrder(const PlatformImage& platform, std::span<const uint8_t> value_counts,
                                               std::span<const DecisionTree> trees, const CompileLimits& limits,
                                               const Report& report) {
  Folder folder(platform, value_counts, trees, limits, report);
  absl::StatusOr<FoldedPlatform> declared = folder.Fold(DeclaredOrder(value_counts.size()), /*sift=*/false);
  if (absl::IsDeadlineExceeded(declared.status())) return declared;
  const std::vector<uint32_t> first_asked_order = FirstAskedOrder(platform, value_counts.size(), trees);
  absl::StatusOr<FoldedPlatform> by_question = folder.Fold(first_asked_order, /*sift=*/false);
  if (absl::IsDeadlineExceeded(by_question.status())) return by_question;
  // What a rule asks for stands together here, which is half of what sifting has to find.
  if (!declared.ok() && !by_question.ok()) return folder.Fold(first_asked_order, /*sift=*/true);
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
