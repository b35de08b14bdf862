// Text for a terminal: what is safe to print, how wide it is, where it breaks.
#ifndef CLIENT_ADVISORCTL_TEXT_H_
#define CLIENT_ADVISORCTL_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace connection_advisor::client {

// The text without what could take over a terminal: control characters but the newline, and those that turn the
// direction of writing. UTF-8; malformed bytes become U+FFFD.
std::string Printable(absl::string_view text);

// Whether it is UTF-8 from its first byte to its last.
bool IsUtf8(absl::string_view text);

// How many columns the text takes, one line of it.
int Columns(absl::string_view text);

// The text in lines of at most `columns` columns, broken at spaces, inside a word only where the word is longer than a
// line. Newlines in the text stay. At least one line.
std::vector<std::string> Wrap(absl::string_view text, int columns);

// The text with spaces up to `columns` columns.
std::string Padded(absl::string_view text, int columns);

// A share in whole percent, never "0 %" or "100 %" for what is not quite none or all.
std::string ShareText(double share);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_TEXT_H_
