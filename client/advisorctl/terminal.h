// What the output can take: how wide it is, and whether it takes colour.
#ifndef CLIENT_ADVISORCTL_TERMINAL_H_
#define CLIENT_ADVISORCTL_TERMINAL_H_

#include <string>

#include "absl/strings/string_view.h"
#include "connection_advisor/v1/advice.pb.h"

namespace connection_advisor::client {

struct Terminal {
  int columns = 80;
  bool colour = false;
};

// What standard output and the error stream are. Colour only on a terminal that has it, and not with NO_COLOR set. The
// width is COLUMNS where set, else the terminal's, else 80.
Terminal StandardOutput();
Terminal StandardError();

// A few styles; without colour the text comes back as it is. `style` as terminals number them: "1;32".
std::string Styled(const char* style, absl::string_view text, const Terminal& terminal);
std::string Bold(absl::string_view text, const Terminal& terminal);
std::string Faint(absl::string_view text, const Terminal& terminal);

// A verdict without the enum's prefix ("MEET_FIRST"), and in its colour.
std::string VerdictName(v1::Verdict verdict);
std::string InColourOf(v1::Verdict verdict, absl::string_view text, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_TERMINAL_H_
