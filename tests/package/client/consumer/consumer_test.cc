#include <memory>

#include "absl/status/status.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "suggestion.h"

namespace {

using connection_advisor::client::Client;
using connection_advisor::client::MockConnection;

TEST(Suggestion, ShowsTheVerdict) {
  connection_advisor::v1::AdviseResponse response;
  response.mutable_advice()->set_verdict(connection_advisor::v1::VERDICT_CONNECT);
  auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, Advise).WillOnce(testing::Return(response));
  EXPECT_EQ(Suggestion(Client(connection)), "VERDICT_CONNECT");
}

TEST(Suggestion, ShowsTheCodeOfAnError) {
  auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, Advise).WillOnce(testing::Return(absl::UnavailableError("gone")));
  EXPECT_EQ(Suggestion(Client(connection)), "UNAVAILABLE");
}

}  // namespace
