#include "service/edge/serving_queue.h"

#include <utility>

namespace connection_advisor::edge {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks(10);

}  // namespace

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

void ServingQueue::LookAhead(std::chrono::system_clock::time_point now) {
  if (now - last_look_ < kBetweenLooks) return;
  last_look_ = now;
  void* tag = nullptr;
  bool ok = false;
  while (queue_->AsyncNext(&tag, &ok, gpr_inf_past(GPR_CLOCK_MONOTONIC)) == grpc::CompletionQueue::GOT_EVENT) {
    seen_ahead_.push_back({static_cast<QueueEvent*>(tag), ok});
    seen_ahead_.back().event->SeenAhead();
  }
}

void ServingQueue::Serve() {
  for (Arrival arrival; Next(&arrival);) arrival.event->Happened(arrival.ok);
}

bool ServingQueue::Next(Arrival* arrival) {
  if (!seen_ahead_.empty()) {
    *arrival = seen_ahead_.front();
    seen_ahead_.pop_front();
    return true;
  }
  void* tag = nullptr;
  if (!queue_->Next(&tag, &arrival->ok)) return false;
  arrival->event = static_cast<QueueEvent*>(tag);
  return true;
}

}  // namespace connection_advisor::edge
