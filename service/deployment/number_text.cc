#include "service/deployment/number_text.h"

#include "absl/strings/str_cat.h"

namespace connection_advisor::deployment {

std::string NumberInProse(int32_t number) {
  if (number < 1000) return absl::StrCat(number);
  return absl::StrCat(NumberInProse(number / 1000), ",", absl::Dec(number % 1000, absl::kZeroPad3));
}

std::vector<std::string> PartTexts(std::span<const int32_t> cut_points) {
  std::vector<std::string> texts = {absl::StrCat("below ", cut_points.front())};
  for (size_t i = 0; i + 1 < cut_points.size(); ++i) {
    texts.push_back(absl::StrCat("at least ", cut_points[i], " and below ", cut_points[i + 1]));
  }
  texts.push_back(absl::StrCat("at least ", cut_points.back()));
  return texts;
}

}  // namespace connection_advisor::deployment
