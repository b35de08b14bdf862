// Who watches a server.
#ifndef SERVICE_TELEMETRY_OBSERVERS_H_
#define SERVICE_TELEMETRY_OBSERVERS_H_

#include "service/telemetry/call_observer.h"
#include "service/telemetry/decision_observer.h"

namespace connection_advisor::telemetry {

// nullptr: nobody. What nobody watches costs nothing.
struct Observers {
  CallObserver* calls = nullptr;
  DecisionObserver* decisions = nullptr;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_OBSERVERS_H_
