#include "client/advisorctl/csv.h"

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace connection_advisor::client {
namespace {

absl::Status NeverClosed(int line) {
  return absl::InvalidArgumentError(absl::StrCat(
      "line ", line, ": a quote is opened and never closed; close it, or, if it is part of the text, write ",
      R"(the cell as "5"" pipe")"));
}

}  // namespace

absl::StatusOr<bool> ReadCsvRecord(std::istream& in, std::vector<std::string>* fields, int* lines) {
  fields->assign(1, "");
  bool any = false;
  bool quoted = false;
  int line_of_quote = 0;
  for (char c = 0; in.get(c);) {
    any = true;
    if (c == '\n') ++*lines;
    if (quoted) {
      if (c != '"') {
        fields->back() += c;
      } else if (in.peek() == '"') {
        fields->back() += static_cast<char>(in.get());
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
      line_of_quote = *lines + 1;
    } else if (c == ',') {
      fields->emplace_back();
    } else if (c == '\n') {
      return true;
    } else if (c != '\r') {
      fields->back() += c;
    }
  }
  if (in.bad()) return absl::UnknownError(std::strerror(errno));
  if (quoted) return NeverClosed(line_of_quote);
  if (any) ++*lines;
  return any;
}

std::string CsvField(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(text);
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

}  // namespace connection_advisor::client
