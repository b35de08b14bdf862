// The whole run of the server: deploy, publish, serve, stop.
#ifndef SERVICE_SERVE_H_
#define SERVICE_SERVE_H_

#include "absl/status/status.h"
#include "service/settings.h"

namespace connection_advisor {

// Returns when a signal has stopped it, or without having served if the settings only ask for a check. INVALID_ARGUMENT
// if something that the settings name is wrong; other errors if it could not serve. Before any other thread is started.
// Whatever it returns, the log has been started, and an error has not been logged yet.
absl::Status Serve(const Settings& settings);

}  // namespace connection_advisor

#endif  // SERVICE_SERVE_H_
