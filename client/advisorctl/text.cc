#include "client/advisorctl/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace connection_advisor::client {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";

struct Character {
  utf8proc_int32_t code_point = 0;  // negative: a byte that is no UTF-8
  absl::string_view bytes;
};

Character FirstCharacter(absl::string_view text) {
  Character character;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &character.code_point);
  if (size < 0) character.code_point = -1;
  character.bytes = text.substr(0, size > 0 ? static_cast<size_t>(size) : 1);
  return character;
}

bool TurnsDirection(utf8proc_int32_t code_point) {
  return code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
         (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
}

int ColumnsOf(const Character& character) {
  return character.code_point < 0 ? 1 : utf8proc_charwidth(character.code_point);
}

// As much of the word as fits; one character at least.
absl::string_view Fitting(absl::string_view word, int columns) {
  size_t length = 0;
  int taken = 0;
  while (length < word.size()) {
    const Character next = FirstCharacter(word.substr(length));
    if (length > 0 && taken + ColumnsOf(next) > columns) break;
    taken += ColumnsOf(next);
    length += next.bytes.size();
  }
  return word.substr(0, length);
}

// Adds at least one line.
void WrapParagraph(absl::string_view paragraph, int columns, std::vector<std::string>* lines) {
  std::string line;
  bool any = false;
  const auto end_line = [&] {
    lines->push_back(std::exchange(line, ""));
    any = true;
  };
  for (absl::string_view word : absl::StrSplit(paragraph, ' ', absl::SkipEmpty())) {
    if (!line.empty() && Columns(line) + 1 + Columns(word) > columns) end_line();
    while (Columns(word) > columns) {
      const absl::string_view piece = Fitting(word, columns);
      line = std::string(piece);
      word.remove_prefix(piece.size());
      end_line();
    }
    absl::StrAppend(&line, line.empty() ? "" : " ", word);
  }
  if (!line.empty() || !any) end_line();
}

}  // namespace

std::string Printable(absl::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const Character next = FirstCharacter(text);
    text.remove_prefix(next.bytes.size());
    if (next.code_point < 0) {
      printable += kReplacement;
    } else if (next.code_point == '\n') {
      printable += '\n';
    } else if (next.code_point == '\t') {
      printable += ' ';
    } else if (utf8proc_category(next.code_point) != UTF8PROC_CATEGORY_CC && !TurnsDirection(next.code_point)) {
      printable.append(next.bytes.data(), next.bytes.size());
    }
  }
  return printable;
}

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const Character next = FirstCharacter(text);
    if (next.code_point < 0) return false;
    text.remove_prefix(next.bytes.size());
  }
  return true;
}

int Columns(absl::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const Character next = FirstCharacter(text);
    columns += ColumnsOf(next);
    text.remove_prefix(next.bytes.size());
  }
  return columns;
}

std::vector<std::string> Wrap(absl::string_view text, int columns) {
  std::vector<std::string> lines;
  for (const absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    WrapParagraph(paragraph, std::max(columns, 1), &lines);
  }
  return lines;
}

std::string Padded(absl::string_view text, int columns) {
  const int missing = std::max(columns - Columns(text), 0);
  return absl::StrCat(text, std::string(static_cast<size_t>(missing), ' '));
}

std::string ShareText(double share) {
  const double percent = share * 100;
  const long rounded = std::lround(percent);
  if (rounded <= 0 && percent > 0) return "under 1 %";
  if (rounded >= 100 && percent < 100) return "over 99 %";
  return absl::StrCat(rounded, " %");
}

}  // namespace connection_advisor::client
