// The decision log as the settings ask for it, in the run of the server.
#ifndef SERVICE_DECISION_LOGGING_H_
#define SERVICE_DECISION_LOGGING_H_

#include <chrono>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/edge/server.h"
#include "service/settings.h"
#include "service/telemetry/decision_log.h"
#include "service/telemetry/metrics.h"

namespace connection_advisor {

// INVALID_ARGUMENT if there is to be one and its file could not be written. Makes no file. Warns of one that could not
// be put aside when it is full.
absl::Status CheckDecisionLog(const Settings& settings);

// Nullptr where there is to be none. It counts its losses in `metrics`, which must outlive it, and tells the operator
// when they begin and end.
absl::StatusOr<std::unique_ptr<telemetry::DecisionLog>> OpenDecisionLog(const Settings& settings,
                                                                        telemetry::Metrics& metrics);

// Stops the server, then the log, if there is one. What the calls in flight leave of the grace is the log's, half a
// second at least; it has little left to write by then.
void StopWithLog(edge::Server& server, telemetry::DecisionLog* decision_log, std::chrono::milliseconds grace);

}  // namespace connection_advisor

#endif  // SERVICE_DECISION_LOGGING_H_
