// Log lines as JSON objects: {"time":"...","level":"info","message":"..."}.
#ifndef SERVICE_JSON_LOG_H_
#define SERVICE_JSON_LOG_H_

#include <spdlog/formatter.h>

#include <memory>

namespace connection_advisor {

class JsonLogFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override;
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLogFormatter>(); }
};

}  // namespace connection_advisor

#endif  // SERVICE_JSON_LOG_H_
