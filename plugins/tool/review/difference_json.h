// A difference of two plugins for machines.
#ifndef PLUGINS_TOOL_REVIEW_DIFFERENCE_JSON_H_
#define PLUGINS_TOOL_REVIEW_DIFFERENCE_JSON_H_

#include <iosfwd>

#include "service/analysis/difference.h"

namespace connection_advisor::tool {

// One line of JSON, fields in alphabetical order. Counts are strings of digits, for they may have 120 bits; requests
// are objects, ready to be sent.
//   {"effect", "before": {"name", "version", "sha256"}, "after", "added": [id], "removed": [id], "platforms": [
//     {"platform", "effect", "cases", "unchanged",
//      "verdict_changes": [{"before", "after", "cases", "rules": [{"before", "after", "cases"}],
//                           "lines": [{"cases", "conditions": [{"fact", "values": [value]}]}], "cases_beyond_lines",
//                           "request_to_before", "request_to_after", "fewest_facts"}],
//      "rule_changes": the same,
//      "condition_changes": [{"rule", "starts_to_hold", "stops_holding"}],
//      "declarations": [{"subject", "id", "attribute", "before", "after", "effect"}]}]}
// A rule that is null in condition_changes is the vouch condition; what a version does not have is null.
void PrintDifferenceAsJson(const analysis::PluginDifference& difference, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_DIFFERENCE_JSON_H_
