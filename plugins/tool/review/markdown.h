// Markdown as GitHub reads it: whatever a plugin says stands there as text, and nothing of it becomes markup.
#ifndef PLUGINS_TOOL_REVIEW_MARKDOWN_H_
#define PLUGINS_TOOL_REVIEW_MARKDOWN_H_

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace connection_advisor::tool {

// A text on one line, for a paragraph or a cell.
std::string MarkdownText(absl::string_view text);

// A text in code's letters, for a paragraph or a cell; on one line.
std::string MarkdownCode(absl::string_view text);

// Prints a table. Cells are Markdown. Columns of numbers stand to the right: those whose head ends with '>', which is
// not printed.
class MarkdownTable {
 public:
  explicit MarkdownTable(std::vector<std::string> heads) : heads_(std::move(heads)) {}

  // Requires a cell for each head.
  void Add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void Print(std::ostream& out) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_MARKDOWN_H_
