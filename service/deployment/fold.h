// Folds the explored conditions of a platform together: into the decision, and each beside it.
#ifndef SERVICE_DEPLOYMENT_FOLD_H_
#define SERVICE_DEPLOYMENT_FOLD_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compile.h"
#include "service/deployment/explorer.h"
#include "service/diagram/builder.h"

namespace connection_advisor::deployment {

struct FoldedPlatform {
  std::unique_ptr<diagram::Builder> builder;   // of all references here
  std::vector<diagram::Reference> conditions;  // boolean, as explored: of each rule, then of vouching
  diagram::Reference decision;                 // leaves as DiagramImage has them
  std::vector<diagram::Reference> published;   // of each rule, then of vouching if there is: leaves as in RuleImage

  // Freezes the decision and the published conditions into the platform's diagram and roots.
  void WriteTo(image::v1::PlatformImage* platform) const;
};

// Folds in the order of facts by first question and in the declared order, and keeps the smaller; where both pass the
// limit of nodes, once more with sifting. `trees`: of each rule, then of vouching. RESOURCE_EXHAUSTED, naming the rule
// at which the diagram grew, where that fails too; DEADLINE_EXCEEDED where time was up in any of them, so that the
// order never depends on the machine's speed.
absl::StatusOr<FoldedPlatform> FoldInBestOrder(const image::v1::PlatformImage& platform,
                                               std::span<const uint8_t> value_counts,
                                               std::span<const DecisionTree> trees, const CompileLimits& limits,
                                               const Report& report);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_FOLD_H_
