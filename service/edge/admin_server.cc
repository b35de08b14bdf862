#include "service/edge/admin_server.h"

#include <grpcpp/ext/health_check_service_server_builder_option.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/edge/admin_service.h"
#include "service/edge/bindable.h"
#include "service/edge/socket_file.h"
#include "service/edge/transport.h"

namespace connection_advisor::edge {
namespace {

constexpr int kMostThreads = 16;

// A peer that is gone is noticed, so that its upload does not stand in the way of others.
constexpr std::chrono::milliseconds kKeepaliveInterval(60'000);
constexpr std::chrono::milliseconds kKeepaliveTimeout(20'000);

void Configure(grpc::ServerBuilder& builder) {
  const auto set = [&](const char* argument, int64_t value) {
    builder.AddChannelArgument(argument, static_cast<int>(value));
  };
  set(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveInterval.count());
  set(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeout.count());
  set(GRPC_ARG_ALLOW_REUSEPORT, 0);
  LimitSynchronousThreads(kMostThreads, builder);
  RefuseCompressed(builder);
  // The health of the advice is asked for where the advice is.
  builder.SetOption(std::make_unique<grpc::HealthCheckServiceServerBuilderOption>(nullptr));
}

}  // namespace

struct AdminServer::Parts {
  Parts(const AdminServerOptions& options, lifecycle::PluginControl& control)
      : address(options.address), service(control, options.uploads) {}

  absl::Status Listen(const std::optional<TlsMaterial>& tls) {
    return address.tcp ? ListenOnTcp(tls) : ListenOnSocket();
  }

  absl::Status ListenOnTcp(const std::optional<TlsMaterial>& tls) {
    if (absl::Status status = CheckBindable(*address.tcp); !status.ok()) return status;
    const absl::StatusOr<int> port = ListenOn(address.ToString(), CredentialsOf(tls));
    if (port.ok()) address.tcp->port = static_cast<uint16_t>(*port);
    return port.status();
  }

  // Whom the system lets open the socket is let in; there is nobody on the way.
  absl::Status ListenOnSocket() {
    absl::StatusOr<std::unique_ptr<SocketFile>> reserved = SocketFile::Reserve(address.socket);
    if (!reserved.ok()) return reserved.status();
    socket = *std::move(reserved);
    const absl::StatusOr<int> listening = ListenOn(socket->GrpcAddress(), CredentialsOf(std::nullopt));
    return listening.ok() ? socket->Publish() : listening.status();
  }

  absl::StatusOr<int> ListenOn(const std::string& place, std::shared_ptr<grpc::ServerCredentials> credentials) {
    grpc::ServerBuilder builder;
    Configure(builder);
    builder.RegisterService(&service);
    int port = 0;
    builder.AddListeningPort(place, std::move(credentials), &port);
    server = builder.BuildAndStart();
    if (server != nullptr && port != 0) return port;
    return absl::UnavailableError(absl::StrCat("cannot listen on ", address.ToString()));
  }

  AdminAddress address;
  AdminService service;
  std::unique_ptr<SocketFile> socket;  // nullptr: TCP
  std::unique_ptr<grpc::Server> server;
};

AdminServer::AdminServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

absl::StatusOr<std::unique_ptr<AdminServer>> AdminServer::Start(const AdminServerOptions& options,
                                                                lifecycle::PluginControl& control) {
  const bool clients_are_known = options.tls && !options.tls->client_ca.empty();
  if (absl::Status status = CheckReach(options.address, clients_are_known); !status.ok()) return status;
  HoldLibrary();
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto parts = std::make_unique<Parts>(options, control);
  if (absl::Status status = parts->Listen(options.tls); !status.ok()) return status;
  return std::unique_ptr<AdminServer>(new AdminServer(std::move(parts)));
}

AdminServer::~AdminServer() { Stop(std::chrono::milliseconds(0)); }

const AdminAddress& AdminServer::address() const { return parts_->address; }

void AdminServer::Stop(std::chrono::milliseconds grace) {
  const auto start = std::chrono::system_clock::now();
  if (parts_->socket != nullptr) parts_->socket->Remove();
  parts_->server->Shutdown(start + grace);
}

}  // namespace connection_advisor::edge
