#include "service/deployment/text_check.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "connection_advisor/plugin_abi.h"

namespace connection_advisor::deployment {
namespace {

// Characters that change the direction of what follows: they can make a text read as something else than it says.
bool IsBidirectionalFormatting(utf8proc_int32_t character) {
  return character == 0x061C || character == 0x200E || character == 0x200F ||
         (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

// The line and paragraph separators too: a text of one line is to stay one.
bool IsControl(utf8proc_int32_t character) {
  const utf8proc_category_t category = utf8proc_category(character);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

// The first character of `text` and its length in bytes; nothing where it does not begin with valid UTF-8.
std::optional<std::pair<utf8proc_int32_t, size_t>> FirstCharacter(absl::string_view text) {
  utf8proc_int32_t character = 0;
  const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                   static_cast<utf8proc_ssize_t>(text.size()), &character);
  if (length <= 0) return std::nullopt;
  return std::pair(character, static_cast<size_t>(length));
}

std::optional<std::string> CharacterFault(absl::string_view text, LineFeeds line_feeds) {
  for (size_t at = 0; at < text.size();) {
    const auto first = FirstCharacter(text.substr(at));
    if (!first) return absl::StrCat("is not valid UTF-8 at byte ", at);
    const auto [character, length] = *first;
    const bool line_feed = character == '\n' && line_feeds == LineFeeds::kAllowed;
    if (IsControl(character) && !line_feed) return absl::StrCat("has a control character at byte ", at);
    if (IsBidirectionalFormatting(character)) {
      return absl::StrCat("has a character that changes the direction of text at byte ", at);
    }
    at += length;
  }
  return std::nullopt;
}

std::optional<std::string> PlaceholderFault(absl::string_view text, std::span<const absl::string_view> placeholders) {
  for (size_t open = text.find_first_of("{}"); open != absl::string_view::npos; open = text.find_first_of("{}", open)) {
    const size_t close = text.find('}', open);
    if (text[open] == '}' || close == absl::string_view::npos) return "has a brace without its partner";
    const absl::string_view name = text.substr(open + 1, close - open - 1);
    if (std::find(placeholders.begin(), placeholders.end(), name) == placeholders.end()) {
      return absl::StrCat("has the placeholder {", name, "}; here there are parameters' ids",
                          placeholders.empty() ? "" : ", ", absl::StrJoin(placeholders, ", "));
    }
    open = close + 1;
  }
  return std::nullopt;
}

bool IsName(absl::string_view name, bool (*is_letter)(unsigned char)) {
  return !name.empty() && name.size() <= ADVISOR_MAX_ID_BYTES && is_letter(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return is_letter(static_cast<unsigned char>(c)) || absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  c == '_';
         });
}

}  // namespace

std::optional<std::string> TextFault(absl::string_view text, LineFeeds line_feeds,
                                     std::span<const absl::string_view> placeholders) {
  if (absl::StripAsciiWhitespace(text).empty()) return "is empty";
  if (text.size() > size_t{2} * ADVISOR_MAX_TEXT_BYTES) return "is too long";
  if (std::optional<std::string> fault = CharacterFault(text, line_feeds)) return fault;
  return PlaceholderFault(text, placeholders);
}

bool IsId(absl::string_view id) { return IsName(id, absl::ascii_islower); }
bool IsValueName(absl::string_view name) { return IsName(name, absl::ascii_isupper); }

bool IsVersion(absl::string_view version) {
  const std::vector<absl::string_view> numbers = absl::StrSplit(version, '.');
  return numbers.size() == 3 && std::all_of(numbers.begin(), numbers.end(), [](absl::string_view number) {
           return !number.empty() && number.size() <= 9 && (number == "0" || number[0] != '0') &&
                  std::all_of(number.begin(), number.end(),
                              [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
         });
}

std::string Printable(absl::string_view text) {
  std::string line;
  while (!text.empty()) {
    if (line.size() > kMaxPrintableBytes) return line + "...";
    const auto first = FirstCharacter(text);
    const size_t length = first ? first->second : 1;
    if (first && !IsControl(first->first) && !IsBidirectionalFormatting(first->first)) {
      absl::StrAppend(&line, text.substr(0, length));
    } else {
      for (const char byte : text.substr(0, length)) {
        absl::StrAppend(&line, "\\x", absl::Hex(static_cast<unsigned char>(byte), absl::kZeroPad2));
      }
    }
    text.remove_prefix(length);
  }
  return line;
}

}  // namespace connection_advisor::deployment
