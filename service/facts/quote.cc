#include "service/facts/quote.h"

#include "absl/strings/escaping.h"
#include "service/facts/text.h"

namespace connection_advisor::facts {

std::string Quoted(std::string_view text) {
  const std::string shown(FirstCodePoints(text, kQuotedCodePoints));
  return Concatenated({"\"", absl::Utf8SafeCEscape(shown), shown.size() < text.size() ? "…\"" : "\""});
}

std::string EntryPath(std::string_view map, std::string_view key) { return Concatenated({map, "[", Quoted(key), "]"}); }

std::string Concatenated(std::initializer_list<std::string_view> pieces) {
  size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view piece : pieces) text += piece;
  return text;
}

}  // namespace connection_advisor::facts
