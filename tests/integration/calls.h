// Calls to the server: thousands at once, or one; and what a status says in its details.
#ifndef TESTS_INTEGRATION_CALLS_H_
#define TESTS_INTEGRATION_CALLS_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/support/status.h"

namespace connection_advisor::integration {

struct Advised {
  v1::AdviseRequest request;
  grpc::Status status;
  v1::AdviseResponse response;
};

// Asks for advice `count` times with many calls in flight, and hands each to `judge` as it ends, in no order. Both
// functions are called from this thread alone. Once a test has failed no more is asked.
void AdviseAll(const std::shared_ptr<grpc::Channel>& channel, size_t count,
               const std::function<v1::AdviseRequest(size_t)>& request_of,
               const std::function<void(size_t, const Advised&)>& judge);

// One call. A deadline is set, so that a server that hangs fails the test.
Advised Advise(const std::shared_ptr<grpc::Channel>& channel, const v1::AdviseRequest& request);

// A batch's results, errors being results too, each as bytes.
std::vector<std::string> BatchResults(const std::shared_ptr<grpc::Channel>& channel,
                                      const std::vector<v1::AdviseRequest>& requests);

// The details of a status; what it does not have is empty.
std::vector<google::rpc::BadRequest::FieldViolation> ViolationsIn(const grpc::Status& status);
google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status);

// All of it, for messages.
std::string Described(const grpc::Status& status);

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_CALLS_H_
