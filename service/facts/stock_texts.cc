#include "service/facts/stock_texts.h"

#include "absl/algorithm/container.h"
#include "service/facts/text.h"

namespace connection_advisor::facts {
namespace {

std::vector<std::string> PlainWords(std::string_view text) { return Words(WithoutApostrophes(Normalised(text))); }

}  // namespace

Salutation::Salutation(std::initializer_list<std::string_view> names) : words_({"hi", "hello", "dear"}) {
  for (const std::string_view name : names) {
    const std::vector<std::string> words = PlainWords(name);
    words_.insert(words.begin(), words.end());
  }
}

std::vector<std::string> Salutation::WordsAfter(std::string_view text) const {
  std::vector<std::string> words = PlainWords(text);
  words.erase(words.begin(), absl::c_find_if(words, [&](const std::string& word) { return !words_.contains(word); }));
  return words;
}

bool IsStockText(std::string_view message, const std::vector<std::string>& stock_texts, const Salutation& salutation) {
  const std::vector<std::string> words = salutation.WordsAfter(message);
  return absl::c_any_of(stock_texts,
                        [&](const std::string& stock_text) { return salutation.WordsAfter(stock_text) == words; });
}

}  // namespace connection_advisor::facts
