#include <grpcpp/grpcpp.h>

#include <memory>
#include <vector>

#include "tests/bench/load/in_flight.h"
#include "tests/bench/load/load.h"
#include "tests/bench/load/typical_request.h"

namespace connection_advisor::bench {
namespace {

// One stream: writes while less than the window is unanswered, and reads all the time.
class Stream {
 public:
  Stream(v1::ConnectionAdvisor::Stub& stub, grpc::CompletionQueue& queue, const v1::StreamAdviseRequest& message,
         int window, Progress& progress)
      : message_(message), window_(window), progress_(progress) {
    stream_ = stub.AsyncStreamAdvise(&context_, &queue, &begun_);
  }

  // What a tag on the queue points to.
  struct Event {
    Stream* stream;
    void (Stream::*happened)(bool ok);
  };

  bool over() const { return over_; }

 private:
  void Begun(bool ok) {
    if (!ok) return Finish();
    stream_->Read(&response_, &read_);
    WriteNext();
  }

  void Written(bool ok) {
    writing_ = false;
    if (ok) WriteNext();
  }

  void Read(bool ok) {
    if (!ok) return Finish();
    --unanswered_;
    progress_.Add(static_cast<uint64_t>(response_.results_size()));
    stream_->Read(&response_, &read_);
    WriteNext();
  }

  void WriteNext() {
    if (writing_ || closed_) return;
    if (progress_.Done()) {
      closed_ = writing_ = true;
      stream_->WritesDone(&written_);
    } else if (unanswered_ < window_) {
      writing_ = true;
      ++unanswered_;
      progress_.Begin(static_cast<uint64_t>(message_.requests_size()));
      stream_->Write(message_, &written_);
    }
  }

  void Finish() { stream_->Finish(&status_, &finished_); }
  void Finished(bool) {
    Check(status_);
    over_ = true;
  }

  const v1::StreamAdviseRequest& message_;
  const int window_;
  Progress& progress_;
  grpc::ClientContext context_;
  v1::StreamAdviseResponse response_;
  grpc::Status status_;
  bool writing_ = false;
  bool closed_ = false;
  bool over_ = false;
  int unanswered_ = 0;
  Event begun_{this, &Stream::Begun};
  Event written_{this, &Stream::Written};
  Event read_{this, &Stream::Read};
  Event finished_{this, &Stream::Finished};
  std::unique_ptr<grpc::ClientAsyncReaderWriter<v1::StreamAdviseRequest, v1::StreamAdviseResponse>> stream_;
};

}  // namespace

Answered Streams(const std::string& address, int size, int width, int window, const Until& until) {
  v1::StreamAdviseRequest message;
  for (int i = 0; i < size; ++i) *message.add_requests() = TypicalRequest();
  const auto stub = Connect(address);
  grpc::CompletionQueue queue;
  Progress progress(until);
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < width; ++i) {
    streams.push_back(std::make_unique<Stream>(*stub, queue, message, window, progress));
  }
  void* tag = nullptr;
  bool ok = false;
  for (int open = width; open > 0 && queue.Next(&tag, &ok);) {
    const auto& event = *static_cast<Stream::Event*>(tag);
    (event.stream->*event.happened)(ok);
    if (event.stream->over()) --open;
  }
  return progress.Result();
}

}  // namespace connection_advisor::bench
