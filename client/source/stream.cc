#include "client/source/stream.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/source/batch.h"

namespace connection_advisor::client {
namespace {

// How many requests each message had that is on its way: flow control bounds how many there are.
class Unanswered {
 public:
  void Sent(int requests) {
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(requests);
  }

  // The next response has this many results.
  absl::Status Answered(int results) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (requests_.empty()) return absl::InternalError("the server sent a response that nothing asked for");
    const int requests = requests_.front();
    requests_.pop_front();
    if (requests == results) return absl::OkStatus();
    return absl::InternalError(
        absl::StrCat("the server sent ", results, " results for a message of ", requests, " requests"));
  }

  absl::Status NoneLeft() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (requests_.empty()) return absl::OkStatus();
    return absl::InternalError(
        absl::StrCat("the server ended the stream with ", requests_.size(), " messages unanswered"));
  }

 private:
  std::mutex mutex_;
  std::deque<int> requests_;
};

// Whether the source came to its end.
bool WriteAll(AdviseStream& stream, const StreamSource& source, const std::atomic<bool>& ended,
              Unanswered& unanswered) {
  v1::StreamAdviseRequest request;
  while (source(&request)) {
    // Asked first: only the source knows whether the stream ended too early.
    if (ended) return false;
    unanswered.Sent(request.requests_size());
    if (!stream.Write(request)) return false;
    request.Clear();
  }
  stream.WritesDone();
  return true;
}

// Reads to the end of the stream, whatever the sink says: only then may it be finished.
absl::Status ReadAll(AdviseStream& stream, const StreamSink& sink, Unanswered& unanswered) {
  absl::Status status;
  v1::StreamAdviseResponse response;
  while (stream.Read(&response)) {
    if (!status.ok()) continue;
    status = unanswered.Answered(response.results_size());
    for (const v1::AdviceResult& result : response.results()) status.Update(CheckResult(result));
    if (status.ok()) status = sink(std::exchange(response, {}));
    if (!status.ok()) stream.Cancel();
  }
  return status;
}

}  // namespace

absl::Status RunStream(AdviseStream& stream, const StreamSource& source, const StreamSink& sink) {
  Unanswered unanswered;
  std::atomic<bool> ended = false;
  bool source_ended = false;
  std::thread writer([&] { source_ended = WriteAll(stream, source, ended, unanswered); });
  absl::Status received = ReadAll(stream, sink, unanswered);
  ended = true;
  writer.join();
  absl::Status finished = stream.Finish();
  if (!received.ok()) return received;
  if (!finished.ok()) return finished;
  if (!source_ended) return absl::InternalError("the server ended the stream before the source did");
  return unanswered.NoneLeft();
}

}  // namespace connection_advisor::client
