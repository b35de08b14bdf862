// How the values of settings are written, and what is said of those that are wrong.
#ifndef SERVICE_SETTING_VALUES_H_
#define SERVICE_SETTING_VALUES_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace connection_advisor {

// "250ms", "5s", "2m", "1h", from `least` to `most`.
absl::StatusOr<std::chrono::milliseconds> ParseDuration(const std::string& text, std::chrono::milliseconds least,
                                                        std::chrono::milliseconds most);

// "512KiB", "64MiB", "2GiB", from `least` to `most`; a number without a unit is bytes.
absl::StatusOr<uint64_t> ParseBytes(const std::string& text, uint64_t least, uint64_t most);

// "true" or "false".
absl::StatusOr<bool> ParseSwitch(const std::string& text);

// A whole number from `least` to `most`.
absl::StatusOr<int> ParseWholeNumber(const std::string& text, int least, int most);

}  // namespace connection_advisor

#endif  // SERVICE_SETTING_VALUES_H_
