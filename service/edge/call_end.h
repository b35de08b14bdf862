// The end of a call, as gRPC tells of it on the call's queue: after the answer, or in the middle of it where the caller
// has left.
#ifndef SERVICE_EDGE_CALL_END_H_
#define SERVICE_EDGE_CALL_END_H_

#include <grpcpp/server_context.h>

#include <chrono>

#include "service/edge/answer_context.h"
#include "service/edge/serving_queue.h"

namespace connection_advisor::edge {

// `Call` has Ended(), which is called when the event has its turn.
template <typename Call>
class CallEnd final : public QueueEvent, public Caller {
 public:
  CallEnd(ServingQueue& queue, Call& call) : queue_(queue), call_(call) {}

  // Before the call is awaited.
  void Watch(grpc::ServerContext& context) {
    over_ = false;
    context.AsyncNotifyWhenDone(static_cast<QueueEvent*>(this));
  }

  bool HasLeft(std::chrono::system_clock::time_point now) override {
    queue_.LookAhead(now);
    return over_;
  }

  void SeenAhead() override { over_ = true; }
  void Happened(bool) override { call_.Ended(); }

 private:
  ServingQueue& queue_;
  Call& call_;
  bool over_ = false;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_CALL_END_H_
