// A server of PluginAdmin in this process, on a Unix socket, or on a port where it has credentials, that answers as the
// test says.
#ifndef TESTS_CLIENT_FAKE_PLUGIN_ADMIN_H_
#define TESTS_CLIENT_FAKE_PLUGIN_ADMIN_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::client {

class FakePluginAdmin final : public admin::v1::PluginAdmin::Service {
 public:
  FakePluginAdmin() : address_("unix:" + (scratch_ / "admin.sock").string()) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  explicit FakePluginAdmin(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", credentials, &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~FakePluginAdmin() override { server_->Shutdown(std::chrono::system_clock::now()); }

  const std::string& address() const { return address_; }
  const ScratchDirectory& scratch() const { return scratch_; }

  // What every method answers: the versions, or this status.
  std::vector<admin::v1::PluginVersion> versions;
  grpc::Status status;
  // What an upload becomes, and what a preview says.
  admin::v1::PluginVersion uploaded;
  admin::v1::PreviewUploadResponse previewed;
  // What every method about shadows tells of.
  admin::v1::Shadow shadow;

  // What came, the last of each.
  admin::v1::ActivateRequest activate;
  admin::v1::RollBackRequest roll_back;
  admin::v1::RetireRequest retire;
  admin::v1::StartShadowRequest start_shadow;
  admin::v1::StopShadowRequest stop_shadow;
  admin::v1::ListShadowsRequest list_shadows;
  admin::v1::UploadHeader header;
  std::string bytes;
  int rescans = 0;

 private:
  template <typename Response>
  grpc::Status Answer(Response* response) const {
    response->mutable_plugins()->Assign(versions.begin(), versions.end());
    return status;
  }

  grpc::Status ListPlugins(grpc::ServerContext*, const admin::v1::ListPluginsRequest*,
                           admin::v1::ListPluginsResponse* response) override {
    return Answer(response);
  }
  grpc::Status Rescan(grpc::ServerContext*, const admin::v1::RescanRequest*,
                      admin::v1::RescanResponse* response) override {
    ++rescans;
    return Answer(response);
  }
  grpc::Status Activate(grpc::ServerContext*, const admin::v1::ActivateRequest* request,
                        admin::v1::ActivateResponse* response) override {
    activate = *request;
    return Answer(response);
  }
  grpc::Status RollBack(grpc::ServerContext*, const admin::v1::RollBackRequest* request,
                        admin::v1::RollBackResponse* response) override {
    roll_back = *request;
    return Answer(response);
  }
  grpc::Status Retire(grpc::ServerContext*, const admin::v1::RetireRequest* request,
                      admin::v1::RetireResponse* response) override {
    retire = *request;
    return Answer(response);
  }
  grpc::Status Upload(grpc::ServerContext*, grpc::ServerReader<admin::v1::UploadRequest>* requests,
                      admin::v1::UploadResponse* response) override {
    admin::v1::UploadRequest request;
    Receive(requests, &request);
    *response->mutable_plugin() = uploaded;
    return status;
  }
  grpc::Status PreviewUpload(grpc::ServerContext*, grpc::ServerReader<admin::v1::PreviewUploadRequest>* requests,
                             admin::v1::PreviewUploadResponse* response) override {
    admin::v1::PreviewUploadRequest request;
    Receive(requests, &request);
    *response = previewed;
    return status;
  }
  grpc::Status StartShadow(grpc::ServerContext*, const admin::v1::StartShadowRequest* request,
                           admin::v1::StartShadowResponse* response) override {
    start_shadow = *request;
    *response->mutable_shadow() = shadow;
    return status;
  }
  grpc::Status StopShadow(grpc::ServerContext*, const admin::v1::StopShadowRequest* request,
                          admin::v1::StopShadowResponse* response) override {
    stop_shadow = *request;
    *response->mutable_shadow() = shadow;
    return status;
  }
  grpc::Status ListShadows(grpc::ServerContext*, const admin::v1::ListShadowsRequest* request,
                           admin::v1::ListShadowsResponse* response) override {
    list_shadows = *request;
    *response->add_shadows() = shadow;
    return status;
  }
  template <typename Request>
  void Receive(grpc::ServerReader<Request>* requests, Request* request) {
    requests->Read(request);
    header = request->header();
    while (status.ok() && requests->Read(request)) bytes += request->chunk();
  }

  const ScratchDirectory scratch_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace connection_advisor::client

#endif  // TESTS_CLIENT_FAKE_PLUGIN_ADMIN_H_
