// The connection over gRPC: the one file of the client that knows gRPC.
#include <grpcpp/grpcpp.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/source/service_config.h"
#include "connection_advisor/client/connection.h"
#include "connection_advisor/client/errors.h"
#include "connection_advisor/v1/connection_advisor.grpc.pb.h"

namespace connection_advisor::client {
namespace {

constexpr int kFewestAttempts = 1;
constexpr int kMostAttempts = 5;  // gRPC itself goes no higher
// A thousand pieces of advice in the full view are larger than gRPC's default of 4 MiB.
constexpr int kLargestAnswer = 64 << 20;

absl::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status rpc;
  if (!rpc.ParseFromString(status.error_details())) rpc.Clear();
  rpc.set_code(status.error_code());
  rpc.set_message(status.error_message());
  return FromRpcStatus(rpc);
}

class GrpcConnection final : public Connection {
 public:
  explicit GrpcConnection(const std::shared_ptr<grpc::Channel>& channel) : stub_(Service::NewStub(channel)) {}

  absl::StatusOr<v1::AdviseResponse> Advise(const CallContext& context, const v1::AdviseRequest& request) override {
    return Call(&Service::Stub::Advise, context, request);
  }

  absl::StatusOr<v1::ComparePlatformsResponse> ComparePlatforms(const CallContext& context,
                                                                const v1::ComparePlatformsRequest& request) override {
    return Call(&Service::Stub::ComparePlatforms, context, request);
  }

  absl::StatusOr<v1::ListPlatformsResponse> ListPlatforms(const CallContext& context,
                                                          const v1::ListPlatformsRequest& request) override {
    return Call(&Service::Stub::ListPlatforms, context, request);
  }

  absl::StatusOr<v1::GetPlatformResponse> GetPlatform(const CallContext& context,
                                                      const v1::GetPlatformRequest& request) override {
    return Call(&Service::Stub::GetPlatform, context, request);
  }

 private:
  using Service = v1::ConnectionAdvisor;

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const CallContext& context, const Request& request) {
    grpc::ClientContext call;
    call.set_deadline(absl::ToChronoTime(context.deadline));
    Response response;
    const grpc::Status status = (*stub_.*method)(&call, request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  std::unique_ptr<Service::Stub> stub_;
};

absl::Status Check(const ConnectionOptions& options) {
  if (options.target.empty()) return absl::InvalidArgumentError("target: is empty; give HOST:PORT");
  if (options.max_attempts < kFewestAttempts || options.max_attempts > kMostAttempts) {
    return absl::InvalidArgumentError(
        absl::StrCat("max_attempts: ", options.max_attempts, " is not from ", kFewestAttempts, " to ", kMostAttempts));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& options) {
  const absl::Status valid = Check(options);
  if (!valid.ok()) return valid;
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(ServiceConfigJson(options.max_attempts));
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetMaxReceiveMessageSize(kLargestAnswer);
  return std::make_shared<GrpcConnection>(
      grpc::CreateCustomChannel(options.target, grpc::InsecureChannelCredentials(), arguments));
}

}  // namespace connection_advisor::client
