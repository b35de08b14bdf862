#include "service/setting_values.h"

#include <optional>
#include <span>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace connection_advisor {
namespace {

using std::chrono::milliseconds;

struct Unit {
  const char* name;
  uint64_t size;
};

// Ascending, so that the last one that divides a value writes it shortest.
constexpr Unit kDurations[] = {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}};
constexpr Unit kSizes[] = {{"", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}};

std::string Write(uint64_t value, std::span<const Unit> units) {
  const Unit* best = &units.front();
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.size == 0) best = &unit;
  }
  return absl::StrCat(value / best->size, best->name);
}

std::optional<uint64_t> Parse(absl::string_view text, std::span<const Unit> units) {
  size_t digits = 0;
  while (digits < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[digits]))) ++digits;
  uint64_t number = 0;
  if (!absl::SimpleAtoi(text.substr(0, digits), &number)) return std::nullopt;
  for (const Unit& unit : units) {
    if (text.substr(digits) != unit.name) continue;
    if (number > UINT64_MAX / unit.size) return UINT64_MAX;
    return number * unit.size;
  }
  return std::nullopt;
}

absl::Status OutOfRange(const std::string& text, const std::string& least, const std::string& most) {
  return absl::InvalidArgumentError(absl::StrCat("'", text, "' is not from ", least, " to ", most));
}

}  // namespace

absl::StatusOr<milliseconds> ParseDuration(const std::string& text, milliseconds least, milliseconds most) {
  const std::optional<uint64_t> value = Parse(text, kDurations);
  if (!value) return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no duration; write 250ms, 5s, 2m or 1h"));
  const auto low = static_cast<uint64_t>(least.count());
  const auto high = static_cast<uint64_t>(most.count());
  if (*value < low || *value > high) return OutOfRange(text, Write(low, kDurations), Write(high, kDurations));
  return milliseconds(*value);
}

absl::StatusOr<uint64_t> ParseBytes(const std::string& text, uint64_t least, uint64_t most) {
  const std::optional<uint64_t> value = Parse(text, kSizes);
  if (!value) {
    return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no size; write 512KiB, 64MiB or 2GiB"));
  }
  if (*value < least || *value > most) return OutOfRange(text, Write(least, kSizes), Write(most, kSizes));
  return *value;
}

absl::StatusOr<bool> ParseSwitch(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no switch; write true or false"));
}

absl::StatusOr<int> ParseWholeNumber(const std::string& text, int least, int most) {
  constexpr Unit kOne[] = {{"", 1}};
  const std::optional<uint64_t> value = Parse(text, kOne);
  if (!value) return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no whole number; write digits only"));
  if (*value < static_cast<uint64_t>(least) || *value > static_cast<uint64_t>(most)) {
    return OutOfRange(text, absl::StrCat(least), absl::StrCat(most));
  }
  return static_cast<int>(*value);
}

}  // namespace connection_advisor
