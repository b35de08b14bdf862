#include "service/advice/sentence.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/facts/text.h"

namespace connection_advisor::advice {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// "You", "A": the first word is capital only because it begins the sentence.
bool IsPlainWord(std::string_view sentence) {
  if (sentence.empty() || !absl::ascii_isupper(static_cast<unsigned char>(sentence[0]))) return false;
  size_t end = 1;
  while (end < sentence.size() && absl::ascii_islower(static_cast<unsigned char>(sentence[end]))) ++end;
  const bool ends =
      end == sentence.size() || absl::string_view(" ,.;:?!'").find(sentence[end]) != absl::string_view::npos;
  return ends && sentence.substr(0, end) != "I";
}

// Appends `text` to `out`; where a placeholder stands, `fill(placeholder)` appends what stands for it. What is filled
// in is not looked at. The texts of a verified image have no other braces.
template <typename Fill>
void AppendFilled(std::string_view text, const Fill& fill, std::string* out) {
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    const size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    out->append(text.substr(0, open));
    fill(text.substr(open, close + 1 - open));
    text.remove_prefix(close + 1);
  }
  out->append(text);
}

// A letter's first or last line. `with_name` has one placeholder.
void AppendLine(const std::string& with_name, const std::string& without_name, const std::string& name,
                std::string* out) {
  if (name.empty()) {
    out->append(without_name);
  } else {
    AppendFilled(
        with_name, [&](std::string_view) { out->append(name); }, out);
  }
}

}  // namespace

std::string Headline(std::string_view verdict, std::string_view sentence) {
  std::string headline = absl::StrCat(View(verdict), ": ", View(sentence));
  if (IsPlainWord(sentence)) {
    headline[verdict.size() + 2] = absl::ascii_tolower(static_cast<unsigned char>(sentence[0]));
  }
  return headline;
}

std::string Reply(const platform::Letter& letter, std::string_view text, std::string_view candidate,
                  std::string_view member) {
  const std::string to = facts::OnOneLine(candidate);
  const std::string from = facts::OnOneLine(member);
  std::string reply;
  reply.reserve(text.size() + letter.greeting_with_name.size() + to.size() + letter.closing_with_name.size() +
                from.size());
  const auto fill = [&](std::string_view placeholder) {
    if (placeholder == "{greeting}") {
      AppendLine(letter.greeting_with_name, letter.greeting, to, &reply);
    } else {
      AppendLine(letter.closing_with_name, letter.closing, from, &reply);
    }
  };
  AppendFilled(text, fill, &reply);
  return reply;
}

}  // namespace connection_advisor::advice
