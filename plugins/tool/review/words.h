// Facts, values and numbers in the words of people who do not read code.
#ifndef PLUGINS_TOOL_REVIEW_WORDS_H_
#define PLUGINS_TOOL_REVIEW_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// Of each fact, what its id says after the last point, "met in person"; the whole id where that is said of two.
std::vector<std::string> ShortNames(const std::vector<platform::Fact>& facts);

// "true" is "yes", "NOTHING_TO_SAY" is "nothing to say", "below 20" stays.
std::string ValueInWords(absl::string_view value);

// "refused / no answer"; "any but negative" where there are many and the others are fewer.
std::string ValuesInWords(const std::vector<std::string>& values, const std::vector<std::string>& other_values);

// "CONNECT".
absl::string_view VerdictName(platform::Outcome verdict);

// "37,888".
std::string CountInProse(diagram::Count count);

// "12.5 %"; "< 0.1 %" where there is something, but less than that.
std::string ShareInProse(diagram::Count part, diagram::Count whole);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_WORDS_H_
