// How texts that people wrote are compared: normalised, and word by word.
//
// Nothing here fails. Bytes that are no UTF-8 (protobuf lets none in) count as U+FFFD each.
#ifndef SERVICE_FACTS_TEXT_H_
#define SERVICE_FACTS_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace connection_advisor::facts {

// NFKC, case folding, NFKC again, runs of white space to one space, trimmed. Two texts are the same if this is.
// Cost: linear in the text, but for runs of combining marks, which are sorted. ASCII takes a short cut.
std::string Normalised(std::string_view text);

// True if nothing is left of `text` once it is normalised. Allocates nothing.
bool IsBlank(std::string_view text);

// The text on one line: runs of white space and control characters to one space, trimmed; else as it stands.
std::string OnOneLine(std::string_view text);

// The words of a normalised text: maximal runs of letters, marks and digits.
std::vector<std::string> Words(std::string_view normalised);

// A normalised text without ' and ’, so that "I'd" and "Id" are one word and the same.
std::string WithoutApostrophes(std::string normalised);

// The number of characters that people are told of: code points.
size_t CountCodePoints(std::string_view text);

// The longest beginning of `text` with at most `count` code points.
std::string_view FirstCodePoints(std::string_view text, size_t count);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_TEXT_H_
