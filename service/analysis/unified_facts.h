// The facts of two versions of a platform as one set of variables, so that both can be asked about the same case.
#ifndef SERVICE_ANALYSIS_UNIFIED_FACTS_H_
#define SERVICE_ANALYSIS_UNIFIED_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/diagram/reference.h"
#include "service/diagram/translate.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// Values are matched by how requests write them; parts of an integer are those between the cut points of both.
struct UnifiedFact {
  std::string id;
  const platform::Fact* before = nullptr;  // nullptr: this version does not have the fact
  const platform::Fact* after = nullptr;
  std::vector<std::string> values;     // as answers write them
  std::vector<int32_t> cut_points;     // of an integer fact
  std::vector<uint8_t> before_values;  // by value: that version's own; diagram::kUnknown where it knows none
  std::vector<uint8_t> after_values;
  bool decides = false;  // in one version at least: it is part of a case
};

// Those of the version before in its order, then those that only the version after has. RESOURCE_EXHAUSTED where the
// two are too large to be compared.
absl::StatusOr<std::vector<UnifiedFact>> UnifyFacts(const platform::Platform& before, const platform::Platform& after);

// By the version's fact: the variable with the unified fact's index. Nothing for facts that are not in `domain`.
diagram::Dictionary DictionaryOf(const platform::Platform& platform, const std::vector<UnifiedFact>& facts,
                                 std::vector<uint8_t> UnifiedFact::*values, const diagram::VariableSet& domain);

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_UNIFIED_FACTS_H_
