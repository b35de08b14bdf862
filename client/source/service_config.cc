#include "client/source/service_config.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"

namespace connection_advisor::client {
namespace {

std::string Retries(int max_attempts) {
  if (max_attempts <= 1) return "";
  return absl::Substitute(R"(,
    "methodConfig": [{
      "name": [{"service": "connection_advisor.v1.ConnectionAdvisor"}],
      "retryPolicy": {
        "maxAttempts": $0,
        "initialBackoff": "0.1s",
        "maxBackoff": "1s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE"]
      }
    }],
    "retryThrottling": {"maxTokens": 10, "tokenRatio": 0.1})",
                          max_attempts);
}

}  // namespace

std::string ServiceConfigJson(int max_attempts) {
  return absl::StrCat(R"({
    "loadBalancingConfig": [{"round_robin": {}}])",
                      Retries(max_attempts), "\n}");
}

}  // namespace connection_advisor::client
