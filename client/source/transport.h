// What every file of the client that talks gRPC needs.
#ifndef CLIENT_SOURCE_TRANSPORT_H_
#define CLIENT_SOURCE_TRANSPORT_H_

#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "connection_advisor/client/options.h"

namespace connection_advisor::client {

// With the details that came along as payloads.
absl::Status ToStatus(const grpc::Status& status);

// As gRPC takes it: a time before 1970 would be no deadline at all to it, and so would one that is centuries away.
std::chrono::system_clock::time_point ToGrpcDeadline(absl::Time deadline);

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const std::optional<TlsOptions>& tls);

// What the channel has to know of them besides: the name that the server's certificate has to carry.
grpc::ChannelArguments TlsArgumentsOf(const std::optional<TlsOptions>& tls);

}  // namespace connection_advisor::client

#endif  // CLIENT_SOURCE_TRANSPORT_H_
