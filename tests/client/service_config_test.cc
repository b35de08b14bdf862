#include "client/source/service_config.h"

#include <grpcpp/support/validate_service_config.h>

#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

TEST(ServiceConfig, IsValidForEveryNumberOfAttempts) {
  for (int attempts = 1; attempts <= 5; ++attempts) {
    EXPECT_EQ(grpc::experimental::ValidateServiceConfigJSON(ServiceConfigJson(attempts)), "") << attempts;
  }
}

TEST(ServiceConfig, GrpcWouldSayWhatIsWrong) {
  // Guards the test above: the validation does look.
  EXPECT_NE(grpc::experimental::ValidateServiceConfigJSON(R"({"retryThrottling": {"maxTokens": "many"}})"), "");
}

TEST(ServiceConfig, CallsGoRoundAllAddressesHoweverOftenTheyAreTried) {
  EXPECT_NE(grpc::experimental::ValidateServiceConfigJSON(R"({"loadBalancingConfig": [{"round_about": {}}]})"), "");
  for (int attempts = 1; attempts <= 5; ++attempts) {
    EXPECT_NE(ServiceConfigJson(attempts).find(R"("loadBalancingConfig": [{"round_robin": {}}])"), std::string::npos);
  }
}

TEST(ServiceConfig, OneAttemptMeansNoRetries) {
  EXPECT_EQ(ServiceConfigJson(1).find("retryPolicy"), std::string::npos);
  EXPECT_NE(ServiceConfigJson(2).find("\"maxAttempts\": 2"), std::string::npos);
}

}  // namespace
}  // namespace connection_advisor::client
