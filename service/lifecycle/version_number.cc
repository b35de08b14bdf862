#include "service/lifecycle/version_number.h"

#include <charconv>

#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {
namespace {

// Takes a whole number from the front of the text.
bool TakeNumber(std::string_view* text, uint64_t* number) {
  const char* const end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, *number);
  if (error != std::errc()) return false;
  text->remove_prefix(static_cast<size_t>(rest - text->data()));
  return true;
}

bool TakeDot(std::string_view* text) {
  if (text->empty() || text->front() != '.') return false;
  text->remove_prefix(1);
  return true;
}

}  // namespace

std::optional<VersionNumber> VersionNumber::Parse(std::string_view text) {
  VersionNumber version;
  const bool right = TakeNumber(&text, &version.major) && TakeDot(&text) && TakeNumber(&text, &version.minor) &&
                     TakeDot(&text) && TakeNumber(&text, &version.patch) && text.empty();
  if (!right) return std::nullopt;
  return version;
}

std::string ToString(const VersionNumber& version) {
  return absl::StrCat(version.major, ".", version.minor, ".", version.patch);
}

}  // namespace connection_advisor::lifecycle
