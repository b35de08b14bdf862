// Makes one answer: pins the platforms, keeps to the deadline, and tells who watches.
#ifndef SERVICE_EDGE_OBSERVED_ANSWER_H_
#define SERVICE_EDGE_OBSERVED_ANSWER_H_

#include <chrono>
#include <memory>

#include "absl/status/status.h"
#include "service/edge/answer_context.h"
#include "service/edge/reported_decisions.h"
#include "service/edge/serving_queue.h"

namespace connection_advisor::edge {

// `Method` has what UnaryMethod and StreamMethod share. A call that was not admitted gets the refusal.
template <typename Method, typename Request, typename Response>
absl::Status ObservedAnswer(ServingQueue& queue, const Method& method, bool admitted,
                            std::chrono::system_clock::time_point deadline, const Request& request,
                            Response* response) {
  const ServingContext& serving = queue.context();
  const auto answer = [&]() -> absl::Status {
    if (!admitted) return serving.admission.Refusal();
    const std::shared_ptr<const platform::PlatformSet> platforms = serving.platforms.Pin();
    const AnswerContext context{*platforms, queue.workspace(), serving.observers.calls, method.method, deadline};
    if (context.TooLate()) return AnswerContext::DeadlinePassed();
    const ReportedDecisions reported(queue.workspace(), serving.observers.decisions, method.method, platforms);
    return method.answer(request, context, response);
  };
  if (serving.observers.calls == nullptr) return answer();
  const auto start = std::chrono::steady_clock::now();
  absl::Status status = answer();
  serving.observers.calls->CallAnswered(method.method, status.code(), std::chrono::steady_clock::now() - start);
  return status;
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_OBSERVED_ANSWER_H_
