// What JSON lines are made of.
#ifndef SERVICE_TELEMETRY_JSON_TEXT_H_
#define SERVICE_TELEMETRY_JSON_TEXT_H_

#include <chrono>
#include <string>
#include <string_view>

namespace connection_advisor::telemetry {

// `text` as a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD.
std::string JsonString(std::string_view text);

// "2026-11-24T15:04:05.678Z".
std::string UtcTime(std::chrono::system_clock::time_point time);

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_JSON_TEXT_H_
