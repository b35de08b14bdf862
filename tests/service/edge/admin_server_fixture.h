// PluginAdmin over real connections, with a control that does what the test says.
#ifndef TESTS_SERVICE_EDGE_ADMIN_SERVER_FIXTURE_H_
#define TESTS_SERVICE_EDGE_ADMIN_SERVER_FIXTURE_H_

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "service/edge/admin_server.h"
#include "tests/scratch_directory.h"
#include "tests/service/edge/mock_plugin_control.h"
#include "tests/service/edge/server_fixture.h"
#include "tests/service/edge/uploads.h"

namespace connection_advisor::edge {

using lifecycle::PluginState;
using lifecycle::PluginVersion;

inline PluginVersion Version(const std::string& plugin, const std::string& version, PluginState state) {
  PluginVersion one;
  one.plugin = plugin;
  one.version = version;
  one.sha256 = Sha256Of(plugin + version);
  one.file = plugin + ".so";
  one.state = state;
  return one;
}

// The detail of this type, or one of default values.
template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status rpc;
  Detail found;
  EXPECT_TRUE(rpc.ParseFromString(status.error_details()));
  for (const google::protobuf::Any& detail : rpc.details()) {
    if (detail.UnpackTo(&found)) return found;
  }
  ADD_FAILURE() << "no " << found.GetTypeName() << " in " << rpc.ShortDebugString();
  return found;
}

// The field that the error names.
inline std::string FieldOf(const grpc::Status& status) {
  const auto detail = DetailOf<google::rpc::BadRequest>(status);
  return detail.field_violations().empty() ? "none" : detail.field_violations(0).field();
}

class AdminServerFixture : public ::testing::Test {
 protected:
  using Stub = admin::v1::PluginAdmin::Stub;

  AdminServerFixture() {
    options_.address.socket = socket_;
    ON_CALL(control_, List)
        .WillByDefault(::testing::Return(std::vector<PluginVersion>{Version("rose", "1.1.0", PluginState::kServing),
                                                                    Version("rose", "1.0.0", PluginState::kStandby),
                                                                    Version("tulip", "2.0.0", PluginState::kServing)}));
  }

  void Start() {
    absl::StatusOr<std::unique_ptr<AdminServer>> server = AdminServer::Start(options_, control_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address().ToString(), grpc::InsecureChannelCredentials());
    stub_ = admin::v1::PluginAdmin::NewStub(channel_);
  }

  std::string StartFault() {
    const auto server = AdminServer::Start(options_, control_);
    return server.ok() ? "none" : std::string(server.status().message());
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
    grpc::ClientContext context;
    SetPatience(context);
    return (*stub_.*method)(&context, request, response);
  }

  grpc::Status List() {
    admin::v1::ListPluginsResponse response;
    return Call(&Stub::ListPlugins, {}, &response);
  }
  grpc::Status Rescan() {
    admin::v1::RescanResponse response;
    grpc::Status status = Call(&Stub::Rescan, {}, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status Activate(const std::string& plugin, const std::string& version) {
    admin::v1::ActivateRequest request;
    request.set_plugin(plugin);
    request.set_version(version);
    admin::v1::ActivateResponse response;
    grpc::Status status = Call(&Stub::Activate, request, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status RollBack(const std::string& plugin) {
    admin::v1::RollBackRequest request;
    request.set_plugin(plugin);
    admin::v1::RollBackResponse response;
    grpc::Status status = Call(&Stub::RollBack, request, &response);
    answered_ = response.plugins();
    return status;
  }
  grpc::Status Retire(const std::string& plugin, const std::string& version) {
    admin::v1::RetireRequest request;
    request.set_plugin(plugin);
    request.set_version(version);
    admin::v1::RetireResponse response;
    grpc::Status status = Call(&Stub::Retire, request, &response);
    answered_ = response.plugins();
    return status;
  }

  // One that is open: `Send` returns false when the server takes no more.
  struct OpenUpload {
    grpc::ClientContext context;
    admin::v1::UploadResponse response;
    std::unique_ptr<grpc::ClientWriter<admin::v1::UploadRequest>> requests;

    bool Send(const admin::v1::UploadRequest& request) { return requests->Write(request); }
    grpc::Status Finish() {
      requests->WritesDone();
      return requests->Finish();
    }
  };
  std::unique_ptr<OpenUpload> OpenAnUpload() {
    auto upload = std::make_unique<OpenUpload>();
    SetPatience(upload->context);
    upload->requests = stub_->Upload(&upload->context, &upload->response);
    return upload;
  }
  grpc::Status Upload(const std::vector<admin::v1::UploadRequest>& requests) {
    const std::unique_ptr<OpenUpload> upload = OpenAnUpload();
    for (const admin::v1::UploadRequest& request : requests) {
      if (!upload->Send(request)) break;
    }
    grpc::Status status = upload->Finish();
    uploaded_ = upload->response.plugin();
    return status;
  }

  grpc::Status Preview(const std::string& bytes, admin::v1::PreviewUploadResponse* response) {
    grpc::ClientContext context;
    SetPatience(context);
    const auto requests = stub_->PreviewUpload(&context, response);
    admin::v1::PreviewUploadRequest request;
    *request.mutable_header() = Header("rose.so", bytes).header();
    requests->Write(request);
    request.set_chunk(bytes);
    requests->Write(request);
    requests->WritesDone();
    return requests->Finish();
  }

  std::vector<std::string> AnsweredVersions() const {
    std::vector<std::string> versions;
    for (const auto& one : answered_) versions.push_back(one.plugin() + " " + one.version());
    return versions;
  }

  const ScratchDirectory scratch_;
  const std::string socket_ = scratch_ / "admin.sock";
  ::testing::NiceMock<MockPluginControl> control_;
  AdminServerOptions options_;
  std::unique_ptr<AdminServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Stub> stub_;
  google::protobuf::RepeatedPtrField<admin::v1::PluginVersion> answered_;
  admin::v1::PluginVersion uploaded_;
};

// A control that is entered and does not answer until it is told to.
class Gate {
 public:
  absl::StatusOr<PluginVersion> Pass() {
    std::unique_lock lock(mutex_);
    ++entered_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return Version("rose", "1.0.0", PluginState::kServing);
  }
  void WaitUntilEntered(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return entered_ >= count; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int entered_ = 0;
  bool open_ = false;
};

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_ADMIN_SERVER_FIXTURE_H_
