// Numbers as the product writes them.
#ifndef SERVICE_PLATFORM_NUMBER_TEXT_H_
#define SERVICE_PLATFORM_NUMBER_TEXT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace connection_advisor::platform {

// "30,000". Requires a number of at least 0.
std::string NumberInProse(int32_t number);

// A range of numbers: "below 10", "at least 10 and below 20", "at least 20". Requires a bound.
std::string RangeText(std::optional<int32_t> at_least, std::optional<int32_t> below);

// The parts of an integer fact as answers write them and requests may send them, ascending. Requires at least one cut
// point.
std::vector<std::string> PartTexts(std::span<const int32_t> cut_points);

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_NUMBER_TEXT_H_
