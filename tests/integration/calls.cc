#include "tests/integration/calls.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "google/rpc/status.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "gtest/gtest.h"

namespace connection_advisor::integration {
namespace {

constexpr size_t kInFlight = 64;

// Only there so that a server that hangs fails the test.
std::chrono::system_clock::time_point Deadline() { return std::chrono::system_clock::now() + std::chrono::seconds(60); }

struct Call {
  size_t index;
  Advised advised;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientAsyncResponseReader<v1::AdviseResponse>> reader;
};

template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status details;
  Detail detail;
  details.ParseFromString(status.error_details());
  for (const google::protobuf::Any& any : details.details()) {
    if (any.UnpackTo(&detail)) break;
  }
  return detail;
}

}  // namespace

void AdviseAll(const std::shared_ptr<grpc::Channel>& channel, size_t count,
               const std::function<v1::AdviseRequest(size_t)>& request_of,
               const std::function<void(size_t, const Advised&)>& judge) {
  const auto stub = v1::ConnectionAdvisor::NewStub(channel);
  grpc::CompletionQueue queue;
  size_t started = 0;
  size_t ended = 0;
  const auto start_next = [&] {
    if (started == count || testing::Test::HasFailure()) return;
    auto call = std::make_unique<Call>();
    call->index = started++;
    call->advised.request = request_of(call->index);
    call->context.set_deadline(Deadline());
    call->reader = stub->AsyncAdvise(&call->context, call->advised.request, &queue);
    call->reader->Finish(&call->advised.response, &call->advised.status, call.get());
    static_cast<void>(call.release());  // the queue's, until it is handed back
  };
  for (size_t i = 0; i < std::min(kInFlight, count); ++i) start_next();
  void* tag = nullptr;
  for (bool ok = false; ended < started && queue.Next(&tag, &ok);) {
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    ++ended;
    judge(call->index, call->advised);
    start_next();
  }
  EXPECT_TRUE(ended == count || testing::Test::HasFailure()) << ended << " of " << count << " calls ended";
}

Advised Advise(const std::shared_ptr<grpc::Channel>& channel, const v1::AdviseRequest& request) {
  Advised advised;
  advised.request = request;
  grpc::ClientContext context;
  context.set_deadline(Deadline());
  advised.status = v1::ConnectionAdvisor::NewStub(channel)->Advise(&context, request, &advised.response);
  return advised;
}

std::vector<std::string> BatchResults(const std::shared_ptr<grpc::Channel>& channel,
                                      const std::vector<v1::AdviseRequest>& requests) {
  v1::BatchAdviseRequest batch;
  batch.mutable_requests()->Assign(requests.begin(), requests.end());
  v1::BatchAdviseResponse response;
  grpc::ClientContext context;
  context.set_deadline(Deadline());
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel)->BatchAdvise(&context, batch, &response);
  EXPECT_TRUE(status.ok()) << Described(status);
  std::vector<std::string> results;
  for (const v1::AdviceResult& result : response.results()) results.push_back(result.SerializeAsString());
  return results;
}

std::vector<google::rpc::BadRequest::FieldViolation> ViolationsIn(const grpc::Status& status) {
  const auto bad_request = DetailOf<google::rpc::BadRequest>(status);
  return {bad_request.field_violations().begin(), bad_request.field_violations().end()};
}

google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status) { return DetailOf<google::rpc::ErrorInfo>(status); }

std::string Described(const grpc::Status& status) {
  return status.error_message() + "\n" + DetailOf<google::rpc::BadRequest>(status).DebugString();
}

}  // namespace connection_advisor::integration
