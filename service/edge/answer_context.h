// What an answer is made with.
#ifndef SERVICE_EDGE_ANSWER_CONTEXT_H_
#define SERVICE_EDGE_ANSWER_CONTEXT_H_

#include <chrono>

#include "absl/status/status.h"
#include "service/advice/advise.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/call_observer.h"

namespace connection_advisor::edge {

struct AnswerContext {
  const platform::PlatformSet& platforms;  // pinned for the whole answer
  advice::Workspace& workspace;
  telemetry::CallObserver* observer;  // nullptr: nobody watches
  telemetry::Method method;
  std::chrono::system_clock::time_point deadline;

  // Nobody waits for an answer after its deadline, so that it is not worth making.
  bool TooLate() const { return deadline <= std::chrono::system_clock::now(); }
  static absl::Status DeadlinePassed() {
    return absl::DeadlineExceededError("the call's deadline passed before it was answered");
  }
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ANSWER_CONTEXT_H_
