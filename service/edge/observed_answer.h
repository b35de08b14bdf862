// Makes one answer, from bytes to bytes: pins the platforms, keeps to the deadline, and tells who watches.
#ifndef SERVICE_EDGE_OBSERVED_ANSWER_H_
#define SERVICE_EDGE_OBSERVED_ANSWER_H_

#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <memory>

#include "absl/status/status.h"
#include "service/edge/answer_context.h"
#include "service/edge/message_arena.h"
#include "service/edge/message_bytes.h"
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

template <typename Method, typename Request, typename Response>
absl::Status PinnedAnswer(ServingQueue& queue, const Method& method, std::chrono::system_clock::time_point deadline,
                          Caller* caller, const Request& request, Response* response) {
  const ServingContext& serving = queue.context();
  const std::shared_ptr<const platform::PlatformSet> platforms = serving.platforms.Pin();
  const AnswerContext context{*platforms, queue.workspace(), serving.observers.calls, method.method, deadline, caller};
  if (absl::Status wanted = context.Wanted(); !wanted.ok()) return wanted;
  const ReportedDecisions reported(queue.workspace(), serving.observers.decisions, method.method, platforms);
  return method.answer(request, context, response);
}

// Puts the answer to the request in `bytes` in its place. `method` is a UnaryMethod or a StreamMethod, `caller` may be
// nullptr. The messages live in `arena`, and no longer than this: what is written may wait long for the peer to take
// it.
template <template <typename, typename> typename Method, typename Request, typename Response>
absl::Status ObservedAnswer(ServingQueue& queue, const Method<Request, Response>& method,
                            std::chrono::system_clock::time_point deadline, Caller* caller, MessageArena& arena,
                            grpc::ByteBuffer* bytes) {
  absl::Status status = Observed(queue.context(), method.method, [&]() -> absl::Status {
    if (method.check != nullptr) {
      if (absl::Status checked = method.check(bytes); !checked.ok()) return checked;
    }
    Request* request = arena.New<Request>();
    if (!FromBytes(bytes, request)) return absl::InternalError("the message cannot be parsed");
    Response* response = arena.New<Response>();
    absl::Status answered = PinnedAnswer(queue, method, deadline, caller, *request, response);
    if (!answered.ok()) return answered;
    return ToBytes(*response, bytes) ? absl::OkStatus() : absl::InternalError("the answer cannot be written");
  });
  arena.Reset();
  return status;
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_OBSERVED_ANSWER_H_
