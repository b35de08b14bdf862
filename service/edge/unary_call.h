// A method with one request and one answer, on a completion queue.
//
// Life of a call: it waits for an arrival; on arrival the next call begins to wait, and this one answers at once, on
// the queue's thread; when the answer is out, it is put back for reuse. Request and answer live in the call's arena,
// which keeps its first block from one use to the next: what a large message took beyond that is given back.
#ifndef SERVICE_EDGE_UNARY_CALL_H_
#define SERVICE_EDGE_UNARY_CALL_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/async_unary_call.h>

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "service/edge/answer_context.h"
#include "service/edge/message_arena.h"
#include "service/edge/serving_queue.h"
#include "service/edge/status_mapping.h"

namespace connection_advisor::edge {

// The methods that are served from completion queues. gRPC answers the others with UNIMPLEMENTED.
using AsyncService = v1::ConnectionAdvisor::WithAsyncMethod_Advise<
    v1::ConnectionAdvisor::WithAsyncMethod_ComparePlatforms<v1::ConnectionAdvisor::WithAsyncMethod_ListPlatforms<
        v1::ConnectionAdvisor::WithAsyncMethod_GetPlatform<v1::ConnectionAdvisor::Service>>>>;

template <typename Request, typename Response>
struct UnaryMethod {
  // Has gRPC hand over the next call of the method.
  void (AsyncService::*await)(grpc::ServerContext*, Request*, grpc::ServerAsyncResponseWriter<Response>*,
                              grpc::CompletionQueue*, grpc::ServerCompletionQueue*, void* tag);
  absl::Status (*answer)(const Request&, const AnswerContext&, Response*);
};

template <typename Request, typename Response>
class UnaryEntrance final : public ServingQueue::Entrance {
 public:
  UnaryEntrance(const UnaryMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue)
      : method_(method), service_(service), queue_(queue) {}

  void Open() override {
    if (idle_.empty()) idle_.push_back(calls_.emplace_back(std::make_unique<Call>(*this)).get());
    Call* call = idle_.back();
    idle_.pop_back();
    call->Await();
  }

 private:
  class Call final : public QueueEvent {
   public:
    explicit Call(UnaryEntrance& entrance) : entrance_(entrance) {}

    void Await() {
      grpc::ServerCompletionQueue* queue = entrance_.queue_.queue();
      context_.emplace();
      writer_.emplace(&*context_);
      request_ = arena_.New<Request>();
      (entrance_.service_.*entrance_.method_.await)(&*context_, request_, &*writer_, queue, queue, tag());
    }

    void Happened(bool ok) override {
      if (entrance_.queue_.stopping()) return;
      if (finishing_) return PutBack();
      if (!ok) return;  // the server shuts down: nobody will come any more
      entrance_.Open();
      Answer();
    }

   private:
    void Answer() {
      finishing_ = true;
      admitted_ = entrance_.queue_.context().admission.TryEnter();
      Response* response = arena_.New<Response>();
      const absl::Status status = admitted_ ? Fill(response) : entrance_.queue_.context().admission.Refusal();
      if (status.ok()) {
        writer_->Finish(*response, grpc::Status::OK, tag());
      } else {
        writer_->FinishWithError(ToGrpcStatus(status), tag());
      }
    }

    absl::Status Fill(Response* response) {
      const std::shared_ptr<const platform::PlatformSet> platforms = entrance_.queue_.context().platforms.Pin();
      const AnswerContext context{*platforms, entrance_.queue_.workspace(), context_->deadline()};
      if (context.TooLate()) return AnswerContext::DeadlinePassed();
      return entrance_.method_.answer(*request_, context, response);
    }

    void PutBack() {
      if (admitted_) entrance_.queue_.context().admission.Leave();
      finishing_ = false;
      writer_.reset();
      context_.reset();
      arena_.Reset();
      entrance_.idle_.push_back(this);
    }

    void* tag() { return static_cast<QueueEvent*>(this); }

    UnaryEntrance& entrance_;
    MessageArena arena_;
    std::optional<grpc::ServerContext> context_;
    std::optional<grpc::ServerAsyncResponseWriter<Response>> writer_;
    Request* request_ = nullptr;
    bool finishing_ = false;
    bool admitted_ = false;
  };

  const UnaryMethod<Request, Response>& method_;
  AsyncService& service_;
  ServingQueue& queue_;
  // As many as were ever busy at once, which the bound on calls in flight bounds.
  std::vector<std::unique_ptr<Call>> calls_;
  std::vector<Call*> idle_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_UNARY_CALL_H_
