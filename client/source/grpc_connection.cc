// The connection over gRPC: the one file of the client that knows the stubs.
#include <grpcpp/grpcpp.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/source/service_config.h"
#include "client/source/transport.h"
#include "connection_advisor/client/connection.h"
#include "connection_advisor/v1/connection_advisor.grpc.pb.h"

namespace connection_advisor::client {
namespace {

constexpr int kFewestAttempts = 1;
constexpr int kMostAttempts = 5;  // gRPC itself goes no higher
// A thousand pieces of advice in the full view, on a platform with many facts, are larger than gRPC's default of 4 MiB.
constexpr int kLargestAnswer = 64 << 20;

// What a call may have sent and still be tried again: the 4 MiB of the largest request that a server takes, and the
// metadata beside it. gRPC's default of 256 KiB is less than most batches, and beyond it gRPC gives up without a word.
// It costs memory: each call under way keeps what it has sent until its answer begins, up to this much.
constexpr int kLargestRetried = 5 << 20;

// How long the next attempt to connect waits after one that failed: gRPC's own second, which grows to two minutes, is
// longer than a call is tried, so that no attempt of a call would find a server that has just been started again.
constexpr int kFirstReconnectMs = 100;
constexpr int kLastReconnectMs = 1000;

// A server that went without a word is noticed by a call under way after both together, not only at its deadline. The
// server wants 15 s between pings, and advises twice as much.
constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

// What every call hands to gRPC: its deadline, and the cancellation for as long as the call lasts.
class GrpcCall {
 public:
  explicit GrpcCall(const CallContext& context) {
    context_.set_deadline(ToGrpcDeadline(context.deadline));
    if (context.cancellation.has_value()) {
      listener_ = context.cancellation->OnCancel([this] { context_.TryCancel(); });
    }
  }

  grpc::ClientContext* context() { return &context_; }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<Cancellation::Listener> listener_;  // goes before the context it cancels
};

class GrpcAdviseStream final : public AdviseStream {
 public:
  GrpcAdviseStream(v1::ConnectionAdvisor::Stub& stub, const CallContext& context)
      : call_(context), stream_(stub.StreamAdvise(call_.context())) {}

  bool Write(const v1::StreamAdviseRequest& request) override { return stream_->Write(request); }
  void WritesDone() override { stream_->WritesDone(); }
  bool Read(v1::StreamAdviseResponse* response) override { return stream_->Read(response); }
  void Cancel() override { call_.context()->TryCancel(); }
  absl::Status Finish() override { return ToStatus(stream_->Finish()); }

 private:
  GrpcCall call_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::StreamAdviseRequest, v1::StreamAdviseResponse>> stream_;
};

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

  absl::StatusOr<v1::BatchAdviseResponse> BatchAdvise(const CallContext& context,
                                                      const v1::BatchAdviseRequest& request) override {
    return Call(&Service::Stub::BatchAdvise, context, request);
  }

  absl::StatusOr<std::unique_ptr<AdviseStream>> StreamAdvise(const CallContext& context) override {
    return std::make_unique<GrpcAdviseStream>(*stub_, context);
  }

 private:
  using Service = v1::ConnectionAdvisor;

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const CallContext& context, const Request& request) {
    GrpcCall call(context);
    Response response;
    const grpc::Status status = (*stub_.*method)(call.context(), request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  std::unique_ptr<Service::Stub> stub_;
};

// gRPC itself would say no more than that no handshake succeeds.
absl::Status CheckPem(const TlsOptions& tls) {
  const struct {
    const char* name;
    const std::string& text;
  } rows[] = {{"root_certificates", tls.root_certificates},
              {"certificate_chain", tls.certificate_chain},
              {"private_key", tls.private_key}};
  for (const auto& row : rows) {
    if (row.text.empty() || absl::StrContains(row.text, "-----BEGIN ")) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("tls.", row.name, ": is no PEM text; give the contents of the file, not its name"));
  }
  return absl::OkStatus();
}

absl::Status Check(const ConnectionOptions& options) {
  if (options.target.empty()) return absl::InvalidArgumentError("target: is empty; give HOST:PORT");
  if (options.max_attempts < kFewestAttempts || options.max_attempts > kMostAttempts) {
    return absl::InvalidArgumentError(
        absl::StrCat("max_attempts: ", options.max_attempts, " is not from ", kFewestAttempts, " to ", kMostAttempts));
  }
  if (!options.tls.has_value()) return absl::OkStatus();
  if (options.tls->certificate_chain.empty() != options.tls->private_key.empty()) {
    return absl::InvalidArgumentError("tls: certificate_chain and private_key go together; give both or neither");
  }
  return CheckPem(*options.tls);
}

grpc::ChannelArguments ArgumentsOf(const ConnectionOptions& options) {
  grpc::ChannelArguments arguments = TlsArgumentsOf(options.tls);
  arguments.SetServiceConfigJSON(ServiceConfigJson(options.max_attempts));
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetInt(GRPC_ARG_PER_RPC_RETRY_BUFFER_SIZE, kLargestRetried);
  arguments.SetMaxReceiveMessageSize(kLargestAnswer);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectMs);
  // GRPC_ARG_MIN_RECONNECT_BACKOFF_MS stays as it is: it is how long an attempt may take at least, TLS included.
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLastReconnectMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  // Else there are only two pings before the next message, and a stream may wait for long.
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  return arguments;
}

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& options) {
  absl::Status valid = Check(options);
  if (!valid.ok()) return valid;
  return std::make_shared<GrpcConnection>(
      grpc::CreateCustomChannel(options.target, CredentialsOf(options.tls), ArgumentsOf(options)));
}

}  // namespace connection_advisor::client
