// Reads case files: YAML, and JSON as the part of YAML that it is.
//
//   platform: linkedin        # where the cases name none; may be left out where the plugin has only one
//   cases:
//     - name: a colleague from another city
//       facts:                # ids and values as `facts` in a request writes them
//         relationship.my_assessment: POSITIVE
//         member.connection_count: 29999
//       verdict: CONNECT      # MEET_FIRST, DECLINE, NEEDS_INFORMATION; IMPOSSIBLE: the facts contradict each other
//       rule: known_for_good_work
//       notes: [second_question_open]             # that must be said
//       without_notes: [politeness_is_no_reason]  # that must not be said
//       # first_question: relationship.my_assessment     of a case that needs information
#ifndef PLUGINS_TOOL_ACCEPTANCE_CASE_FILE_H_
#define PLUGINS_TOOL_ACCEPTANCE_CASE_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "plugins/tool/acceptance/case.h"

namespace connection_advisor::tool {

// The cases in `text`, which came from `file`. Everything that is wrong with their form is added to `problems`, in
// the order of its lines; the cases are whole only where nothing is.
std::vector<WrittenCase> ParseCases(const std::string& file, std::string_view text, Problems* problems);

// The same for a file that is yet to be read.
std::vector<WrittenCase> ReadCaseFile(const std::string& file, Problems* problems);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_CASE_FILE_H_
