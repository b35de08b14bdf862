// Writes suggestions as a case file, ready to be reviewed and run.
#ifndef PLUGINS_TOOL_ACCEPTANCE_CASE_WRITER_H_
#define PLUGINS_TOOL_ACCEPTANCE_CASE_WRITER_H_

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "plugins/tool/acceptance/suggest.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

struct PlatformSuggestions {
  std::shared_ptr<const platform::Platform> platform;
  std::vector<Suggestion> suggestions;
};

// A whole file, in which everything that is to be reviewed says so. `plugin` is the name of its file.
void WriteCaseFile(const std::string& plugin, std::span<const PlatformSuggestions> platforms, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_CASE_WRITER_H_
