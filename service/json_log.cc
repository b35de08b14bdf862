#include "service/json_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/common.h>
#include <spdlog/details/log_msg.h>
#include <utf8proc.h>

#include <chrono>
#include <iterator>

namespace connection_advisor {
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

void JsonLogFormatter::format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) {
  using std::chrono::milliseconds;
  const auto time = std::chrono::time_point_cast<milliseconds>(message.time);
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(time);
  const spdlog::string_view_t level = spdlog::level::to_string_view(message.level);
  fmt::format_to(std::back_inserter(line), "{{\"time\":\"{:%FT%T}.{:03}Z\",\"level\":\"{}\",\"message\":{}}}\n",
                 fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), (time - seconds).count(), level,
                 JsonString({message.payload.data(), message.payload.size()}));
}

}  // namespace connection_advisor
