#include "client/advisorctl/plugin_admin_client.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "client/source/transport.h"
#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"

namespace connection_advisor::client {
namespace {

using admin::v1::PluginAdmin;

constexpr char kUnix[] = "unix:";
// Small enough that a bar moves, large enough that a message costs little.
constexpr size_t kChunkBytes = 256 << 10;
// A preview tells all that differs between two versions: for large plugins more than gRPC's default of 4 MiB.
constexpr int kLargestAnswer = 64 << 20;

// gRPC takes its targets for URIs.
std::string Escaped(absl::string_view path) {
  std::string escaped;
  for (const char c : path) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || std::strchr("/-._~", c) != nullptr) {
      escaped.push_back(c);
    } else {
      absl::StrAppendFormat(&escaped, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

absl::StatusOr<std::string> TargetOf(absl::string_view address, bool encrypted) {
  absl::string_view path = address;
  if (absl::ConsumePrefix(&path, kUnix)) {
    if (path.empty()) return absl::InvalidArgumentError("has no path; write unix:PATH");
    if (encrypted) return absl::InvalidArgumentError("is a Unix socket, where nobody listens in; leave TLS out");
    return absl::StrCat(kUnix, Escaped(path));
  }
  if (absl::StrContains(address, "/")) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", address, "' is no address; for a Unix socket write unix:", address));
  }
  if (!absl::StrContains(address, ":")) {
    return absl::InvalidArgumentError(absl::StrCat("'", address, "' has no port; write unix:PATH or HOST:PORT"));
  }
  return std::string(address);
}

}  // namespace

struct PluginAdminClient::Parts {
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (PluginAdmin::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                          Response*),
                                const Request& request) const {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status = (*stub.*method)(&context, request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> SendFile(
      std::unique_ptr<grpc::ClientWriter<Request>> (PluginAdmin::Stub::*method)(grpc::ClientContext*, Response*),
      const admin::v1::UploadHeader& header, absl::string_view bytes, const Sent& sent) const {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const auto requests = (*stub.*method)(&context, &response);
    Request request;
    *request.mutable_header() = header;
    // The server may have heard enough before the end; why, it says at Finish.
    bool listens = requests->Write(request);
    for (size_t begin = 0; listens && begin < bytes.size(); begin += kChunkBytes) {
      request.set_chunk(std::string(bytes.substr(begin, kChunkBytes)));
      listens = requests->Write(request);
      sent(static_cast<int64_t>(std::min(begin + kChunkBytes, bytes.size())));
    }
    requests->WritesDone();
    const grpc::Status status = requests->Finish();
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  void SetDeadline(grpc::ClientContext& context) const { context.set_deadline(ToGrpcDeadline(absl::Now() + timeout)); }

  std::unique_ptr<PluginAdmin::Stub> stub;
  absl::Duration timeout;
};

PluginAdminClient::PluginAdminClient(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PluginAdminClient::PluginAdminClient(PluginAdminClient&&) noexcept = default;
PluginAdminClient::~PluginAdminClient() = default;

absl::StatusOr<PluginAdminClient> PluginAdminClient::Connect(const std::string& address,
                                                             const std::optional<TlsOptions>& tls,
                                                             absl::Duration timeout) {
  const absl::StatusOr<std::string> target = TargetOf(address, tls.has_value());
  if (!target.ok()) return target.status();
  auto parts = std::make_unique<Parts>();
  grpc::ChannelArguments arguments = TlsArgumentsOf(tls);
  arguments.SetMaxReceiveMessageSize(kLargestAnswer);
  parts->stub = PluginAdmin::NewStub(grpc::CreateCustomChannel(*target, CredentialsOf(tls), arguments));
  parts->timeout = timeout;
  return PluginAdminClient(std::move(parts));
}

absl::StatusOr<admin::v1::ListPluginsResponse> PluginAdminClient::ListPlugins() const {
  return parts_->Call(&PluginAdmin::Stub::ListPlugins, admin::v1::ListPluginsRequest());
}

absl::StatusOr<admin::v1::RescanResponse> PluginAdminClient::Rescan() const {
  return parts_->Call(&PluginAdmin::Stub::Rescan, admin::v1::RescanRequest());
}

absl::StatusOr<admin::v1::ActivateResponse> PluginAdminClient::Activate(
    const admin::v1::ActivateRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::Activate, request);
}

absl::StatusOr<admin::v1::RollBackResponse> PluginAdminClient::RollBack(
    const admin::v1::RollBackRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::RollBack, request);
}

absl::StatusOr<admin::v1::RetireResponse> PluginAdminClient::Retire(const admin::v1::RetireRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::Retire, request);
}

absl::StatusOr<admin::v1::StartShadowResponse> PluginAdminClient::StartShadow(
    const admin::v1::StartShadowRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::StartShadow, request);
}

absl::StatusOr<admin::v1::StopShadowResponse> PluginAdminClient::StopShadow(
    const admin::v1::StopShadowRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::StopShadow, request);
}

absl::StatusOr<admin::v1::ListShadowsResponse> PluginAdminClient::ListShadows(
    const admin::v1::ListShadowsRequest& request) const {
  return parts_->Call(&PluginAdmin::Stub::ListShadows, request);
}

absl::StatusOr<admin::v1::UploadResponse> PluginAdminClient::Upload(const admin::v1::UploadHeader& header,
                                                                    absl::string_view bytes, const Sent& sent) const {
  return parts_->SendFile(&PluginAdmin::Stub::Upload, header, bytes, sent);
}

absl::StatusOr<admin::v1::PreviewUploadResponse> PluginAdminClient::PreviewUpload(const admin::v1::UploadHeader& header,
                                                                                  absl::string_view bytes,
                                                                                  const Sent& sent) const {
  return parts_->SendFile(&PluginAdmin::Stub::PreviewUpload, header, bytes, sent);
}

}  // namespace connection_advisor::client
