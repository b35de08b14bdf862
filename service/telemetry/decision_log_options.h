// What the operator decides about the decision log.
#ifndef SERVICE_TELEMETRY_DECISION_LOG_OPTIONS_H_
#define SERVICE_TELEMETRY_DECISION_LOG_OPTIONS_H_

#include <cstdint>
#include <string>

#include "service/telemetry/logged_texts.h"
#include "service/telemetry/rotated_file.h"

namespace connection_advisor::telemetry {

struct DecisionLogOptions {
  std::string file;  // empty: no log
  RotationLimits rotation;
  uint64_t queue_bytes = uint64_t{16} << 20;  // of decisions that are not written yet
  TextPolicies texts = DefaultTextPolicies();
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_DECISION_LOG_OPTIONS_H_
