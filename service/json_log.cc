#include "service/json_log.h"

#include <fmt/format.h>
#include <spdlog/common.h>
#include <spdlog/details/log_msg.h>

#include <chrono>
#include <iterator>

#include "service/telemetry/json_text.h"

namespace connection_advisor {

void JsonLogFormatter::format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) {
  const spdlog::string_view_t level = spdlog::level::to_string_view(message.level);
  fmt::format_to(std::back_inserter(line), "{{\"time\":\"{}\",\"level\":\"{}\",\"message\":{}}}\n",
                 telemetry::UtcTime(message.time), level,
                 telemetry::JsonString({message.payload.data(), message.payload.size()}));
}

}  // namespace connection_advisor
