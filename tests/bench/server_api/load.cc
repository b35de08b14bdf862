#include "tests/bench/server_api/load.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"

namespace connection_advisor::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::unique_ptr<v1::ConnectionAdvisor::Stub> Connect(int port) {
  return v1::ConnectionAdvisor::NewStub(
      grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()));
}

v1::AdviseRequest TypicalRequest() {
  v1::AdviseRequest request;
  request.set_platform("linkedin");
  request.mutable_member()->set_display_name("Miriam");
  request.mutable_candidate()->set_display_name("Jane");
  request.mutable_relationship()->set_met_in_person(true);
  request.mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_VIRTUALLY);
  request.mutable_relationship()->set_my_assessment(v1::ASSESSMENT_POSITIVE);
  request.mutable_invitation()->set_direction(v1::DIRECTION_INCOMING);
  request.set_request_id("4711");
  return request;
}

void Check(const grpc::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "the call failed: %s\n", status.error_message().c_str());
  std::exit(EXIT_FAILURE);
}

struct PendingCall {
  std::optional<grpc::ClientContext> context;
  v1::AdviseResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<v1::AdviseResponse>> reader;
};

}  // namespace

std::vector<Milliseconds> OneInFlight(int port, std::chrono::milliseconds time, std::chrono::milliseconds pause) {
  const auto stub = Connect(port);
  const v1::AdviseRequest request = TypicalRequest();
  std::vector<Milliseconds> times;
  const auto end = Clock::now() + time;
  while (Clock::now() < end) {
    std::this_thread::sleep_for(pause);
    grpc::ClientContext context;
    v1::AdviseResponse response;
    const auto start = Clock::now();
    Check(stub->Advise(&context, request, &response));
    times.push_back(Clock::now() - start);
  }
  // The first one connects.
  times.erase(times.begin());
  std::sort(times.begin(), times.end());
  return times;
}

double ManyInFlight(int port, int width, std::chrono::milliseconds time) {
  const auto stub = Connect(port);
  const v1::AdviseRequest request = TypicalRequest();
  grpc::CompletionQueue queue;
  std::vector<PendingCall> calls(static_cast<size_t>(width));
  const auto ask = [&](PendingCall& call) {
    call.context.emplace();
    call.reader = stub->AsyncAdvise(&*call.context, request, &queue);
    call.reader->Finish(&call.response, &call.status, &call);
  };

  const auto start = Clock::now();
  const auto end = start + time;
  for (PendingCall& call : calls) ask(call);
  int answered = 0;
  int in_flight = width;
  void* tag = nullptr;
  bool ok = false;
  while (in_flight > 0 && queue.Next(&tag, &ok)) {
    auto& call = *static_cast<PendingCall*>(tag);
    Check(call.status);
    ++answered;
    if (Clock::now() < end) {
      ask(call);
    } else {
      --in_flight;
    }
  }
  return answered / std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace connection_advisor::bench
