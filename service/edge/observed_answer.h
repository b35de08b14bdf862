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

// What `answer` returns; who watches calls hears of it, and how long it took.
template <typename Answer>
absl::Status Observed(const ServingContext& serving, telemetry::Method method, Answer answer) {
  if (serving.observers.calls == nullptr) return answer();
  const auto start = std::chrono::steady_clock::now();
  absl::Status status = answer();
  serving.observers.calls->CallAnswered(method, status.code(), std::chrono::steady_clock::now() - start);
  return status;
}

// `Method` has what UnaryMethod and StreamMethod share; `caller` may be nullptr.
template <typename Method, typename Request, typename Response>
absl::Status ObservedAnswer(ServingQueue& queue, const Method& method, std::chrono::system_clock::time_point deadline,
                            Caller* caller, const Request& request, Response* response) {
  const ServingContext& serving = queue.context();
  return Observed(serving, method.method, [&]() -> absl::Status {
    const std::shared_ptr<const platform::PlatformSet> platforms = serving.platforms.Pin();
    const AnswerContext context{*platforms,    queue.workspace(), serving.observers.calls,
                                method.method, deadline,          caller};
    if (absl::Status wanted = context.Wanted(); !wanted.ok()) return wanted;
    const ReportedDecisions reported(queue.workspace(), serving.observers.decisions, method.method, platforms);
    return method.answer(request, context, response);
  });
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_OBSERVED_ANSWER_H_
