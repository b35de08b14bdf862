// The parts of a difference in words, the same in every form in which it is printed for people.
#ifndef PLUGINS_TOOL_REVIEW_DIFFERENCE_WORDS_H_
#define PLUGINS_TOOL_REVIEW_DIFFERENCE_WORDS_H_

#include <string>
#include <vector>

#include "service/analysis/conditions.h"
#include "service/analysis/difference.h"
#include "service/diagram/reference.h"

namespace connection_advisor::tool {

// "CONNECT -> DECLINE", "DECLINE by another rule", "no such case -> CONNECT".
std::string TransitionInWords(const analysis::CaseChange& change);

// "1 case", "37,888 cases".
std::string CasesInWords(diagram::Count cases);

// The conditions that all lines have, so that they need be said but once; none where there is one line only.
std::vector<analysis::Condition> SharedConditions(const std::vector<analysis::ConditionLine>& lines);

// The others of one of the lines.
std::vector<analysis::Condition> OwnConditions(const analysis::ConditionLine& line,
                                               const std::vector<analysis::Condition>& shared);

// "known -> otherwise"; "no rule" for an empty id.
std::string RulesInWords(const analysis::RulePair& rules);

// "fact 'linkedin.x': assumption", "rule 'known' is new".
std::string ThingInWords(const analysis::DeclarationChange& change);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_DIFFERENCE_WORDS_H_
