// One completion queue and the thread that serves it. All that happens on a queue happens on its thread, one event
// after the other, so that calls need no lock and share one workspace.
#ifndef SERVICE_EDGE_SERVING_QUEUE_H_
#define SERVICE_EDGE_SERVING_QUEUE_H_

#include <grpcpp/alarm.h>
#include <grpcpp/completion_queue.h>

#include <chrono>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "service/advice/advise.h"
#include "service/edge/admission.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/observers.h"

namespace connection_advisor::edge {

// Every method from completion queues, and as bytes: its calls decide what becomes of a message that does not parse,
// and how an answer is written.
using AsyncService = v1::ConnectionAdvisor::WithRawMethod_Advise<
    v1::ConnectionAdvisor::WithRawMethod_ComparePlatforms<v1::ConnectionAdvisor::WithRawMethod_ListPlatforms<
        v1::ConnectionAdvisor::WithRawMethod_GetPlatform<v1::ConnectionAdvisor::WithRawMethod_BatchAdvise<
            v1::ConnectionAdvisor::WithRawMethod_StreamAdvise<v1::ConnectionAdvisor::Service>>>>>>;

// What a tag on a queue points to.
class QueueEvent {
 public:
  // The operation that this was the tag of is over; `ok` says whether it did what it was for.
  virtual void Happened(bool ok) = 0;

  // It was seen before its turn, while another event is served.
  virtual void SeenAhead() {}

 protected:
  ~QueueEvent() = default;
};

// What all calls of a server share.
struct ServingContext {
  const platform::PublishedPlatforms& platforms;
  Admission& admission;
  telemetry::Observers observers;
};

class ServingQueue {
 public:
  // Where calls of one method arrive on one queue.
  class Entrance {
   public:
    virtual ~Entrance() = default;
    // Begins to wait for a call.
    virtual void Open() = 0;
  };

  ServingQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue, ServingContext context);
  // Requires: the server has shut down. Stops if Stop has not been called.
  ~ServingQueue();
  ServingQueue(const ServingQueue&) = delete;
  ServingQueue& operator=(const ServingQueue&) = delete;

  // Before Start, after the server's start.
  void Add(std::unique_ptr<Entrance> entrance) { entrances_.push_back(std::move(entrance)); }
  void Start();
  // Serves what is left and joins the thread. Requires: the server has shut down.
  void Stop();

  grpc::ServerCompletionQueue* queue() { return queue_.get(); }
  const ServingContext& context() const { return context_; }

  // On the queue's thread only.
  advice::Workspace& workspace() { return workspace_; }
  // Sees what has happened since the event that is being served, for those that take long. Each look costs about a
  // system call, so that there is one in 10 ms at most.
  void LookAhead(std::chrono::system_clock::time_point now);
  // True once the queue takes no new operation: a call may then begin none.
  bool stopping() const { return stopping_; }

 private:
  class LastCall final : public QueueEvent {
   public:
    explicit LastCall(ServingQueue& queue) : queue_(queue) {}
    void Happened(bool ok) override;

   private:
    ServingQueue& queue_;
  };

  struct Arrival {
    QueueEvent* event;
    bool ok;
  };

  void Serve();
  // Waits for the next; false once the queue is empty and shut down.
  bool Next(Arrival* arrival);

  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  const ServingContext context_;
  advice::Workspace workspace_;
  std::vector<std::unique_ptr<Entrance>> entrances_;
  std::deque<Arrival> seen_ahead_;
  std::chrono::system_clock::time_point last_look_;
  bool stopping_ = false;
  LastCall last_call_{*this};
  grpc::Alarm alarm_;
  std::thread thread_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_SERVING_QUEUE_H_
