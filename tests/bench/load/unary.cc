#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "tests/bench/load/in_flight.h"
#include "tests/bench/load/load.h"
#include "tests/bench/load/typical_request.h"

namespace connection_advisor::bench {

std::unique_ptr<v1::ConnectionAdvisor::Stub> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return v1::ConnectionAdvisor::NewStub(
      grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
}

void Check(const grpc::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "the call failed: %s\n", status.error_message().c_str());
  std::exit(EXIT_FAILURE);
}

namespace {

template <typename Stub>
v1::Advice AskOver(Stub& stub) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  v1::AdviseResponse response;
  Check(stub->Advise(&context, TypicalRequest(), &response));
  return response.advice();
}

}  // namespace

v1::Advice Ask(const std::string& address) {
  const auto stub = Connect(address);
  return AskOver(stub);
}

bool AwaitVersion(const std::string& address, const std::string& version, std::chrono::milliseconds most) {
  const auto stub = Connect(address);
  AskOver(stub);
  std::puts("ready");
  std::fflush(stdout);
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (AskOver(stub).plugin().version() != version) {
    if (std::chrono::steady_clock::now() > deadline) return false;
  }
  std::puts("answers");
  return true;
}

std::vector<Milliseconds> OneInFlight(const std::string& address, std::chrono::milliseconds time,
                                      std::chrono::milliseconds pause) {
  const auto stub = Connect(address);
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

Answered Unary(const std::string& address, int width, const Until& until) {
  return KeepInFlight<v1::AdviseResponse>(
      address, width, until, TypicalRequest(), /*decisions_per_call=*/1,
      [](v1::ConnectionAdvisor::Stub& stub, grpc::ClientContext* context, const v1::AdviseRequest& request,
         grpc::CompletionQueue* queue) { return stub.AsyncAdvise(context, request, queue); });
}

}  // namespace connection_advisor::bench
