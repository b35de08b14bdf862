#include "tests/bench/load/in_flight.h"
#include "tests/bench/load/load.h"
#include "tests/bench/load/typical_request.h"

namespace connection_advisor::bench {

Answered Batches(const std::string& address, int size, int width, const Until& until) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < size; ++i) *batch.add_requests() = TypicalRequest();
  return KeepInFlight<v1::BatchAdviseResponse>(
      address, width, until, batch, static_cast<uint64_t>(size),
      [](v1::ConnectionAdvisor::Stub& stub, grpc::ClientContext* context, const v1::BatchAdviseRequest& request,
         grpc::CompletionQueue* queue) { return stub.AsyncBatchAdvise(context, request, queue); });
}

}  // namespace connection_advisor::bench
