// A number of calls with one answer each, kept in flight: whenever one is answered the next is made.
#ifndef TESTS_BENCH_LOAD_IN_FLIGHT_H_
#define TESTS_BENCH_LOAD_IN_FLIGHT_H_

#include <grpcpp/grpcpp.h>

#include <optional>

#include "tests/bench/load/load.h"

namespace connection_advisor::bench {

// Keeps the time and the count.
class Progress {
 public:
  explicit Progress(const Until& until) : until_(until), start_(Clock::now()) {}

  void Add(uint64_t decisions) { answered_ += decisions; }
  void Begin(uint64_t decisions) { begun_ += decisions; }
  bool Done() const { return until_.decisions > 0 ? begun_ >= until_.decisions : Clock::now() >= start_ + until_.time; }
  Answered Result() const { return {answered_, std::chrono::duration<double>(Clock::now() - start_).count()}; }

 private:
  const Until until_;
  const Clock::time_point start_;
  uint64_t begun_ = 0;
  uint64_t answered_ = 0;
};

// `ask(stub, context, request, queue)` makes an asynchronous call and returns its reader.
template <typename Response, typename Request, typename Ask>
Answered KeepInFlight(const std::string& address, int width, const Until& until, const Request& request,
                      uint64_t decisions_per_call, Ask ask) {
  struct Call {
    std::optional<grpc::ClientContext> context;
    Response response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader;
  };
  const auto stub = Connect(address);
  grpc::CompletionQueue queue;
  std::vector<Call> calls(static_cast<size_t>(width));
  Progress progress(until);
  const auto make = [&](Call& call) {
    progress.Begin(decisions_per_call);
    call.context.emplace();
    call.reader = ask(*stub, &*call.context, request, &queue);
    call.reader->Finish(&call.response, &call.status, &call);
  };
  for (Call& call : calls) make(call);
  void* tag = nullptr;
  bool ok = false;
  for (int in_flight = width; in_flight > 0 && queue.Next(&tag, &ok);) {
    Call& call = *static_cast<Call*>(tag);
    Check(call.status);
    progress.Add(decisions_per_call);
    if (progress.Done()) {
      --in_flight;
    } else {
      make(call);
    }
  }
  return progress.Result();
}

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_LOAD_IN_FLIGHT_H_
