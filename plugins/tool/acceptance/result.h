// What became of the cases: judged one by one, and what they cover.
#ifndef PLUGINS_TOOL_ACCEPTANCE_RESULT_H_
#define PLUGINS_TOOL_ACCEPTANCE_RESULT_H_

#include <string>
#include <vector>

#include "plugins/tool/acceptance/answer.h"
#include "plugins/tool/acceptance/case.h"

namespace connection_advisor::tool {

struct Result {
  Case judged;
  Answer came;
  std::vector<std::string> differences;  // from what was expected; empty: it passed

  bool passed() const { return differences.empty(); }
};

// The cases judged, in their order.
std::vector<Result> Judge(std::vector<Case> cases);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_RESULT_H_
