#include "tests/integration/sample_versions.h"

#include <chrono>
#include <thread>

#include "grpcpp/create_channel.h"
#include "tests/integration/requests.h"

namespace connection_advisor::integration {

std::filesystem::path SampleVersion(const std::string& file) {
  return std::filesystem::path(SAMPLE_VERSIONS) / (file + ".so");
}

v1::AdviseRequest SampleRequest(const std::string& platform) {
  v1::AdviseRequest request = RequestTo(platform);
  request.mutable_relationship()->set_met_in_person(true);
  return request;
}

bool IsOfOneVersion(const v1::Advice& advice) {
  const std::string& version = advice.plugin().version();
  const v1::Verdict verdict = version == "1.9.0" ? v1::VERDICT_MEET_FIRST : v1::VERDICT_CONNECT;
  const auto names_it = [&](const std::string& text) { return text.find(" " + version + " ") != std::string::npos; };
  return advice.verdict() == verdict && names_it(advice.headline()) && names_it(advice.next_step()) &&
         advice.reasons_size() == 1 && names_it(advice.reasons(0).summary());
}

bool Eventually(const std::function<bool()>& is_so) {
  constexpr std::chrono::seconds kAmple(60);
  constexpr std::chrono::milliseconds kPause(5);
  const auto deadline = std::chrono::steady_clock::now() + kAmple;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

std::unique_ptr<admin::v1::PluginAdmin::Stub> OperatorAt(const std::filesystem::path& socket) {
  return admin::v1::PluginAdmin::NewStub(
      grpc::CreateChannel("unix:" + socket.string(), grpc::InsecureChannelCredentials()));
}

grpc::Status Activate(admin::v1::PluginAdmin::Stub& admin, const std::string& version) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  admin::v1::ActivateRequest request;
  request.set_plugin("sample");
  request.set_version(version);
  admin::v1::ActivateResponse response;
  return admin.Activate(&context, request, &response);
}

}  // namespace connection_advisor::integration
