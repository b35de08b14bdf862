// How what is wrong with a case file is said: with file and line, and the name that was probably meant.
#ifndef PLUGINS_TOOL_ACCEPTANCE_PROBLEM_H_
#define PLUGINS_TOOL_ACCEPTANCE_PROBLEM_H_

#include <span>
#include <string>
#include <string_view>

#include "plugins/tool/acceptance/case.h"

namespace connection_advisor::tool {

// "cases.yaml:12: WHAT", fit to print.
void AddProblem(const std::string& file, int line, std::string_view what, Problems* problems);

// ` Did you mean "met_in_person"?`, or nothing where none of `names` is like it.
std::string DidYouMean(std::string_view name, std::span<const std::string_view> names);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_PROBLEM_H_
