#include "plugins/tool/review/markdown.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::tool {
namespace {

// What begins markup anywhere in a line. What does so only at its beginning (#, -, +, 1.) never stands there: texts
// follow a word or a cell's edge.
constexpr absl::string_view kMarkup = "\\`*_[]<>|~&$";

bool BreaksLine(char c) { return c == '\n' || c == '\r'; }

}  // namespace

std::string MarkdownText(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (kMarkup.find(c) != absl::string_view::npos) escaped.push_back('\\');
    escaped.push_back(BreaksLine(c) ? ' ' : c);
  }
  return escaped;
}

// Backslashes mean nothing in code, so the fence is longer than any run of backticks in it. A bar ends a cell even
// there, unless it is escaped.
std::string MarkdownCode(absl::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  std::string code;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    if (c == '|') code.push_back('\\');
    code.push_back(BreaksLine(c) ? ' ' : c);
  }
  const std::string fence(longest + 1, '`');
  const absl::string_view space = longest == 0 ? "" : " ";
  return absl::StrCat(fence, space, code, space, fence);
}

void MarkdownTable::Print(std::ostream& out) const {
  const auto print = [&](const std::vector<std::string>& cells) {
    out << "| " << absl::StrJoin(cells, " | ") << " |\n";
  };
  std::vector<std::string> heads;
  std::vector<std::string> rules;
  for (const std::string& head : heads_) {
    const bool number = !head.empty() && head.back() == '>';
    heads.push_back(number ? head.substr(0, head.size() - 1) : head);
    rules.emplace_back(number ? "--:" : ":--");
  }
  print(heads);
  print(rules);
  for (const std::vector<std::string>& row : rows_) print(row);
}

}  // namespace connection_advisor::tool
