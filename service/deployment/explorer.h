// Explores one condition: asks it about every combination of the answers that it asks for.
//
// The condition is run again and again with a reader that replays a script of answers; a fact asked for the first time
// takes the script's next answer, and at its end the first value. After each run the last answer that has a value left
// is advanced. A pure condition so yields a decision tree. Cost: paths x their length.
#ifndef SERVICE_DEPLOYMENT_EXPLORER_H_
#define SERVICE_DEPLOYMENT_EXPLORER_H_

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "connection_advisor/plugin_abi.h"
#include "service/diagram/builder.h"
#include "service/diagram/reference.h"

namespace connection_advisor::deployment {

// What a condition was seen to do, in the order in which it asks. Children before parents; the root is last.
struct DecisionTree {
  struct Node {
    uint32_t fact;
    std::vector<diagram::Reference> children;  // of `nodes`, or diagram::kFalse, diagram::kTrue
  };
  std::vector<Node> nodes;
  diagram::Reference root = diagram::kFalse;
  std::vector<uint32_t> first_asked;  // facts, in the order in which they were first asked for

  // The same function in `builder`, whose variables are the facts.
  diagram::Reference Fold(diagram::Builder& builder) const;
};

enum class ValueOrder { kAscending, kDescending };

class Explorer {
 public:
  // `facts`: those that the platform lists, by index; `value_counts` of each.
  Explorer(std::span<const advisor_fact* const> facts, std::span<const uint8_t> value_counts,
           std::chrono::steady_clock::time_point deadline);

  // INVALID_ARGUMENT if the condition asks for a fact that the platform does not list, throws, or is seen not to be
  // pure; RESOURCE_EXHAUSTED past the deadline or `kMaxPaths` paths. The condition is native code: it may also never
  // return, or end the process.
  absl::StatusOr<DecisionTree> Explore(advisor_condition condition, ValueOrder order) const;

  static constexpr uint32_t kMaxPaths = 4'000'000;

 private:
  std::span<const uint8_t> value_counts_;
  std::chrono::steady_clock::time_point deadline_;
  absl::flat_hash_map<const advisor_fact*, uint32_t> index_;
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_EXPLORER_H_
