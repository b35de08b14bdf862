#include "service/logging.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

#include "service/edge/transport_log.h"
#include "service/json_log.h"

namespace connection_advisor {
namespace {

void LogTransport(edge::TransportSeverity severity, const char* message) {
  switch (severity) {
    case edge::TransportSeverity::kError:
      spdlog::error("transport: {}", message);
      break;
    case edge::TransportSeverity::kInfo:
      spdlog::info("transport: {}", message);
      break;
    case edge::TransportSeverity::kDebug:
      spdlog::debug("transport: {}", message);
      break;
  }
}

}  // namespace

void StartLogging(LogFormat format) {
  auto logger =
      std::make_shared<spdlog::logger>("connection-advisor", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  if (format == LogFormat::kJson) {
    logger->set_formatter(std::make_unique<JsonLogFormatter>());
  } else {
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  }
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
  edge::SendTransportLogTo(&LogTransport);
}

}  // namespace connection_advisor
