#include "service/edge/transport_log.h"

#include <grpc/support/log.h>

#include <atomic>

namespace connection_advisor::edge {
namespace {

// gRPC's hook carries no context, and there is one of it in a process.
std::atomic<void (*)(TransportSeverity, const char*)> log_sink = nullptr;

TransportSeverity SeverityOf(gpr_log_severity severity) {
  switch (severity) {
    case GPR_LOG_SEVERITY_DEBUG:
      return TransportSeverity::kDebug;
    case GPR_LOG_SEVERITY_INFO:
      return TransportSeverity::kInfo;
    case GPR_LOG_SEVERITY_ERROR:
      break;
  }
  return TransportSeverity::kError;
}

void Forward(gpr_log_func_args* line) { log_sink.load()(SeverityOf(line->severity), line->message); }

}  // namespace

void SendTransportLogTo(void (*sink)(TransportSeverity severity, const char* message)) {
  log_sink.store(sink);
  gpr_set_log_function(&Forward);
}

}  // namespace connection_advisor::edge
