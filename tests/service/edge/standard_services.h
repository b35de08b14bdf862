// The health and the reflection service, asked as any client would. There are no stubs of either here, so calls are
// generic, and the few fields of reflection that are needed are written and read by number.
#ifndef TESTS_SERVICE_EDGE_STANDARD_SERVICES_H_
#define TESTS_SERVICE_EDGE_STANDARD_SERVICES_H_

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <string>
#include <vector>

namespace connection_advisor::edge {

// One request, one answer, as bytes, on a method of any kind: "/package.Service/Method". The answer is empty if there
// is none.
grpc::Status CallRaw(grpc::Channel& channel, const std::string& method, const std::string& request,
                     std::string* response);

enum class Health { kServing, kNotServing, kUnknownName, kNoAnswer };

// grpc.health.v1.Health/Check.
Health CheckHealth(grpc::Channel& channel, const std::string& name);

// What grpc.reflection.v1alpha.ServerReflection lists.
std::vector<std::string> ReflectedServices(grpc::Channel& channel);
// True if it has the file that declares `symbol`.
bool ReflectionDescribes(grpc::Channel& channel, const std::string& symbol);

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_STANDARD_SERVICES_H_
