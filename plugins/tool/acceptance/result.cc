#include "plugins/tool/acceptance/result.h"

#include <utility>

namespace connection_advisor::tool {

std::vector<Result> Judge(std::vector<Case> cases) {
  std::vector<Result> results;
  for (Case& one_case : cases) {
    Answer came = Asker(*one_case.platform).Ask(one_case.stated.values);
    std::vector<std::string> differences = Differences(*one_case.platform, one_case.expected, came);
    results.push_back({std::move(one_case), std::move(came), std::move(differences)});
  }
  return results;
}

}  // namespace connection_advisor::tool
