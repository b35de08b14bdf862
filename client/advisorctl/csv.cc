#include "client/advisorctl/csv.h"

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace connection_advisor::client {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

absl::Status Misquoted(int line, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", line, ": ", what, R"(if it is part of the text, write the cell as "5"" pipe")"));
}

// What stands in quotes, up to the one that closes. False: there is none.
bool ReadQuoted(std::istream& in, std::string* cell, int* lines) {
  for (char c = 0; in.get(c);) {
    if (c == '\n') ++*lines;
    if (c == '"') {
      if (in.peek() != '"') return true;
      in.get();
    }
    *cell += c;
  }
  return false;
}

}  // namespace

absl::StatusOr<bool> ReadCsvRecord(std::istream& in, std::vector<std::string>* fields, int* lines) {
  fields->assign(1, "");
  bool any = false;
  bool closed = false;  // the field was quoted, and is complete
  for (char c = 0; in.get(c); any = true) {
    std::string& field = fields->back();
    const int line = *lines + 1;
    if (c == '\n') {
      ++*lines;
      return true;
    }
    if (c == '\r') continue;
    if (c == ',') {
      fields->emplace_back();
      closed = false;
    } else if (closed) {
      return Misquoted(line, "text follows a closing quote; end the cell with the quote, or, ");
    } else if (c != '"') {
      field += c;
      if (line == 1 && fields->size() == 1 && field == kByteOrderMark) field.clear();
    } else if (!field.empty()) {
      return Misquoted(line, "a quote stands inside a cell; ");
    } else {
      closed = ReadQuoted(in, &field, lines);
      if (!closed && !in.bad()) return Misquoted(line, "a quote is opened and never closed; close it, or, ");
    }
  }
  if (in.bad()) return absl::UnknownError(std::strerror(errno));
  if (any) ++*lines;
  return any;
}

std::string CsvField(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(text);
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

}  // namespace connection_advisor::client
