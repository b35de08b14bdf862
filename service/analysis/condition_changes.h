// The part of a difference that is about single conditions: how often each gives another answer.
#ifndef SERVICE_ANALYSIS_CONDITION_CHANGES_H_
#define SERVICE_ANALYSIS_CONDITION_CHANGES_H_

#include <optional>
#include <vector>

#include "service/analysis/difference.h"
#include "service/analysis/paired_versions.h"

namespace connection_advisor::analysis {

// In the order of the rules before. Nothing where the limits are too low.
std::optional<std::vector<ConditionChange>> FindConditionChanges(PairedVersions& versions);

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_CONDITION_CHANGES_H_
