// The sample plugin in its versions (tests/service/lifecycle), deployed to a running server, and its operator.
#ifndef TESTS_INTEGRATION_SAMPLE_VERSIONS_H_
#define TESTS_INTEGRATION_SAMPLE_VERSIONS_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"
#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::integration {

// Of the file: "sample_1_0_0".
std::filesystem::path SampleVersion(const std::string& file);

// A request to the sample's platform that the rule "met" decides.
v1::AdviseRequest SampleRequest(const std::string& platform = "sample");

// True if the advice is that of the version that it names, in every part that differs between versions.
bool IsOfOneVersion(const v1::Advice& advice);

// Asks again and again, until it is so or a minute has passed.
bool Eventually(const std::function<bool()>& is_so);

// Over the Unix socket of a server.
std::unique_ptr<admin::v1::PluginAdmin::Stub> OperatorAt(const std::filesystem::path& socket);
// One call, which is given ample time.
grpc::Status Activate(admin::v1::PluginAdmin::Stub& admin, const std::string& version);

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_SAMPLE_VERSIONS_H_
