#include "client/source/transport.h"

#include <algorithm>

#include "connection_advisor/client/errors.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::client {
namespace {

constexpr absl::Time kLatestDeadline = absl::FromUnixSeconds(4'102'444'800);  // the year 2100

}  // namespace

absl::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status rpc;
  if (!rpc.ParseFromString(status.error_details())) rpc.Clear();
  rpc.set_code(status.error_code());
  rpc.set_message(status.error_message());
  return FromRpcStatus(rpc);
}

std::chrono::system_clock::time_point ToGrpcDeadline(absl::Time deadline) {
  return absl::ToChronoTime(std::clamp(deadline, absl::UnixEpoch(), kLatestDeadline));
}

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const std::optional<TlsOptions>& tls) {
  if (!tls.has_value()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions ssl;
  ssl.pem_root_certs = tls->root_certificates;
  ssl.pem_cert_chain = tls->certificate_chain;
  ssl.pem_private_key = tls->private_key;
  return grpc::SslCredentials(ssl);
}

grpc::ChannelArguments TlsArgumentsOf(const std::optional<TlsOptions>& tls) {
  grpc::ChannelArguments arguments;
  if (tls.has_value() && !tls->server_name.empty()) arguments.SetSslTargetNameOverride(tls->server_name);
  return arguments;
}

}  // namespace connection_advisor::client
