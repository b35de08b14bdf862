// A method with one request and one answer, on a completion queue.
//
// Life of a call: it waits for an arrival; on arrival the next call begins to wait, and this one answers at once, on
// the queue's thread; when the answer is out, and the call is over where that is watched for, it is put back for reuse.
// The request, and an answer that is a message, live in the call's arena while the answer is made. The arena keeps its
// first block from one use to the next: what a large message took beyond that is given back.
#ifndef SERVICE_EDGE_UNARY_CALL_H_
#define SERVICE_EDGE_UNARY_CALL_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/byte_buffer.h>

#include <optional>

#include "absl/status/status.h"
#include "service/edge/call_end.h"
#include "service/edge/call_pool.h"
#include "service/edge/message_arena.h"
#include "service/edge/observed_answer.h"
#include "service/edge/serving_queue.h"
#include "service/edge/status_mapping.h"

namespace connection_advisor::edge {

using RawWriter = grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>;

// `Response` is a message, or what is written as one.
template <typename Request, typename Response>
struct UnaryMethod {
  telemetry::Method method;
  // Has gRPC hand over the next call of the method.
  void (AsyncService::*await)(grpc::ServerContext*, grpc::ByteBuffer*, RawWriter*, grpc::CompletionQueue*,
                              grpc::ServerCompletionQueue*, void* tag);
  absl::Status (*answer)(const Request&, const AnswerContext&, Response*);
  // Refuses what can be told by the bytes alone; nullptr: nothing.
  absl::Status (*check)(grpc::ByteBuffer*) = nullptr;
  // An answer can take so long that it is worth asking in the middle whether the caller is still there.
  bool watches_caller = false;
};

template <typename Request, typename Response>
class UnaryEntrance final : public ServingQueue::Entrance {
 public:
  UnaryEntrance(const UnaryMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue)
      : method_(method), service_(service), queue_(queue) {}

  void Open() override { pool_.Take(*this).Await(); }

 private:
  class Call final : public QueueEvent {
   public:
    explicit Call(UnaryEntrance& entrance) : entrance_(entrance), end_(entrance.queue_, *this) {}

    void Await() {
      grpc::ServerCompletionQueue* queue = entrance_.queue_.queue();
      context_.emplace();
      writer_.emplace(&*context_);
      if (watched()) end_.Watch(*context_);
      to_end_ = watched() ? 2 : 1;
      const auto await = entrance_.method_.await;
      (entrance_.service_.*await)(&*context_, &bytes_, &*writer_, queue, queue, tag());
    }

    void Happened(bool ok) override {
      if (entrance_.queue_.stopping()) return;
      if (finishing_) return Ended();
      if (!ok) return;  // the server shuts down: nobody will come any more
      entrance_.Open();
      Answer();
    }

    // The answer is out or, where that is watched for, the call is over: it is done with once both have happened.
    void Ended() {
      if (--to_end_ == 0) PutBack();
    }

   private:
    bool watched() const { return entrance_.method_.watches_caller; }

    void Answer() {
      finishing_ = true;
      const absl::Status status = WriteAnswer();
      if (status.ok()) {
        writer_->Finish(bytes_, grpc::Status::OK, tag());
      } else {
        bytes_.Clear();
        writer_->FinishWithError(ToGrpcStatus(status), tag());
      }
    }

    absl::Status WriteAnswer() {
      const ServingContext& serving = entrance_.queue_.context();
      admitted_ = serving.admission.TryEnter();
      if (!admitted_) {
        return Observed(serving, entrance_.method_.method, [&] { return serving.admission.Refusal(); });
      }
      return ObservedAnswer(entrance_.queue_, entrance_.method_, context_->deadline(), watched() ? &end_ : nullptr,
                            arena_, &bytes_);
    }

    void PutBack() {
      if (admitted_) entrance_.queue_.context().admission.Leave();
      admitted_ = false;
      finishing_ = false;
      writer_.reset();
      context_.reset();
      bytes_.Clear();
      entrance_.pool_.PutBack(*this);
    }

    void* tag() { return static_cast<QueueEvent*>(this); }

    UnaryEntrance& entrance_;
    MessageArena arena_;
    std::optional<grpc::ServerContext> context_;
    std::optional<RawWriter> writer_;
    grpc::ByteBuffer bytes_;  // the request, then its answer
    CallEnd<Call> end_;
    int to_end_ = 0;  // events that are yet to come
    bool finishing_ = false;
    bool admitted_ = false;
  };

  const UnaryMethod<Request, Response>& method_;
  AsyncService& service_;
  ServingQueue& queue_;
  CallPool<Call> pool_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_UNARY_CALL_H_
