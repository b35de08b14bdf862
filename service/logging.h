// The server's log: lines on standard error, gRPC's own among them.
#ifndef SERVICE_LOGGING_H_
#define SERVICE_LOGGING_H_

#include "service/settings.h"

namespace connection_advisor {

// Has spdlog's default logger write them. Before anything is logged.
void StartLogging(LogFormat format);

}  // namespace connection_advisor

#endif  // SERVICE_LOGGING_H_
