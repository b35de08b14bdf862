// The standard health service's messages, which no package has generated: one field each.
#ifndef TESTS_INTEGRATION_HEALTH_H_
#define TESTS_INTEGRATION_HEALTH_H_

#include <string>

namespace connection_advisor::integration {

inline constexpr char kHealthCheck[] = "/grpc.health.v1.Health/Check";
inline constexpr char kHealthWatch[] = "/grpc.health.v1.Health/Watch";

// HealthCheckResponse.ServingStatus
inline constexpr char kServing = 1;
inline constexpr char kNotServing = 2;

// HealthCheckRequest{service}: field 1, a string shorter than 128 bytes.
inline std::string HealthRequest(const std::string& service) {
  return service.empty() ? "" : std::string{'\x0a', static_cast<char>(service.size())} + service;
}

// HealthCheckResponse{status}: field 1, an enum.
inline std::string HealthStatus(char status) { return {'\x08', status}; }

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_HEALTH_H_
