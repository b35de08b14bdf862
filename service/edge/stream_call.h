// A method with a stream of requests and one answer for each, in order, on a completion queue.
//
// Life of a call: it waits for an arrival, then reads, answers, writes, and reads again only once gRPC has taken the
// answer. So there is one message of each call in memory, besides what the transport holds (a message that is coming
// in, one that is going out): a peer that stops reading stops being read from. It ends when the peer has no more
// requests, when a message cannot be answered, or when the connection is gone.
#ifndef SERVICE_EDGE_STREAM_CALL_H_
#define SERVICE_EDGE_STREAM_CALL_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/async_stream.h>
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

// Of bytes: gRPC reports a message that does not parse like the end of the stream, and only the end is no error.
using RawStream = grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>;

// `Response` is a message, or what is written as one.
template <typename Request, typename Response>
struct StreamMethod {
  telemetry::Method method;
  // Has gRPC hand over the next call of the method.
  void (AsyncService::*await)(grpc::ServerContext*, RawStream*, grpc::CompletionQueue*, grpc::ServerCompletionQueue*,
                              void* tag);
  // Of one message.
  absl::Status (*answer)(const Request&, const AnswerContext&, Response*);
  // Refuses what can be told by the bytes alone; nullptr: nothing.
  absl::Status (*check)(grpc::ByteBuffer*) = nullptr;
};

template <typename Request, typename Response>
class StreamEntrance final : public ServingQueue::Entrance {
 public:
  StreamEntrance(const StreamMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue)
      : method_(method), service_(service), queue_(queue) {}

  void Open() override { pool_.Take(*this).Await(); }

 private:
  class Call final : public QueueEvent {
   public:
    explicit Call(StreamEntrance& entrance) : entrance_(entrance), end_(entrance.queue_, *this) {}

    void Await() {
      grpc::ServerCompletionQueue* queue = entrance_.queue_.queue();
      state_ = State::kAwaiting;
      context_.emplace();
      stream_.emplace(&*context_);
      end_.Watch(*context_);
      to_end_ = 2;
      const auto await = entrance_.method_.await;
      (entrance_.service_.*await)(&*context_, &*stream_, queue, queue, tag());
    }

    void Happened(bool ok) override {
      if (entrance_.queue_.stopping()) return;
      switch (state_) {
        case State::kAwaiting:
          if (ok) Begin();  // else the server shuts down: nobody will come any more
          break;
        case State::kReading:
          ok ? Answer() : Finish(absl::OkStatus());
          break;
        case State::kWriting:
          ok ? Read() : Finish(absl::CancelledError("the connection is gone"));
          break;
        case State::kFinishing:
          Ended();
          break;
      }
    }

    // The status is out or the call is over: it is done with once both have happened.
    void Ended() {
      if (--to_end_ == 0) PutBack();
    }

   private:
    enum class State { kAwaiting, kReading, kWriting, kFinishing };

    void Begin() {
      entrance_.Open();
      admitted_ = entrance_.queue_.context().admission.TryEnter();
      if (admitted_) return Read();
      const ServingContext& serving = entrance_.queue_.context();
      Finish(Observed(serving, entrance_.method_.method, [&] { return serving.admission.Refusal(); }));
    }

    void Read() {
      state_ = State::kReading;
      bytes_.Clear();
      stream_->Read(&bytes_, tag());
    }

    void Answer() {
      const absl::Status status =
          ObservedAnswer(entrance_.queue_, entrance_.method_, context_->deadline(), &end_, arena_, &bytes_);
      if (!status.ok()) return Finish(status);
      state_ = State::kWriting;
      stream_->Write(bytes_, tag());
    }

    void Finish(const absl::Status& status) {
      state_ = State::kFinishing;
      bytes_.Clear();
      stream_->Finish(ToGrpcStatus(status), tag());
    }

    void PutBack() {
      if (admitted_) entrance_.queue_.context().admission.Leave();
      stream_.reset();
      context_.reset();
      entrance_.pool_.PutBack(*this);
    }

    void* tag() { return static_cast<QueueEvent*>(this); }

    StreamEntrance& entrance_;
    MessageArena arena_;
    std::optional<grpc::ServerContext> context_;
    std::optional<RawStream> stream_;
    grpc::ByteBuffer bytes_;  // the message read, then its answer
    CallEnd<Call> end_;
    int to_end_ = 0;  // events that are yet to come
    State state_ = State::kAwaiting;
    bool admitted_ = false;
  };

  const StreamMethod<Request, Response>& method_;
  AsyncService& service_;
  ServingQueue& queue_;
  CallPool<Call> pool_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_STREAM_CALL_H_
