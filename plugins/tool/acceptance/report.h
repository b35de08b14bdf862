// What a person reads of a run.
#ifndef PLUGINS_TOOL_ACCEPTANCE_REPORT_H_
#define PLUGINS_TOOL_ACCEPTANCE_REPORT_H_

#include <ostream>
#include <span>

#include "plugins/tool/acceptance/coverage.h"
#include "plugins/tool/acceptance/result.h"

namespace connection_advisor::tool {

// A line for each case; of one that failed, what was expected, what came, and the reasons that came with it.
void PrintResults(std::span<const Result> results, std::ostream& out);

// How much is covered of each kind, and what is not; of many gaps the first ones.
void PrintCoverage(const platform::Platform& platform, const Coverage& coverage, std::ostream& out);

// "12 passed, 0 failed".
void PrintSummary(std::span<const Result> results, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_REPORT_H_
