#include "service/telemetry/json_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <utf8proc.h>

#include <iterator>

namespace connection_advisor::telemetry {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

void AppendCharacter(std::string_view bytes, std::string* json) {
  const auto first = static_cast<unsigned char>(bytes.front());
  if (first == '"' || first == '\\') {
    json->push_back('\\');
    json->append(bytes);
  } else if (first < ' ') {
    fmt::format_to(std::back_inserter(*json), "\\u{:04x}", first);
  } else {
    json->append(bytes);
  }
}

}  // namespace

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &character);
    if (size > 0) {
      AppendCharacter(text.substr(0, static_cast<size_t>(size)), &json);
    } else {
      json.append(kReplacement);
    }
    text.remove_prefix(size > 0 ? static_cast<size_t>(size) : 1);
  }
  json.push_back('"');
  return json;
}

std::string UtcTime(std::chrono::system_clock::time_point time) {
  using std::chrono::system_clock;
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
  return fmt::format("{:%FT%T}.{:03}Z", fmt::gmtime(system_clock::to_time_t(seconds)),
                     (milliseconds - seconds).count());
}

}  // namespace connection_advisor::telemetry
