// The version of a plugin, MAJOR.MINOR.PATCH, as a value that compares.
#ifndef SERVICE_LIFECYCLE_VERSION_NUMBER_H_
#define SERVICE_LIFECYCLE_VERSION_NUMBER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connection_advisor::lifecycle {

struct VersionNumber {
  uint64_t major = 0;
  uint64_t minor = 0;
  uint64_t patch = 0;

  // Nothing if the text is not three whole numbers below 2^64 with dots between.
  static std::optional<VersionNumber> Parse(std::string_view text);

  friend auto operator<=>(const VersionNumber&, const VersionNumber&) = default;
};

std::string ToString(const VersionNumber& version);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_VERSION_NUMBER_H_
