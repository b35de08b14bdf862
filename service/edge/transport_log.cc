#include "service/edge/transport_log.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <atomic>
#include <string>

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

// Protobuf reports, as an error, each message of a client that is no UTF-8. The client is told; the log need not be.
void ForwardFromProtobuf(google::protobuf::LogLevel level, const char*, int, const std::string& message) {
  const bool fatal = level == google::protobuf::LOGLEVEL_FATAL;
  log_sink.load()(fatal ? TransportSeverity::kError : TransportSeverity::kDebug, message.c_str());
}

}  // namespace

void SendTransportLogTo(void (*sink)(TransportSeverity severity, const char* message)) {
  log_sink.store(sink);
  gpr_set_log_function(&Forward);
  google::protobuf::SetLogHandler(&ForwardFromProtobuf);
}

}  // namespace connection_advisor::edge
