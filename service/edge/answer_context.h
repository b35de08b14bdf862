// What an answer is made with.
#ifndef SERVICE_EDGE_ANSWER_CONTEXT_H_
#define SERVICE_EDGE_ANSWER_CONTEXT_H_

#include <chrono>

#include "absl/status/status.h"
#include "service/advice/advise.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/call_observer.h"

namespace connection_advisor::edge {

// Whoever waits for an answer.
class Caller {
 public:
  virtual bool HasLeft(std::chrono::system_clock::time_point now) = 0;

 protected:
  ~Caller() = default;
};

struct AnswerContext {
  const platform::PlatformSet& platforms;  // pinned for the whole answer
  advice::Workspace& workspace;
  telemetry::CallObserver* observer;  // nullptr: nobody watches
  telemetry::Method method;
  std::chrono::system_clock::time_point deadline;
  Caller* caller = nullptr;  // nullptr: the answer is so quick that nobody asks

  // Not OK where nobody waits for the answer any more, so that it is not worth making.
  absl::Status Wanted() const {
    const auto now = std::chrono::system_clock::now();
    if (deadline <= now) return absl::DeadlineExceededError("the call's deadline passed before it was answered");
    if (caller != nullptr && caller->HasLeft(now)) return absl::CancelledError("the caller has left");
    return absl::OkStatus();
  }
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ANSWER_CONTEXT_H_
