// The half of a difference that is about what the versions declare: what came, what went, what reads otherwise.
#ifndef SERVICE_ANALYSIS_DECLARATION_CHANGES_H_
#define SERVICE_ANALYSIS_DECLARATION_CHANGES_H_

#include <vector>

#include "service/analysis/difference.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// In the order in which the version before declares things, then those that only the version after has.
std::vector<DeclarationChange> DeclarationChanges(const platform::Platform& before, const platform::Platform& after);

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_DECLARATION_CHANGES_H_
