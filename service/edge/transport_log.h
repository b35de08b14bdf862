// Where the log lines of gRPC and protobuf go.
#ifndef SERVICE_EDGE_TRANSPORT_LOG_H_
#define SERVICE_EDGE_TRANSPORT_LOG_H_

namespace connection_advisor::edge {

enum class TransportSeverity { kDebug, kInfo, kError };

// `sink` is called from any thread, for the life of the process.
void SendTransportLogTo(void (*sink)(TransportSeverity severity, const char* message));

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_TRANSPORT_LOG_H_
