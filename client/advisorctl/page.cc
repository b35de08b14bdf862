#include "client/advisorctl/page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

constexpr int kNarrowestText = 20;

std::string Plain(absl::string_view text, const Terminal& /*terminal*/) { return absl::StrCat(text); }

std::string Spaces(int count) { return std::string(static_cast<size_t>(count), ' '); }

}  // namespace

Page::Page(const Terminal& terminal) : terminal_(terminal), columns_(std::min(terminal.columns, kWidestPage)) {}

void Page::Heading(absl::string_view text) { absl::StrAppend(&text_, "\n", Bold(Printable(text), terminal_), "\n"); }

void Page::Text(int depth, absl::string_view text, absl::string_view mark) { Paragraph(depth, text, mark, Plain); }

void Page::Strong(int depth, absl::string_view text, absl::string_view mark) { Paragraph(depth, text, mark, Bold); }

void Page::Quote(int depth, absl::string_view text, absl::string_view mark) {
  for (const std::string& line : Wrap(Printable(text), ColumnsFor(depth, mark))) {
    Line(absl::StrCat(Spaces(2 * depth), mark, line));
  }
}

void Page::Aside(int depth, absl::string_view text, absl::string_view mark) {
  for (const std::string& line : Wrap(Printable(text), ColumnsFor(depth, mark))) {
    Line(absl::StrCat(Spaces(2 * depth), mark, Faint(line, terminal_)));
  }
}

void Page::Verbatim(int depth, absl::string_view text) { Line(absl::StrCat(Spaces(2 * depth), Printable(text))); }

void Page::Line(absl::string_view line) {
  // A mark before an empty line leaves no space behind.
  const size_t end = line.find_last_not_of(' ');
  absl::StrAppend(&text_, end == absl::string_view::npos ? "" : line.substr(0, end + 1), "\n");
}

void Page::Paragraph(int depth, absl::string_view text, absl::string_view mark, Style style) {
  std::string before = absl::StrCat(Spaces(2 * depth), mark);
  for (const std::string& line : Wrap(Printable(text), ColumnsFor(depth, mark))) {
    Line(absl::StrCat(before, style(line, terminal_)));
    before = Spaces(2 * depth + Columns(mark));
  }
}

int Page::ColumnsFor(int depth, absl::string_view mark) const {
  return std::max(columns_ - 2 * depth - Columns(mark), kNarrowestText);
}

}  // namespace connection_advisor::client
