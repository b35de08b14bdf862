// The client against a real server in this process.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/errors.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/client/fake_advisor.h"

namespace connection_advisor::client {
namespace {

Client ClientOf(const std::string& address, int max_attempts = 1) {
  ConnectionOptions options;
  options.target = address;
  options.max_attempts = max_attempts;
  auto connection = MakeConnection(options);
  EXPECT_TRUE(connection.ok()) << connection.status();
  return Client(*std::move(connection));
}

grpc::Status Answer(v1::AdviseResponse* response) {
  response->mutable_advice();
  return grpc::Status::OK;
}

// Where a server will listen: until then whoever connects is cut off at once, and counted.
class ClosedDoor {
 public:
  ClosedDoor() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* bytes = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    // gRPC's servers share their ports, so the server can come before this goes, and nobody else in between.
    EXPECT_EQ(setsockopt(socket_, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on), 0);
    EXPECT_EQ(bind(socket_, bytes, length), 0);
    EXPECT_EQ(listen(socket_, SOMAXCONN), 0);
    EXPECT_EQ(getsockname(socket_, bytes, &length), 0);
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { TurnAway(); });
  }

  ~ClosedDoor() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }

  const std::string& address() const { return address_; }
  int knocks() const { return knocks_; }

 private:
  void TurnAway() {
    for (int connection = 0; (connection = accept(socket_, nullptr, nullptr)) >= 0;) {
      close(connection);
      ++knocks_;
    }
  }

  int socket_;
  std::string address_;
  std::atomic<int> knocks_ = 0;
  std::thread thread_;
};

TEST(GrpcConnection, AnswersOfEveryMethodArrive) {
  FakeAdvisor server;
  server.advise = [](grpc::ServerContext*, const v1::AdviseRequest& request, v1::AdviseResponse* response) {
    response->mutable_advice()->set_platform(request.platform());
    return grpc::Status::OK;
  };
  server.compare = [](const v1::ComparePlatformsRequest& request, v1::ComparePlatformsResponse* response) {
    response->set_best_platform(request.platforms(0));
    return grpc::Status::OK;
  };
  server.list = [](v1::ListPlatformsResponse* response) {
    response->add_platforms()->set_id("twitter");
    return grpc::Status::OK;
  };
  server.get = [](const v1::GetPlatformRequest& request, v1::GetPlatformResponse* response) {
    response->mutable_platform()->set_id(request.platform());
    return grpc::Status::OK;
  };
  const Client client = ClientOf(server.address());

  v1::AdviseRequest request;
  request.set_platform("linkedin");
  EXPECT_EQ(client.Advise(request).value().platform(), "linkedin");
  v1::ComparePlatformsRequest comparison;
  comparison.add_platforms("facebook");
  EXPECT_EQ(client.ComparePlatforms(comparison).value().best_platform(), "facebook");
  EXPECT_EQ(client.ListPlatforms().value().at(0).id(), "twitter");
  EXPECT_EQ(client.GetPlatform("mastodon").value().id(), "mastodon");
}

TEST(GrpcConnection, TheServersDetailsArriveAsPayloads) {
  FakeAdvisor server;
  server.advise = [](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field("platform");
    violation->set_description("is empty");
    google::rpc::Status rpc;
    rpc.set_code(3);
    rpc.set_message("1 field is wrong");
    rpc.add_details()->PackFrom(bad_request);
    return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, rpc.message(), rpc.SerializeAsString());
  };

  const absl::Status status = ClientOf(server.address()).Advise({}).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "1 field is wrong");
  const auto violations = BadRequestViolations(status);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "platform");
  EXPECT_EQ(violations[0].description, "is empty");
}

TEST(GrpcConnection, DetailsThatDoNotParseLeaveTheErrorItself) {
  FakeAdvisor server;
  server.advise = [](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*) {
    return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such platform", "\xff\xff");
  };
  EXPECT_EQ(ClientOf(server.address()).Advise({}).status(), absl::NotFoundError("no such platform"));
}

