// What the edge tells about the calls it serves. Who counts them, and how, is not its business.
#ifndef SERVICE_TELEMETRY_CALL_OBSERVER_H_
#define SERVICE_TELEMETRY_CALL_OBSERVER_H_

#include <chrono>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "connection_advisor/v1/advice.pb.h"
#include "service/telemetry/method.h"

namespace connection_advisor::telemetry {

// One person on one platform, answered by itself or as one of several.
struct AnsweredRequest {
  Method method;
  absl::string_view platform;  // empty if the platform asked about is not loaded
  absl::StatusCode code;
  v1::Verdict verdict;  // VERDICT_UNSPECIFIED unless the code is OK
};

// Thread-safe; called on the threads that serve, so it must be quick and must not block.
class CallObserver {
 public:
  virtual ~CallObserver() = default;

  virtual void RequestAnswered(const AnsweredRequest& request) = 0;
  // `time` is from the call's arrival at its thread to its answer; of a stream, of one message.
  virtual void CallAnswered(Method method, absl::StatusCode code, std::chrono::nanoseconds time) = 0;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_CALL_OBSERVER_H_
