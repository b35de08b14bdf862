// What a refused request is told.
#ifndef TESTS_INTEGRATION_REFUSALS_H_
#define TESTS_INTEGRATION_REFUSALS_H_

#include <map>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/integration/calls.h"

namespace connection_advisor::integration {

// Sends the request, which must be refused as INVALID_ARGUMENT: descriptions by field, each at least a sentence.
inline std::map<std::string, std::string> ViolationsOf(const std::shared_ptr<grpc::Channel>& channel,
                                                       const v1::AdviseRequest& request) {
  const Advised advised = Advise(channel, request);
  EXPECT_EQ(advised.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << advised.status.error_message() << "\n"
      << request.ShortDebugString().substr(0, 400);
  EXPECT_FALSE(advised.status.ok() || advised.status.error_message().empty());
  std::map<std::string, std::string> violations;
  for (const auto& violation : ViolationsIn(advised.status)) {
    EXPECT_GT(violation.description().size(), 10u) << violation.field();
    EXPECT_TRUE(violations.emplace(violation.field(), violation.description()).second)
        << "named twice: " << violation.field();
  }
  return violations;
}

inline google::protobuf::Value& FactsEntry(v1::AdviseRequest& request, const std::string& fact_id) {
  return (*request.mutable_facts()->mutable_fields())[fact_id];
}

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_REFUSALS_H_
