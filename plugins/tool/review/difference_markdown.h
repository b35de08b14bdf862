// A difference of two plugins as Markdown, to be pasted into a review.
#ifndef PLUGINS_TOOL_REVIEW_DIFFERENCE_MARKDOWN_H_
#define PLUGINS_TOOL_REVIEW_DIFFERENCE_MARKDOWN_H_

#include <iosfwd>

#include "service/analysis/difference.h"

namespace connection_advisor::tool {

void PrintDifferenceAsMarkdown(const analysis::PluginDifference& difference, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_DIFFERENCE_MARKDOWN_H_
