#include "service/lifecycle/version_number.h"

#include <array>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace connection_advisor::lifecycle {

std::optional<VersionNumber> VersionNumber::Parse(std::string_view text) {
  constexpr size_t kMostDigits = 18;
  const std::vector<std::string_view> parts = absl::StrSplit(text, '.');
  std::array<uint64_t, 3> numbers{};
  if (parts.size() != numbers.size()) return std::nullopt;
  for (size_t i = 0; i < numbers.size(); ++i) {
    const bool digits = parts[i].find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || parts[i].size() > kMostDigits || !absl::SimpleAtoi(parts[i], &numbers[i])) return std::nullopt;
  }
  return VersionNumber{numbers[0], numbers[1], numbers[2]};
}

}  // namespace connection_advisor::lifecycle
