// A difference of two plugins as an author reads it in a terminal.
#ifndef PLUGINS_TOOL_REVIEW_DIFFERENCE_TEXT_H_
#define PLUGINS_TOOL_REVIEW_DIFFERENCE_TEXT_H_

#include <iosfwd>

#include "service/analysis/difference.h"

namespace connection_advisor::tool {

void PrintDifference(const analysis::PluginDifference& difference, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_DIFFERENCE_TEXT_H_
