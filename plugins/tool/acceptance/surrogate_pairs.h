// JSON writes characters beyond the basic plane as two escapes, "\ud83c\udf37"; YAML, which has JSON as a part of it
// otherwise, writes them as one, "\U0001F337".
#ifndef PLUGINS_TOOL_ACCEPTANCE_SURROGATE_PAIRS_H_
#define PLUGINS_TOOL_ACCEPTANCE_SURROGATE_PAIRS_H_

#include <string>
#include <string_view>

namespace connection_advisor::tool {

// The same JSON with every such pair as YAML writes it, each line in its place. A half without its other half stays.
std::string WithoutSurrogatePairs(std::string_view json);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_SURROGATE_PAIRS_H_
