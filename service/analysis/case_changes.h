// The half of a difference that is about cases: what becomes of each, counted, described and shown.
#ifndef SERVICE_ANALYSIS_CASE_CHANGES_H_
#define SERVICE_ANALYSIS_CASE_CHANGES_H_

#include <vector>

#include "absl/status/status.h"
#include "service/analysis/difference.h"
#include "service/analysis/unified_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// Fills in `cases`, `unchanged`, `verdict_changes`, `rule_changes` and `condition_changes`. RESOURCE_EXHAUSTED past the
// limits.
absl::Status FindCaseChanges(const platform::Platform& before, const platform::Platform& after,
                             const std::vector<UnifiedFact>& facts, const DifferenceLimits& limits,
                             PlatformDifference* difference);

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_CASE_CHANGES_H_
