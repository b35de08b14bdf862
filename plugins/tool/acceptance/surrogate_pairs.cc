#include "plugins/tool/acceptance/surrogate_pairs.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "absl/strings/str_format.h"

namespace connection_advisor::tool {
namespace {

constexpr size_t kEscapeSize = 6;

// The number of the escape "\uXXXX" that `text` begins with, if it is from `first` up to and including `last`.
std::optional<uint32_t> EscapeIn(std::string_view text, uint32_t first, uint32_t last) {
  if (text.size() < kEscapeSize || !text.starts_with("\\u")) return std::nullopt;
  uint32_t number = 0;
  const char* end = text.data() + kEscapeSize;
  const std::from_chars_result parsed = std::from_chars(text.data() + 2, end, number, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end || number < first || number > last) return std::nullopt;
  return number;
}

}  // namespace

std::string WithoutSurrogatePairs(std::string_view json) {
  std::string text;
  while (!json.empty()) {
    const std::optional<uint32_t> high = EscapeIn(json, 0xD800, 0xDBFF);
    const std::optional<uint32_t> low = high ? EscapeIn(json.substr(kEscapeSize), 0xDC00, 0xDFFF) : std::nullopt;
    // A backslash belongs to the character after it, which may be one too.
    const size_t taken = low ? 2 * kEscapeSize : json.front() == '\\' && json.size() > 1 ? 2 : 1;
    if (low) {
      text += absl::StrFormat("\\U%08X", 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00));
    } else {
      text += json.substr(0, taken);
    }
    json.remove_prefix(taken);
  }
  return text;
}

}  // namespace connection_advisor::tool
