#include "service/deployment/compile.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/deployment/explorer.h"
#include "service/deployment/fold.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Reference;
using image::v1::PlatformImage;

// The conditions of one evaluator in the order in which they are explored, and what to call them.
struct NamedCondition {
  std::string name;
  advisor_condition condition;
};

std::vector<NamedCondition> Conditions(const PlatformImage& platform, const EvaluatorCode& code) {
  std::vector<NamedCondition> conditions;
  for (size_t rule = 0; rule < code.conditions.size(); ++rule) {
    conditions.push_back({absl::StrCat("the condition of rule '", platform.rules(static_cast<int>(rule)).id(), "'"),
                          code.conditions[rule]});
  }
  conditions.push_back({"the vouch condition", code.would_vouch});
  return conditions;
}

absl::Status Annotated(const absl::Status& status, absl::string_view place) {
  return absl::Status(status.code(), absl::StrCat(place, ": ", status.message()));
}

class PlatformCompiler {
 public:
  PlatformCompiler(const EvaluatorCode& code, const CompileLimits& limits, const Report& report,
                   PlatformImage* platform)
      : code_(code),
        limits_(limits),
        report_(report),
        platform_(platform),
        place_(absl::StrCat("platform '", platform->id(), "'")),
        conditions_(Conditions(*platform, code)),
        explorer_(code.facts, code.value_counts, limits.deadline) {}

  absl::Status Compile() {
    for (const NamedCondition& condition : conditions_) {
      absl::StatusOr<DecisionTree> tree = Explore(condition, ValueOrder::kAscending);
      if (!tree.ok()) return tree.status();
      trees_.push_back(*std::move(tree));
    }
    absl::StatusOr<FoldedPlatform> folded = FoldInBestOrder(*platform_, code_.value_counts, trees_, limits_, report_);
    if (!folded.ok()) return Annotated(folded.status(), place_);
    if (absl::Status status = ExploreAgain(*folded); !status.ok()) return status;
    folded->WriteTo(platform_);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<DecisionTree> Explore(const NamedCondition& condition, ValueOrder order) const {
    if (condition.condition == nullptr) return DecisionTree{.root = diagram::kTrue};
    report_(absl::StrCat("exploring ", condition.name, " of ", place_));
    absl::StatusOr<DecisionTree> tree = explorer_.Explore(condition.condition, order);
    if (!tree.ok()) return Annotated(tree.status(), absl::StrCat(place_, ": ", condition.name));
    return tree;
  }

  // The last condition first, the last value first: what depends on anything but the answers comes out differently.
  absl::Status ExploreAgain(FoldedPlatform& folded) const {
    for (size_t i = conditions_.size(); i-- > 0;) {
      const absl::StatusOr<DecisionTree> again = Explore(conditions_[i], ValueOrder::kDescending);
      if (!again.ok()) return again.status();
      const diagram::Reference reference = again->Fold(*folded.builder);
      if (folded.builder->exhausted()) {
        return absl::ResourceExhaustedError(absl::StrCat(
            place_, ": ", conditions_[i].name, ": its limits were reached while it was explored a second time"));
      }
      if (reference != folded.conditions[i]) {
        return absl::InvalidArgumentError(absl::StrCat(
            place_, ": ", conditions_[i].name,
            ": it is not reproducible: explored a second time it gave other answers to the same facts; a condition may "
            "depend on the answers alone"));
      }
    }
    return absl::OkStatus();
  }

  const EvaluatorCode& code_;
  const CompileLimits& limits_;
  const Report& report_;
  PlatformImage* platform_;
  const std::string place_;
  const std::vector<NamedCondition> conditions_;
  const Explorer explorer_;
  std::vector<DecisionTree> trees_;
};

}  // namespace

absl::StatusOr<image::v1::PluginImage> Compile(PluginContents contents, const CompileLimits& limits,
                                               const Report& report) {
  for (size_t i = 0; i < contents.code.size(); ++i) {
    PlatformImage* platform = contents.description.mutable_platforms(static_cast<int>(i));
    PlatformCompiler compiler(contents.code[i], limits, report, platform);
    if (absl::Status status = compiler.Compile(); !status.ok()) return status;
  }
  return std::move(contents.description);
}

}  // namespace connection_advisor::deployment
