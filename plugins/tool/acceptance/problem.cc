#include "plugins/tool/acceptance/problem.h"

#include "service/deployment/text_check.h"
#include "service/facts/nearest.h"
#include "service/facts/quote.h"

namespace connection_advisor::tool {

void AddProblem(const std::string& file, int line, std::string_view what, Problems* problems) {
  problems->push_back(deployment::Printable(facts::Concatenated({file, ":", std::to_string(line), ": ", what})));
}

std::string DidYouMean(std::string_view name, std::span<const std::string_view> names) {
  const std::string_view nearest = facts::Nearest(name, names);
  return nearest.empty() ? std::string() : facts::Concatenated({" Did you mean \"", nearest, "\"?"});
}

}  // namespace connection_advisor::tool
