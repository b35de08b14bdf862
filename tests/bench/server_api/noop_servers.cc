#include "tests/bench/server_api/noop_servers.h"

#include <grpcpp/grpcpp.h>

#include <memory>
#include <thread>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "service/edge/serving_queue.h"
#include "service/edge/unary_call.h"

namespace connection_advisor::bench {
namespace {

using Service = v1::ConnectionAdvisor;

void FillTypicalAdvice(const v1::AdviseRequest& request, v1::AdviseResponse* response) {
  v1::Advice* advice = response->mutable_advice();
  advice->set_headline("Connect: you know their work and would speak well of it.");
  advice->set_verdict(v1::VERDICT_CONNECT);
  v1::Reason* reason = advice->add_reasons();
  reason->set_rule_id("known_and_would_recommend");
  reason->set_summary("You know them, and you would speak well of their work.");
  reason->set_rationale("A connection on this platform says that you can vouch for somebody. Here you can.");
  advice->set_next_step("Accept the invitation.");
  advice->set_suggested_reply("Dear Jane,\n\nthank you for your invitation. I am glad to be in touch.\n\nMiriam");
  v1::Assumption* assumption = advice->add_assumptions();
  assumption->set_fact_id("member.connection_count");
  assumption->set_value("below 30000");
  advice->set_would_vouch(true);
  advice->set_platform(request.platform());
  advice->mutable_plugin()->set_name("linkedin");
  advice->mutable_plugin()->set_version("1.0.0");
  advice->set_request_id(request.request_id());
}

std::unique_ptr<grpc::Server> Start(grpc::ServerBuilder& builder, grpc::Service& service, int* port) {
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), port);
  builder.RegisterService(&service);
  return builder.BuildAndStart();
}

class SyncService final : public Service::Service {
  grpc::Status Advise(grpc::ServerContext*, const v1::AdviseRequest* request, v1::AdviseResponse* response) override {
    FillTypicalAdvice(*request, response);
    return grpc::Status::OK;
  }
};

class CallbackService final : public Service::CallbackService {
  grpc::ServerUnaryReactor* Advise(grpc::CallbackServerContext* context, const v1::AdviseRequest* request,
                                   v1::AdviseResponse* response) override {
    FillTypicalAdvice(*request, response);
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

// The server's own arrangement: its queues, threads and call objects.
void ServeQueues(const std::function<void(int)>& started, const std::function<void()>& wait) {
  static constexpr edge::UnaryMethod<v1::AdviseRequest, v1::AdviseResponse> kMethod = {
      telemetry::Method::kAdvise, &edge::AsyncService::RequestAdvise,
      [](const v1::AdviseRequest& request, const edge::AnswerContext&, v1::AdviseResponse* response) {
        FillTypicalAdvice(request, response);
        return absl::OkStatus();
      }};
  const platform::PublishedPlatforms platforms;
  edge::Admission admission(1'000, std::chrono::milliseconds(500));
  edge::AsyncService service;
  std::unique_ptr<grpc::Server> server;
  std::vector<std::unique_ptr<edge::ServingQueue>> queues;
  grpc::ServerBuilder builder;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    queues.push_back(std::make_unique<edge::ServingQueue>(builder.AddCompletionQueue(),
                                                          edge::ServingContext{platforms, admission, nullptr}));
  }
  int port = 0;
  server = Start(builder, service, &port);
  for (const auto& queue : queues) {
    queue->Add(std::make_unique<edge::UnaryEntrance<v1::AdviseRequest, v1::AdviseResponse>>(kMethod, service, *queue));
    queue->Start();
  }
  started(port);
  wait();
  server->Shutdown(std::chrono::system_clock::now());
  for (const auto& queue : queues) queue->Stop();
}

}  // namespace

const NoopServer kNoopServers[3] = {{"sync", &ServeOrdinary<SyncService>},
                                    {"callback", &ServeOrdinary<CallbackService>},
                                    {"completion queues", &ServeQueues}};

}  // namespace connection_advisor::bench
