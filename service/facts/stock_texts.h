// Whether a message is one that the platform itself offers.
#ifndef SERVICE_FACTS_STOCK_TEXTS_H_
#define SERVICE_FACTS_STOCK_TEXTS_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"

namespace connection_advisor::facts {

// The words with which a message to or from these two people may begin before it says anything: hi, hello, dear, and
// the words of their names.
class Salutation {
 public:
  Salutation(std::initializer_list<std::string_view> names);

  // The words of `text`, apostrophes dropped first, without those of the salutation that it begins with.
  std::vector<std::string> WordsAfter(std::string_view text) const;

 private:
  absl::flat_hash_set<std::string> words_;
};

// True if the words of `message` are those of one of `stock_texts`, the salutation left out on both sides. Cost: linear
// in the message and the stock texts.
bool IsStockText(std::string_view message, const std::vector<std::string>& stock_texts, const Salutation& salutation);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_STOCK_TEXTS_H_
