// The results as JUnit XML, which build servers read.
#ifndef PLUGINS_TOOL_ACCEPTANCE_JUNIT_H_
#define PLUGINS_TOOL_ACCEPTANCE_JUNIT_H_

#include <ostream>
#include <span>

#include "plugins/tool/acceptance/result.h"

namespace connection_advisor::tool {

// A test suite for each case file, a test case for each case with its platform as class name. No times: a run takes
// none that would say anything, and so the same results are the same bytes.
void WriteJUnit(std::span<const Result> results, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_JUNIT_H_
