// A server in this process with no platform at all, and a client of it.
#ifndef TESTS_SERVICE_EDGE_SERVER_FIXTURE_H_
#define TESTS_SERVICE_EDGE_SERVER_FIXTURE_H_

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "service/edge/server.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/call_observer.h"

namespace connection_advisor::edge {

// Long enough for the slowest machine; nothing waits for it that works.
constexpr auto kPatience = std::chrono::seconds(20);

inline void SetPatience(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
}

inline v1::AdviseRequest RequestTo(const std::string& platform) {
  v1::AdviseRequest request;
  request.set_platform(platform);
  return request;
}

class ServerFixture : public ::testing::Test {
 protected:
  void SetUp() override { Start(ServerOptions()); }
  // Before what it tells, which is a derived fixture's.
  void TearDown() override { server_.reset(); }

  void Start(ServerOptions options, telemetry::CallObserver* observer = nullptr) {
    options.address = {"127.0.0.1", 0};
    absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options, platforms_, {.calls = observer});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address().ToString(), grpc::InsecureChannelCredentials());
    stub_ = v1::ConnectionAdvisor::NewStub(channel_);
  }

  grpc::Status Advise(const v1::AdviseRequest& request) {
    grpc::ClientContext context;
    SetPatience(context);
    v1::AdviseResponse response;
    return stub_->Advise(&context, request, &response);
  }

  platform::PublishedPlatforms platforms_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::ConnectionAdvisor::Stub> stub_;
};

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_SERVER_FIXTURE_H_
