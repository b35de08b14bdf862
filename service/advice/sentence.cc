#include "service/advice/sentence.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "service/facts/text.h"

namespace connection_advisor::advice {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// "You", "A": the first word is capital only because it begins the sentence.
bool IsPlainWord(std::string_view sentence) {
  const std::string_view word = sentence.substr(0, sentence.find_first_of(" ,.;:?!'"));
  return !word.empty() && word != "I" && absl::ascii_isupper(static_cast<unsigned char>(word[0])) &&
         std::all_of(word.begin() + 1, word.end(), [](unsigned char c) { return absl::ascii_islower(c); });
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
  const std::string greeting =
      to.empty() ? letter.greeting : absl::StrReplaceAll(letter.greeting_with_name, {{"{candidate}", to}});
  const std::string closing =
      from.empty() ? letter.closing : absl::StrReplaceAll(letter.closing_with_name, {{"{member}", from}});
  return absl::StrReplaceAll(View(text), {{"{greeting}", greeting}, {"{closing}", closing}});
}

}  // namespace connection_advisor::advice
