// Numbers as the product writes them.
#ifndef SERVICE_DEPLOYMENT_NUMBER_TEXT_H_
#define SERVICE_DEPLOYMENT_NUMBER_TEXT_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace connection_advisor::deployment {

// "30,000". Requires a number of at least 0.
std::string NumberInProse(int32_t number);

// The parts of an integer fact as answers write them and requests may send them: "below 10", "at least 10 and below
// 20", "at least 20". Requires at least one cut point.
std::vector<std::string> PartTexts(std::span<const int32_t> cut_points);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_NUMBER_TEXT_H_
