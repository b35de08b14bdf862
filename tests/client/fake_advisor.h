// A server in the test's own process that answers what the test told it to.
#ifndef TESTS_CLIENT_FAKE_ADVISOR_H_
#define TESTS_CLIENT_FAKE_ADVISOR_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"

namespace connection_advisor::client {

class FakeAdvisor final : public v1::ConnectionAdvisor::Service {
 public:
  explicit FakeAdvisor(const std::shared_ptr<grpc::ServerCredentials>& credentials = grpc::InsecureServerCredentials(),
                       const std::string& address = "127.0.0.1:0") {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, credentials, &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }

  ~FakeAdvisor() override { server_->Shutdown(std::chrono::system_clock::now()); }

  const std::string& address() const { return address_; }

  // Set before the first call.
  std::function<grpc::Status(grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*)> advise;
  std::function<grpc::Status(const v1::ComparePlatformsRequest&, v1::ComparePlatformsResponse*)> compare;
  std::function<grpc::Status(v1::ListPlatformsResponse*)> list;
  std::function<grpc::Status(const v1::GetPlatformRequest&, v1::GetPlatformResponse*)> get;
  std::function<grpc::Status(const v1::BatchAdviseRequest&, v1::BatchAdviseResponse*)> batch;
  using Stream = grpc::ServerReaderWriter<v1::StreamAdviseResponse, v1::StreamAdviseRequest>;
  std::function<grpc::Status(grpc::ServerContext*, Stream*)> stream;

 private:
  static grpc::Status NotSet() { return {grpc::StatusCode::UNIMPLEMENTED, "the test does not expect this call"}; }

  grpc::Status Advise(grpc::ServerContext* context, const v1::AdviseRequest* request,
                      v1::AdviseResponse* response) override {
    return advise ? advise(context, *request, response) : NotSet();
  }
  grpc::Status ComparePlatforms(grpc::ServerContext*, const v1::ComparePlatformsRequest* request,
                                v1::ComparePlatformsResponse* response) override {
    return compare ? compare(*request, response) : NotSet();
  }
  grpc::Status ListPlatforms(grpc::ServerContext*, const v1::ListPlatformsRequest*,
                             v1::ListPlatformsResponse* response) override {
    return list ? list(response) : NotSet();
  }
  grpc::Status GetPlatform(grpc::ServerContext*, const v1::GetPlatformRequest* request,
                           v1::GetPlatformResponse* response) override {
    return get ? get(*request, response) : NotSet();
  }
  grpc::Status BatchAdvise(grpc::ServerContext*, const v1::BatchAdviseRequest* request,
                           v1::BatchAdviseResponse* response) override {
    return batch ? batch(*request, response) : NotSet();
  }
  grpc::Status StreamAdvise(grpc::ServerContext* context, Stream* messages) override {
    return stream ? stream(context, messages) : NotSet();
  }

  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace connection_advisor::client

#endif  // TESTS_CLIENT_FAKE_ADVISOR_H_
