#include "service/edge/serving_queue.h"

#include <utility>

namespace connection_advisor::edge {

ServingQueue::ServingQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue, ServingContext context)
    : queue_(std::move(queue)), context_(context) {}

ServingQueue::~ServingQueue() {
  Stop();
  // gRPC wants every queue empty before it goes, also one that never served.
  if (!stopping_) {
    stopping_ = true;
    queue_->Shutdown();
    Serve();
  }
}

void ServingQueue::Start() {
  for (const std::unique_ptr<Entrance>& entrance : entrances_) entrance->Open();
  thread_ = std::thread([this] { Serve(); });
}

// An operation begun on a queue that is shut down aborts the process, and only the queue's own thread knows that it is
// not about to begin one. So that thread closes the queue itself, when it comes to the last call.
void ServingQueue::Stop() {
  if (!thread_.joinable()) return;
  alarm_.Set(queue_.get(), gpr_now(GPR_CLOCK_MONOTONIC), static_cast<QueueEvent*>(&last_call_));
  thread_.join();
}

void ServingQueue::LastCall::Happened(bool) {
  queue_.stopping_ = true;
  queue_.queue_->Shutdown();
}

void ServingQueue::Serve() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) static_cast<QueueEvent*>(tag)->Happened(ok);
}

}  // namespace connection_advisor::edge
