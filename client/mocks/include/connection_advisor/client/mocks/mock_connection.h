// A connection for the tests of whoever uses the client.
//
//   auto connection = std::make_shared<connection_advisor::client::MockConnection>();
//   EXPECT_CALL(*connection, Advise).WillOnce(testing::Return(response));
//   connection_advisor::client::Client advisor(connection);
#ifndef CONNECTION_ADVISOR_CLIENT_MOCKS_MOCK_CONNECTION_H_
#define CONNECTION_ADVISOR_CLIENT_MOCKS_MOCK_CONNECTION_H_

#include <memory>

#include "connection_advisor/client/connection.h"
#include "gmock/gmock.h"

namespace connection_advisor::client {

class MockConnection : public Connection {
 public:
  MOCK_METHOD(absl::StatusOr<v1::AdviseResponse>, Advise, (const CallContext&, const v1::AdviseRequest&), (override));
  MOCK_METHOD(absl::StatusOr<v1::ComparePlatformsResponse>, ComparePlatforms,
              (const CallContext&, const v1::ComparePlatformsRequest&), (override));
  MOCK_METHOD(absl::StatusOr<v1::ListPlatformsResponse>, ListPlatforms,
              (const CallContext&, const v1::ListPlatformsRequest&), (override));
  MOCK_METHOD(absl::StatusOr<v1::GetPlatformResponse>, GetPlatform, (const CallContext&, const v1::GetPlatformRequest&),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::BatchAdviseResponse>, BatchAdvise, (const CallContext&, const v1::BatchAdviseRequest&),
              (override));
  MOCK_METHOD(absl::StatusOr<std::unique_ptr<AdviseStream>>, StreamAdvise, (const CallContext&), (override));
};

class MockAdviseStream : public AdviseStream {
 public:
  MOCK_METHOD(bool, Write, (const v1::StreamAdviseRequest&), (override));
  MOCK_METHOD(void, WritesDone, (), (override));
  MOCK_METHOD(bool, Read, (v1::StreamAdviseResponse*), (override));
  MOCK_METHOD(void, Cancel, (), (override));
  MOCK_METHOD(absl::Status, Finish, (), (override));
};

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_MOCKS_MOCK_CONNECTION_H_
