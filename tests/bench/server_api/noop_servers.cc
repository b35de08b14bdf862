#include "tests/bench/server_api/noop_servers.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <memory>
#include <thread>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "service/edge/serving_queue.h"
#include "service/edge/stream_call.h"
#include "service/edge/unary_call.h"
#include "tests/bench/server_api/typical_advice.h"

namespace connection_advisor::bench {
namespace {

using Service = v1::ConnectionAdvisor;

std::unique_ptr<grpc::Server> Start(grpc::ServerBuilder& builder, grpc::Service& service, int* port) {
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), port);
  builder.RegisterService(&service);
  return builder.BuildAndStart();
}

class SyncService final : public Service::Service {
  grpc::Status Advise(grpc::ServerContext*, const v1::AdviseRequest* request, v1::AdviseResponse* response) override {
    FillTypicalAdvice(*request, response->mutable_advice());
    return grpc::Status::OK;
  }
};

class CallbackService final : public Service::CallbackService {
  grpc::ServerUnaryReactor* Advise(grpc::CallbackServerContext* context, const v1::AdviseRequest* request,
                                   v1::AdviseResponse* response) override {
    FillTypicalAdvice(*request, response->mutable_advice());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

template <typename ServiceType>
void ServeOrdinary(const std::function<void(int)>& started, const std::function<void()>& wait) {
  ServiceType service;
  grpc::ServerBuilder builder;
  int port = 0;
  const std::unique_ptr<grpc::Server> server = Start(builder, service, &port);
  started(port);
  wait();
  server->Shutdown(std::chrono::system_clock::now());
}

absl::Status AnswerOne(const v1::AdviseRequest& request, const edge::AnswerContext&, v1::AdviseResponse* response) {
  FillTypicalAdvice(request, response->mutable_advice());
  return absl::OkStatus();
}

template <typename Request, typename Response>
absl::Status AnswerEach(const Request& request, const edge::AnswerContext&, Response* response) {
  response->mutable_results()->Reserve(request.requests_size());
  for (const v1::AdviseRequest& one : request.requests()) {
    FillTypicalAdvice(one, response->add_results()->mutable_advice());
  }
  return absl::OkStatus();
}

constexpr edge::UnaryMethod<v1::AdviseRequest, v1::AdviseResponse> kAdvise = {
    telemetry::Method::kAdvise, &edge::AsyncService::RequestAdvise, &AnswerOne};
constexpr edge::UnaryMethod<v1::BatchAdviseRequest, v1::BatchAdviseResponse> kBatchAdvise = {
    telemetry::Method::kBatchAdvise, &edge::AsyncService::RequestBatchAdvise, &AnswerEach};
constexpr edge::StreamMethod<v1::StreamAdviseRequest, v1::StreamAdviseResponse> kStreamAdvise = {
    telemetry::Method::kStreamAdvise, &edge::AsyncService::RequestStreamAdvise, &AnswerEach};

// gRPC serves health by threads of its callback API and reflection by one of its synchronous API. All of them poll
// beside those of the queues.
void AddHealthAndReflection(grpc::ServerBuilder& builder) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 2);
}

void AddNothing(grpc::ServerBuilder&) {}

// The server's own arrangement: its queues, threads and call objects.
template <void (*add_services)(grpc::ServerBuilder&)>
void ServeQueues(const std::function<void(int)>& started, const std::function<void()>& wait) {
  const platform::PublishedPlatforms platforms;
  edge::Admission admission(1'000, std::chrono::milliseconds(500));
  edge::AsyncService service;
  std::unique_ptr<grpc::Server> server;
  std::vector<std::unique_ptr<edge::ServingQueue>> queues;
  grpc::ServerBuilder builder;
  add_services(builder);
  const unsigned for_single_calls = std::max(1u, std::thread::hardware_concurrency());
  const unsigned for_bulk = std::max(1u, for_single_calls / 2);
  for (unsigned i = 0; i < for_single_calls + for_bulk; ++i) {
    queues.push_back(std::make_unique<edge::ServingQueue>(builder.AddCompletionQueue(),
                                                          edge::ServingContext{platforms, admission, {}}));
  }
  int port = 0;
  server = Start(builder, service, &port);
  for (unsigned i = 0; i < queues.size(); ++i) {
    edge::ServingQueue& queue = *queues[i];
    const auto add_unary =
        [&]<typename Request, typename Response>(const edge::UnaryMethod<Request, Response>& method) {
          queue.Add(std::make_unique<edge::UnaryEntrance<Request, Response>>(method, service, queue));
        };
    if (i < for_single_calls) {
      add_unary(kAdvise);
    } else {
      add_unary(kBatchAdvise);
      queue.Add(std::make_unique<edge::StreamEntrance<v1::StreamAdviseRequest, v1::StreamAdviseResponse>>(
          kStreamAdvise, service, queue));
    }
    queue.Start();
  }
  started(port);
  wait();
  server->Shutdown(std::chrono::system_clock::now());
  for (const auto& queue : queues) queue->Stop();
}

}  // namespace

const NoopServer kNoopServers[4] = {{"sync", &ServeOrdinary<SyncService>},
                                    {"callback", &ServeOrdinary<CallbackService>},
                                    {"completion queues", &ServeQueues<&AddNothing>},
                                    {"the server's own", &ServeQueues<&AddHealthAndReflection>}};

}  // namespace connection_advisor::bench
