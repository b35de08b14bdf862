#include "service/edge/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.pb.h"
#include "service/edge/admission.h"
#include "service/edge/bindable.h"
#include "service/edge/methods.h"
#include "service/edge/serving_queue.h"
#include "service/edge/transport.h"

namespace connection_advisor::edge {
namespace {

// Past that many, the kernel's work per answer is what bounds the rate.
constexpr int kMostThreads = 16;

// Of reflection, the one synchronous service, which somebody asks now and then.
constexpr int kMostReflectionThreads = 8;

// gRPC kills, with CANCELLED, calls that arrive after its shutdown began, until the client knows of it. So for this
// long before, new calls are answered UNAVAILABLE, which clients try again later and elsewhere: longer than an answer
// takes to arrive, shorter than clients wait before they try again.
constexpr std::chrono::milliseconds kStopNotice(50);

// What is left where no call of the contract is in flight are watchers of health, who never end, and refusals on their
// way.
constexpr std::chrono::milliseconds kIdleGrace(250);

int UnaryThreads(const ServerOptions& options) {
  if (options.unary_threads > 0) return options.unary_threads;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads);
}

// Batches and streams get a share of the machine, and never more than single calls.
int BulkThreads(const ServerOptions& options) {
  if (options.bulk_threads > 0) return options.bulk_threads;
  return std::max(1, UnaryThreads(options) / 2);
}

void ApplyLimits(const ServerOptions& options, grpc::ServerBuilder& builder) {
  const auto set = [&](const char* argument, int64_t value) {
    builder.AddChannelArgument(argument, static_cast<int>(value));
  };
  builder.SetMaxReceiveMessageSize(options.max_receive_bytes);
  set(GRPC_ARG_MAX_METADATA_SIZE, options.max_metadata_bytes);
  set(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_streams_per_connection);
  set(GRPC_ARG_KEEPALIVE_TIME_MS, options.keepalive_interval.count());
  set(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, options.keepalive_timeout.count());
  set(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  set(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, options.least_client_ping_interval.count());
  set(GRPC_ARG_MAX_CONNECTION_AGE_MS, options.max_connection_age.count());
  set(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, options.max_connection_age_grace.count());
  // gRPC lets several processes share a port. Here a port in use is a mistake, and is to be told.
  set(GRPC_ARG_ALLOW_REUSEPORT, 0);
  LimitSynchronousThreads(kMostReflectionThreads, builder);
  RefuseCompressed(builder);
}

}  // namespace

struct Server::Parts {
  Parts(const ServerOptions& options, const platform::PublishedPlatforms& platforms, telemetry::Observers observers)
      : address(options.address),
        admission(options.max_calls_in_flight, options.retry_after),
        context{platforms, admission, observers} {}

  void AddQueues(int count, void (*methods)(AsyncService&, ServingQueue&), grpc::ServerBuilder& builder) {
    for (int i = 0; i < count; ++i) {
      queues.push_back({std::make_unique<ServingQueue>(builder.AddCompletionQueue(), context), methods});
    }
  }

  struct Queue {
    std::unique_ptr<ServingQueue> queue;
    void (*add_methods)(AsyncService&, ServingQueue&);
  };

  ListenAddress address;
  Admission admission;
  const ServingContext context;
  AsyncService service;
  // The queues go before the server and after its shutdown.
  std::unique_ptr<grpc::Server> server;
  std::vector<Queue> queues;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      const platform::PublishedPlatforms& platforms,
                                                      telemetry::Observers observers) {
  if (absl::Status status = CheckBindable(options.address); !status.ok()) return status;
  HoldLibrary();
  grpc::EnableDefaultHealthCheckService(true);
  // Named, so that it is linked: reflection then finds the descriptor.
  grpc::health::v1::HealthCheckRequest::descriptor();
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();

  auto parts = std::make_unique<Parts>(options, platforms, observers);
  grpc::ServerBuilder builder;
  ApplyLimits(options, builder);
  int port = 0;
  builder.AddListeningPort(options.address.ToString(), CredentialsOf(options.tls), &port);
  builder.RegisterService(&parts->service);
  parts->AddQueues(UnaryThreads(options), &AddSingleMethods, builder);
  parts->AddQueues(BulkThreads(options), &AddBulkMethods, builder);

  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", options.address.ToString()));
  }
  parts->address.port = static_cast<uint16_t>(port);
  parts->server->GetHealthCheckService()->SetServingStatus(false);
  for (const Parts::Queue& one : parts->queues) {
    one.add_methods(parts->service, *one.queue);
    one.queue->Start();
  }
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server() { Stop(std::chrono::milliseconds(0)); }

const ListenAddress& Server::address() const { return parts_->address; }

int Server::calls_in_flight() const { return parts_->admission.in_flight(); }

void Server::SetHealth(const std::map<std::string, bool>& serving_by_name) {
  grpc::HealthCheckServiceInterface* health = parts_->server->GetHealthCheckService();
  for (const auto& [name, serving] : serving_by_name) health->SetServingStatus(name, serving);
}

void Server::Stop(std::chrono::milliseconds grace) {
  const auto start = std::chrono::system_clock::now();
  parts_->server->GetHealthCheckService()->Shutdown();
  if (parts_->admission.Close()) std::this_thread::sleep_for(std::min(grace, kStopNotice));
  const bool idle = parts_->admission.in_flight() == 0;
  parts_->server->Shutdown(start + (idle ? std::min(grace, kIdleGrace) : grace));
  for (const Parts::Queue& one : parts_->queues) one.queue->Stop();
}

}  // namespace connection_advisor::edge