TEST(GrpcConnection, TheServerSeesTheDeadline) {
  FakeAdvisor server;
  std::atomic<int64_t> deadline = 0;
  server.advise = [&deadline](grpc::ServerContext* context, const v1::AdviseRequest&, v1::AdviseResponse* response) {
    deadline = absl::ToUnixSeconds(absl::FromChrono(context->deadline()));
    return Answer(response);
  };
  CallOptions call;
  call.timeout = absl::Hours(1);
  const absl::Time before = absl::Now();
  ASSERT_TRUE(ClientOf(server.address()).Advise({}, call).ok());
  EXPECT_NEAR(static_cast<double>(deadline), static_cast<double>(absl::ToUnixSeconds(before + absl::Hours(1))), 60);
}

TEST(GrpcConnection, AnAnswerThatDoesNotComeIsDeadlineExceeded) {
  FakeAdvisor server;
  server.advise = [](grpc::ServerContext* context, const v1::AdviseRequest&, v1::AdviseResponse*) {
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  };
  CallOptions call;
  call.timeout = absl::Milliseconds(50);
  EXPECT_EQ(ClientOf(server.address()).Advise({}, call).status().code(), absl::StatusCode::kDeadlineExceeded);
}

// gRPC left to itself takes a time before 1970, and one centuries ahead, for no deadline.
TEST(GrpcConnection, ADeadlineLongPastIsOverAtOnce) {
  FakeAdvisor server;
  server.advise = [](grpc::ServerContext* context, const v1::AdviseRequest&, v1::AdviseResponse* response) {
    const absl::Time patience = absl::Now() + absl::Seconds(5);
    while (!context->IsCancelled() && absl::Now() < patience) absl::SleepFor(absl::Milliseconds(1));
    return Answer(response);
  };
  ConnectionOptions options;
  options.target = server.address();
  const std::shared_ptr<Connection> connection = MakeConnection(options).value();
  EXPECT_EQ(connection->Advise(CallContext{}, {}).status().code(), absl::StatusCode::kDeadlineExceeded);
  CallOptions call;
  call.timeout = -absl::InfiniteDuration();
  EXPECT_EQ(Client(connection).Advise({}, call).status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(GrpcConnection, ADeadlineCenturiesAheadIsOne) {
  FakeAdvisor server;
  std::atomic<bool> none = true;
  server.advise = [&none](grpc::ServerContext* context, const v1::AdviseRequest&, v1::AdviseResponse* response) {
    none = context->deadline() == std::chrono::system_clock::time_point::max();
    return Answer(response);
  };
  CallOptions call;
  call.timeout = absl::Seconds(1e10);
  ASSERT_TRUE(ClientOf(server.address()).Advise({}, call).ok());
  EXPECT_FALSE(none);
}

TEST(GrpcConnection, ACallUnderWayCanBeCancelled) {
  FakeAdvisor server;
  const Cancellation cancellation;
  server.advise = [cancellation](grpc::ServerContext* context, const v1::AdviseRequest&, v1::AdviseResponse*) {
    cancellation.Cancel();
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  };
  CallOptions call;
  call.cancellation = cancellation;
  EXPECT_EQ(ClientOf(server.address()).Advise({}, call).status().code(), absl::StatusCode::kCancelled);
}

TEST(GrpcConnection, ACancelledCallDoesNotBegin) {
  FakeAdvisor server;
  std::atomic<int> calls = 0;
  server.advise = [&calls](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*) {
    ++calls;
    return grpc::Status::OK;
  };
  CallOptions call;
  call.cancellation = Cancellation();
  call.cancellation->Cancel();
  EXPECT_EQ(ClientOf(server.address()).Advise({}, call).status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(calls, 0);
}

TEST(GrpcConnection, BatchesArrive) {
  FakeAdvisor server;
  server.batch = [](const v1::BatchAdviseRequest& request, v1::BatchAdviseResponse* response) {
    for (const auto& one : request.requests()) {
      response->add_results()->mutable_advice()->set_request_id(one.request_id());
    }
    return grpc::Status::OK;
  };
  std::vector<v1::AdviseRequest> requests(1001);
  requests[1000].set_request_id("last");
  const auto results = ClientOf(server.address()).BatchAdvise(requests);
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(results->back().advice().request_id(), "last");
}

TEST(GrpcConnection, NoServerIsUnavailable) {
  std::string address;
  {
    FakeAdvisor server;
    address = server.address();
  }
  EXPECT_EQ(ClientOf(address).Advise({}).status().code(), absl::StatusCode::kUnavailable);
}

TEST(GrpcConnection, AnUnavailableServerIsTriedAgain) {
  FakeAdvisor server;
  std::atomic<int> calls = 0;
  server.advise = [&calls](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse* response) {
    return ++calls < 3 ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "not yet") : Answer(response);
  };
  EXPECT_TRUE(ClientOf(server.address(), 4).Advise({}).ok());
  EXPECT_EQ(calls, 3);
}

// gRPC left to itself gives up trying again once a call has sent more than 256 KiB.
TEST(GrpcConnection, TheLargestPieceOfABatchIsTriedAgainToo) {
  FakeAdvisor server;
  std::atomic<int> calls = 0;
  std::atomic<size_t> bytes = 0;
  server.batch = [&](const v1::BatchAdviseRequest& request, v1::BatchAdviseResponse* response) {
    bytes = request.ByteSizeLong();
    if (++calls < 3) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "not yet");
    for (int i = 0; i < request.requests_size(); ++i) response->add_results()->mutable_advice();
    return grpc::Status::OK;
  };
  v1::AdviseRequest request;
  request.mutable_invitation()->set_message(std::string(3'100, 'x'));
  const std::vector<v1::AdviseRequest> requests(1'000, request);
  const auto results = ClientOf(server.address(), 4).BatchAdvise(requests);
  EXPECT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(calls, 3);
  EXPECT_GT(bytes, 3'000'000u);
}

// gRPC left to itself keeps to the first address, or would knock at the second for the sixth time after 16 seconds.
TEST(GrpcConnection, AServerThatComesBackIsFoundSoonAndGetsItsShare) {
  const auto answer = [](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse* response) {
    return Answer(response);
  };
  FakeAdvisor there;
  there.advise = answer;
  auto door = std::make_unique<ClosedDoor>();
  const Client client = ClientOf("ipv4:" + there.address() + "," + door->address());
  const absl::Time patience = absl::Now() + absl::Seconds(10);
  while (door->knocks() < 6) {
    ASSERT_LT(absl::Now(), patience) << door->knocks();
    ASSERT_TRUE(client.Advise({}).ok());
    absl::SleepFor(absl::Milliseconds(1));
  }
  std::atomic<bool> asked = false;
  FakeAdvisor back(grpc::InsecureServerCredentials(), door->address());
  back.advise = [&](grpc::ServerContext* context, const v1::AdviseRequest& request, v1::AdviseResponse* response) {
    asked = true;
    return answer(context, request, response);
  };
  door.reset();
  while (!asked) {
    ASSERT_LT(absl::Now(), patience);
    ASSERT_TRUE(client.Advise({}).ok());
    absl::SleepFor(absl::Milliseconds(1));
  }
}

TEST(GrpcConnection, NothingElseIsTriedAgain) {
  for (const auto code : {grpc::StatusCode::INVALID_ARGUMENT, grpc::StatusCode::RESOURCE_EXHAUSTED,
                          grpc::StatusCode::INTERNAL, grpc::StatusCode::DEADLINE_EXCEEDED}) {
    FakeAdvisor server;
    std::atomic<int> calls = 0;
    server.advise = [&calls, code](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*) {
      ++calls;
      return grpc::Status(code, "no");
    };
    EXPECT_FALSE(ClientOf(server.address(), 4).Advise({}).ok());
    EXPECT_EQ(calls, 1) << "code " << code;
  }
}

TEST(GrpcConnection, OneAttemptIsOne) {
  FakeAdvisor server;
  std::atomic<int> calls = 0;
  server.advise = [&calls](grpc::ServerContext*, const v1::AdviseRequest&, v1::AdviseResponse*) {
    ++calls;
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "never");
  };
  EXPECT_EQ(ClientOf(server.address(), 1).Advise({}).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(calls, 1);
}

TEST(GrpcConnection, WrongOptionsAreNamed) {
  ConnectionOptions no_target;
  no_target.target = "";
  EXPECT_EQ(MakeConnection(no_target).status().message(), "target: is empty; give HOST:PORT");
  for (const int attempts : {0, 6}) {
    ConnectionOptions options;
    options.max_attempts = attempts;
    EXPECT_EQ(MakeConnection(options).status().code(), absl::StatusCode::kInvalidArgument) << attempts;
  }
}

}  // namespace
}  // namespace connection_advisor::client
