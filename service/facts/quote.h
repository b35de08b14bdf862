// How descriptions and field paths repeat what a caller sent: in quotes, escaped, and cut to a sane length.
#ifndef SERVICE_FACTS_QUOTE_H_
#define SERVICE_FACTS_QUOTE_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace connection_advisor::facts {

inline constexpr size_t kQuotedCodePoints = 80;

// `"text"`: quotes, backslashes and control characters escaped, cut after kQuotedCodePoints with an ellipsis.
std::string Quoted(std::string_view text);

// The path of one entry of a map: `facts["relationship.met_in_person"]`.
std::string EntryPath(std::string_view map, std::string_view key);

// The pieces, one after the other. (absl::StrCat takes no std::string_view where Abseil was built with its own.)
std::string Concatenated(std::initializer_list<std::string_view> pieces);

// `"a", "b", "c"`: all of them, uncut. For ids and values of a platform, not for what a caller sent.
template <typename Texts>
std::string QuotedList(const Texts& texts) {
  std::string list;
  for (const std::string_view text : texts) list += Concatenated({list.empty() ? "\"" : ", \"", text, "\""});
  return list;
}

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_QUOTE_H_
