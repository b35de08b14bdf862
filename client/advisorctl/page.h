// A page of plain text under headings, wrapped to the terminal.
#ifndef CLIENT_ADVISORCTL_PAGE_H_
#define CLIENT_ADVISORCTL_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "client/advisorctl/terminal.h"

namespace connection_advisor::client {

// Long lines are hard to read: a page is never wider than this, however wide the terminal.
constexpr int kWidestPage = 100;

class Page {
 public:
  explicit Page(const Terminal& terminal);

  // A line in bold, after an empty one.
  void Heading(absl::string_view text);

  // Text set in by two spaces for each `depth`, and after a mark ("- ", "1. ") that stands before the first line.
  void Text(int depth, absl::string_view text, absl::string_view mark = "");

  // The same in bold letters.
  void Strong(int depth, absl::string_view text, absl::string_view mark = "");

  // The same with the mark before every line.
  void Quote(int depth, absl::string_view text, absl::string_view mark);

  // The same as a quotation in faint letters.
  void Aside(int depth, absl::string_view text, absl::string_view mark = "");

  // Text that is to be copied: set in, and on one line however long it is.
  void Verbatim(int depth, absl::string_view text);

  // A line as it stands, styles included.
  void Line(absl::string_view line);

  const std::string& text() const { return text_; }

 private:
  using Style = std::string (*)(absl::string_view, const Terminal&);

  void Paragraph(int depth, absl::string_view text, absl::string_view mark, Style style);
  int ColumnsFor(int depth, absl::string_view mark) const;

  Terminal terminal_;
  int columns_;
  std::string text_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PAGE_H_
