// Cases for what no case covers yet.
#ifndef PLUGINS_TOOL_ACCEPTANCE_SUGGEST_H_
#define PLUGINS_TOOL_ACCEPTANCE_SUGGEST_H_

#include <cstddef>
#include <vector>

#include "plugins/tool/acceptance/case.h"
#include "plugins/tool/acceptance/coverage.h"
#include "plugins/tool/acceptance/goal.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// All that the platform says to `stated` now; and, where that stands at a boundary, the notes that hold across it only,
// so that the boundary can't move unnoticed.
Expectation ExpectationNow(const platform::Platform& platform, const Statement& stated);

struct Suggestion {
  Statement stated;
  Expectation expected;      // what the platform says now: to be reviewed
  std::vector<Goal> closes;  // that neither a case nor a suggestion before it covers
};

// What the search for small cases may look at. Both count what is looked at, so that the same gaps get the same cases
// everywhere.
struct SuggestLimits {
  size_t max_facts = 4;
  size_t max_steps = size_t{1} << 25;  // statements times the nodes of the verdict's diagram
  size_t max_suggestions = 1000;
};

// A case for each gap of `coverage`, several gaps closed by one where they can be; all of them are possible, but for
// those that show an impossible rule or a boundary of what is possible. Each states as few facts as can close its first
// gap, as long as that is within the limits; beyond, and on platforms with too many states of knowledge to tabulate, no
// fact in it can be left out. `coverage` then covers them too; it is complete unless max_suggestions was reached.
std::vector<Suggestion> Suggest(const platform::Platform& platform, Coverage* coverage,
                                const SuggestLimits& limits = {});

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_SUGGEST_H_
