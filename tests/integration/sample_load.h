// Callers of the sample's platform of every kind: one call at a time, batches, a stream.
#ifndef TESTS_INTEGRATION_SAMPLE_LOAD_H_
#define TESTS_INTEGRATION_SAMPLE_LOAD_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "tests/integration/calls.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {

// They go on until they are stopped, and count what should not be: calls that fail, and answers that are not of one
// version.
class SampleLoad {
 public:
  explicit SampleLoad(const ServerProcess& server) {
    callers_.emplace_back([this, channel = Connected(server)] {
      while (!stop_) CallOnce(channel);
    });
    callers_.emplace_back([this, channel = Connected(server)] {
      while (!stop_) CallBatch(channel);
    });
    callers_.emplace_back([this, channel = Connected(server)] { CallStream(channel); });
  }
  ~SampleLoad() { Stop(); }

  void Stop() {
    stop_ = true;
    for (std::thread& caller : callers_) caller.join();
    callers_.clear();
  }
  int failed() const { return failed_; }
  int torn() const { return torn_; }
  uint64_t answers() const { return answers_; }

 private:
  static constexpr int kInAMessage = 50;

  // So that what comes later finds all of them there.
  static std::shared_ptr<grpc::Channel> Connected(const ServerProcess& server) {
    std::shared_ptr<grpc::Channel> channel = server.NewChannel();
    channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return channel;
  }

  void CallOnce(const std::shared_ptr<grpc::Channel>& channel) {
    const Advised advised = Advise(channel, SampleRequest());
    failed_ += !advised.status.ok();
    torn_ += !IsOfOneVersion(advised.response.advice());
    ++answers_;
  }

  void CallBatch(const std::shared_ptr<grpc::Channel>& channel) {
    v1::BatchAdviseRequest request;
    for (int i = 0; i < kInAMessage; ++i) *request.add_requests() = SampleRequest();
    grpc::ClientContext context;
    v1::BatchAdviseResponse response;
    failed_ += !v1::ConnectionAdvisor::NewStub(channel)->BatchAdvise(&context, request, &response).ok();
    Judge(response.results());
  }

  void CallStream(const std::shared_ptr<grpc::Channel>& channel) {
    const auto stub = v1::ConnectionAdvisor::NewStub(channel);
    grpc::ClientContext context;
    const auto stream = stub->StreamAdvise(&context);
    v1::StreamAdviseRequest request;
    for (int i = 0; i < kInAMessage; ++i) *request.add_requests() = SampleRequest();
    v1::StreamAdviseResponse response;
    while (!stop_ && stream->Write(request) && stream->Read(&response)) Judge(response.results());
    stream->WritesDone();
    failed_ += !stream->Finish().ok();
  }

  // All of a message are of one version.
  template <typename Results>
  void Judge(const Results& results) {
    failed_ += results.size() != kInAMessage;
    for (const v1::AdviceResult& result : results) {
      const bool whole = IsOfOneVersion(result.advice()) &&
                         result.advice().plugin().version() == results[0].advice().plugin().version();
      torn_ += !whole;
      ++answers_;
    }
  }

  std::atomic<bool> stop_ = false;
  std::atomic<int> failed_ = 0;
  std::atomic<int> torn_ = 0;
  std::atomic<uint64_t> answers_ = 0;
  std::vector<std::thread> callers_;
};

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_SAMPLE_LOAD_H_
