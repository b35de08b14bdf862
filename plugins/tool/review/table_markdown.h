// A decision table as Markdown, with what one must know to read it.
#ifndef PLUGINS_TOOL_REVIEW_TABLE_MARKDOWN_H_
#define PLUGINS_TOOL_REVIEW_TABLE_MARKDOWN_H_

#include <iosfwd>

#include "service/analysis/decision_table.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// The lines, then the facts and the rules that they speak of.
void PrintTable(const platform::Platform& platform, const analysis::DecisionTable& table, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_TABLE_MARKDOWN_H_
