#include "client/advisorctl/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace connection_advisor::client {
namespace {

constexpr int kNarrowest = 20;

absl::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int WidthOf(int descriptor, int otherwise) {
  int columns = 0;
  if (absl::SimpleAtoi(Environment("COLUMNS"), &columns) && columns >= kNarrowest) return columns;
  winsize size = {};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) return size.ws_col;
  return otherwise;
}

const char* ColourOf(v1::Verdict verdict) {
  switch (verdict) {
    case v1::VERDICT_CONNECT:
      return "1;32";
    case v1::VERDICT_MEET_FIRST:
      return "1;33";
    case v1::VERDICT_DECLINE:
      return "1;31";
    default:
      return "1;36";
  }
}

Terminal TerminalAt(int descriptor) {
  Terminal terminal;
  terminal.columns = WidthOf(descriptor, terminal.columns);
  terminal.colour = isatty(descriptor) == 1 && Environment("NO_COLOR").empty() && Environment("TERM") != "dumb";
  return terminal;
}

}  // namespace

Terminal StandardOutput() { return TerminalAt(STDOUT_FILENO); }

Terminal StandardError() { return TerminalAt(STDERR_FILENO); }

std::string Styled(const char* style, absl::string_view text, const Terminal& terminal) {
  if (!terminal.colour || text.empty()) return std::string(text);
  return absl::StrCat("\033[", style, "m", text, "\033[0m");
}

std::string Bold(absl::string_view text, const Terminal& terminal) { return Styled("1", text, terminal); }

std::string Faint(absl::string_view text, const Terminal& terminal) { return Styled("2", text, terminal); }

std::string VerdictName(v1::Verdict verdict) {
  if (!v1::Verdict_IsValid(verdict)) return absl::StrCat("verdict ", static_cast<int>(verdict));
  return std::string(absl::StripPrefix(v1::Verdict_Name(verdict), "VERDICT_"));
}

std::string InColourOf(v1::Verdict verdict, absl::string_view text, const Terminal& terminal) {
  return Styled(ColourOf(verdict), text, terminal);
}

}  // namespace connection_advisor::client
