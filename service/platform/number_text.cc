#include "service/platform/number_text.h"

#include "absl/strings/str_cat.h"

namespace connection_advisor::platform {

std::string NumberInProse(int32_t number) {
  if (number < 1000) return absl::StrCat(number);
  return absl::StrCat(NumberInProse(number / 1000), ",", absl::Dec(number % 1000, absl::kZeroPad3));
}

std::string RangeText(std::optional<int32_t> at_least, std::optional<int32_t> below) {
  if (!at_least) return absl::StrCat("below ", *below);
  if (!below) return absl::StrCat("at least ", *at_least);
  return absl::StrCat("at least ", *at_least, " and below ", *below);
}

std::vector<std::string> PartTexts(std::span<const int32_t> cut_points) {
  std::vector<std::string> texts;
  std::optional<int32_t> at_least;
  for (const int32_t cut_point : cut_points) {
    texts.push_back(RangeText(at_least, cut_point));
    at_least = cut_point;
  }
  texts.push_back(RangeText(at_least, std::nullopt));
  return texts;
}

}  // namespace connection_advisor::platform
