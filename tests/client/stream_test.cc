// The stream helper against a stream that the test plays, and against a server in this process.
#include <atomic>
#include <deque>
#include <future>
#include <memory>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/fake_advisor.h"

namespace connection_advisor::client {
namespace {

using testing::_;
using testing::HasSubstr;
using testing::NiceMock;
using testing::Return;

// Gives messages with these numbers of requests; every request has the number of its message as its id.
StreamSource MessagesOf(std::vector<int> sizes) {
  return [sizes = std::move(sizes), next = size_t{0}](v1::StreamAdviseRequest* message) mutable {
    EXPECT_EQ(message->requests_size(), 0);
    if (next == sizes.size()) return false;
    for (int i = 0; i < sizes[next]; ++i) message->add_requests()->set_request_id(std::to_string(next));
    ++next;
    return true;
  };
}

v1::StreamAdviseResponse Echo(const v1::StreamAdviseRequest& message) {
  v1::StreamAdviseResponse response;
  for (const auto& request : message.requests()) {
    response.add_results()->mutable_advice()->set_request_id(request.request_id());
  }
  return response;
}

grpc::Status EchoAll(grpc::ServerContext*, FakeAdvisor::Stream* stream) {
  v1::StreamAdviseRequest message;
  while (stream->Read(&message)) stream->Write(Echo(message));
  return grpc::Status::OK;
}

Client ClientOf(const FakeAdvisor& server) {
  ConnectionOptions options;
  options.target = server.address();
  options.max_attempts = 1;
  return Client(MakeConnection(options).value());
}

TEST(Stream, EveryMessageIsAnsweredInOrder) {
  FakeAdvisor server;
  server.stream = EchoAll;
  std::vector<std::string> ids;
  const absl::Status status =
      ClientOf(server).StreamAdvise(MessagesOf({1, 3, 0, 2}), [&ids](const v1::StreamAdviseResponse& response) {
        for (const auto& result : response.results()) ids.push_back(result.advice().request_id());
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(ids, (std::vector<std::string>{"0", "1", "1", "1", "3", "3"}));
}

TEST(Stream, ResponsesArriveWhileTheSourceStillWaitsForMore) {
  FakeAdvisor server;
  server.stream = EchoAll;
  std::atomic<int> received = 0;
  int given = 0;
  const auto source = [&](v1::StreamAdviseRequest* message) {
    // The next message exists only when the one before is answered: a helper that sends first and reads later hangs.
    while (received < given) absl::SleepFor(absl::Milliseconds(1));
    message->add_requests();
    return ++given <= 5;
  };
  const absl::Status status = ClientOf(server).StreamAdvise(source, [&received](const v1::StreamAdviseResponse&) {
    ++received;
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(received, 5);
}

TEST(Stream, MoreThanFlowControlHoldsGoesThrough) {
  FakeAdvisor server;
  server.stream = EchoAll;
  constexpr int kMessages = 200;
  int given = 0;
  const auto source = [&given](v1::StreamAdviseRequest* message) {
    if (given == kMessages) return false;
    message->add_requests()->set_request_id(std::to_string(given++) + std::string(100000, 'x'));
    return true;
  };
  int received = 0;
  const absl::Status status = ClientOf(server).StreamAdvise(source, [&received](const v1::StreamAdviseResponse&) {
    ++received;
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(received, kMessages);
}

TEST(Stream, WhatTheSinkSaysEndsIt) {
  FakeAdvisor server;
  server.stream = EchoAll;
  std::atomic<int> given = 0;
  const auto endless = [&given](v1::StreamAdviseRequest* message) {
    ++given;
    message->add_requests();
    return true;
  };
  const absl::Status status = ClientOf(server).StreamAdvise(
      endless, [](const v1::StreamAdviseResponse&) { return absl::DataLossError("the disk is full"); });
  EXPECT_EQ(status, absl::DataLossError("the disk is full"));
}

TEST(Stream, TheServersErrorEndsIt) {
  FakeAdvisor server;
  server.stream = [](grpc::ServerContext*, FakeAdvisor::Stream* stream) {
    v1::StreamAdviseRequest message;
    stream->Read(&message);
    return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "busy");
  };
  const auto endless = [](v1::StreamAdviseRequest* message) {
    message->add_requests();
    return true;
  };
  const absl::Status status =
      ClientOf(server).StreamAdvise(endless, [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); });
  EXPECT_EQ(status, absl::ResourceExhaustedError("busy"));
}

TEST(Stream, AServerThatLeavesMessagesUnansweredIsNoticed) {
  FakeAdvisor server;
  server.stream = [](grpc::ServerContext*, FakeAdvisor::Stream* stream) {
    v1::StreamAdviseRequest message;
    while (stream->Read(&message)) {
    }
    return grpc::Status::OK;
  };
  const absl::Status status = ClientOf(server).StreamAdvise(
      MessagesOf({1, 1}), [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("2 messages unanswered"));
}

TEST(Stream, AServerThatEndsItBeforeTheSourceIsNoticed) {
  auto connection = std::make_shared<MockConnection>();
  std::promise<void> written;
  std::promise<void> ended;
  EXPECT_CALL(*connection, StreamAdvise(_)).WillOnce([&](const CallContext&) {
    auto stream = std::make_unique<NiceMock<MockAdviseStream>>();
    EXPECT_CALL(*stream, Write(_))
        .WillOnce([&](const v1::StreamAdviseRequest&) {
          written.set_value();
          ended.get_future().wait();
          return true;
        })
        .WillRepeatedly(Return(true));
    EXPECT_CALL(*stream, Read(_))
        .WillOnce([&](v1::StreamAdviseResponse* response) {
          written.get_future().wait();
          response->add_results()->mutable_advice();
          return true;
        })
        .WillOnce([&](v1::StreamAdviseResponse*) {
          ended.set_value();
          return false;
        });
    return absl::StatusOr<std::unique_ptr<AdviseStream>>(std::move(stream));
  });
  const auto endless = [](v1::StreamAdviseRequest* message) {
    message->add_requests();
    return true;
  };
  EXPECT_EQ(Client(connection).StreamAdvise(endless, [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); }),
            absl::InternalError("the server ended the stream before the source did"));
}

TEST(Stream, AResponseOfAnotherLengthIsNoticed) {
  FakeAdvisor server;
  server.stream = [](grpc::ServerContext*, FakeAdvisor::Stream* stream) {
    v1::StreamAdviseRequest message;
    while (stream->Read(&message)) stream->Write(v1::StreamAdviseResponse());
    return grpc::Status::OK;
  };
  const absl::Status status =
      ClientOf(server).StreamAdvise(MessagesOf({2}), [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("0 results for a message of 2 requests"));
}

TEST(Stream, AResultThatIsNoneIsNoticed) {
  FakeAdvisor server;
  server.stream = [](grpc::ServerContext*, FakeAdvisor::Stream* stream) {
    v1::StreamAdviseRequest message;
    v1::StreamAdviseResponse response;
    response.add_results();
    while (stream->Read(&message)) stream->Write(response);
    return grpc::Status::OK;
  };
  EXPECT_EQ(
      ClientOf(server).StreamAdvise(MessagesOf({1}), [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); }),
      absl::InternalError("the server sent a result with neither advice nor an error"));
}

TEST(Stream, CancellationEndsIt) {
  FakeAdvisor server;
  server.stream = EchoAll;
  const Cancellation cancellation;
  CallOptions call;
  call.cancellation = cancellation;
  const auto endless = [](v1::StreamAdviseRequest* message) {
    message->add_requests();
    return true;
  };
  int received = 0;
  const absl::Status status = ClientOf(server).StreamAdvise(
      endless,
      [&](const v1::StreamAdviseResponse&) {
        if (++received == 10) cancellation.Cancel();
        return absl::OkStatus();
      },
      call);
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST(Stream, ADeadlineHoldsForTheWholeOfIt) {
  auto connection = std::make_shared<MockConnection>();
  absl::Time deadline;
  EXPECT_CALL(*connection, StreamAdvise(_)).WillOnce([&deadline](const CallContext& context) {
    deadline = context.deadline;
    auto stream = std::make_unique<NiceMock<MockAdviseStream>>();
    return absl::StatusOr<std::unique_ptr<AdviseStream>>(std::move(stream));
  });
  ClientOptions options;
  options.stream_timeout = absl::Hours(7);
  const absl::Time before = absl::Now();
  EXPECT_TRUE(Client(connection, options)
                  .StreamAdvise(MessagesOf({}), [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); })
                  .ok());
  EXPECT_GE(deadline, before + absl::Hours(7));
  EXPECT_LE(deadline, absl::Now() + absl::Hours(7));
}

TEST(Stream, ABrokenStreamStopsTheSourceAndSaysWhy) {
  auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, StreamAdvise(_)).WillOnce([](const CallContext&) {
    auto stream = std::make_unique<NiceMock<MockAdviseStream>>();
    EXPECT_CALL(*stream, Write(_)).Times(testing::AtMost(1)).WillRepeatedly(Return(false));
    EXPECT_CALL(*stream, Finish()).WillOnce(Return(absl::UnavailableError("gone")));
    return absl::StatusOr<std::unique_ptr<AdviseStream>>(std::move(stream));
  });
  const auto endless = [](v1::StreamAdviseRequest*) { return true; };
  EXPECT_EQ(Client(connection).StreamAdvise(endless, [](const v1::StreamAdviseResponse&) { return absl::OkStatus(); }),
            absl::UnavailableError("gone"));
}

}  // namespace
}  // namespace connection_advisor::client
