// The table of errors in the contract's reference: each of its rows is brought about, and a caller sees what it says.
#include <chrono>
#include <fstream>
#include <ostream>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

constexpr char kService[] = "/connection_advisor.v1.ConnectionAdvisor/";
constexpr char kTransport[] = "-";  // what the reference writes for the reason of the transport's errors
constexpr int kTooMany = 1001;

// A stream whose first message has been answered, so that the server has taken the call.
class OpenStream {
 public:
  explicit OpenStream(const std::shared_ptr<grpc::Channel>& channel,
                      std::chrono::milliseconds deadline = std::chrono::minutes(1))
      : stub_(v1::ConnectionAdvisor::NewStub(channel)) {
    context_.set_deadline(std::chrono::system_clock::now() + deadline);
    stream_ = stub_->StreamAdvise(&context_);
    Send(1);
  }

  // Sends a message of so many requests; false if it is not answered.
  bool Send(int requests) {
    v1::StreamAdviseRequest message;
    for (int i = 0; i < requests; ++i) *message.add_requests() = RequestTo("facebook");
    v1::StreamAdviseResponse response;
    return stream_->Write(message) && stream_->Read(&response);
  }
  void Cancel() { context_.TryCancel(); }
  // Waits for the end, which the server or the deadline must make.
  grpc::Status End() {
    v1::StreamAdviseResponse response;
    while (stream_->Read(&response)) {
    }
    return stream_->Finish();
  }

 private:
  std::unique_ptr<v1::ConnectionAdvisor::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::StreamAdviseRequest, v1::StreamAdviseResponse>> stream_;
};

using Channel = std::shared_ptr<grpc::Channel>;

grpc::Status Ask(const Channel& channel, const v1::AdviseRequest& request) { return Advise(channel, request).status; }

grpc::Status Batch(const Channel& channel, int size) {
  v1::BatchAdviseRequest request;
  for (int i = 0; i < size; ++i) *request.add_requests() = RequestTo("facebook");
  grpc::ClientContext context;
  v1::BatchAdviseResponse response;
  return v1::ConnectionAdvisor::NewStub(channel)->BatchAdvise(&context, request, &response);
}

grpc::Status AFieldIsWrong(const Channel& channel) {
  v1::AdviseRequest request = RequestTo("facebook");
  request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(77));
  return Ask(channel, request);
}

grpc::Status ABatchIsEmpty(const Channel& channel) { return Batch(channel, 0); }

grpc::Status ABatchIsTooLong(const Channel& channel) { return Batch(channel, kTooMany); }

grpc::Status AMessageOfAStreamIsTooLong(const Channel& channel) {
  OpenStream stream(channel);
  stream.Send(kTooMany);
  return stream.End();
}

grpc::Status FactsContradictEachOther(const Channel& channel) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_relationship()->set_met_in_person(false);
  request.mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_IN_PERSON);
  return Ask(channel, request);
}

grpc::Status APlatformIsNotLoaded(const Channel& channel) { return Ask(channel, RequestTo("orkut")); }

grpc::Status TheServerIsFull(const Channel&) {
  const auto server = ServerProcess::Start(BundledPlugins(), {"--max-calls-in-flight", "1"});
  if (server == nullptr) return grpc::Status::OK;
  OpenStream stream(server->channel());
  grpc::Status status = Ask(server->channel(), RequestTo("facebook"));
  stream.Cancel();
  stream.End();
  return status;
}

grpc::Status AMessageIsTooLarge(const Channel& channel) {
  v1::AdviseRequest request = RequestTo("facebook");
  request.mutable_invitation()->set_message(std::string((4 << 20) + 1, 'x'));
  return Ask(channel, request);
}

grpc::Status AnAnswerIsTooLarge(const Channel&) {
  const auto server = ServerProcess::Start(BundledPlugins());
  if (server == nullptr) return grpc::Status::OK;
  grpc::ChannelArguments takes_little;
  takes_little.SetMaxReceiveMessageSize(64 << 10);
  return Batch(grpc::CreateCustomChannel(server->address(), grpc::InsecureChannelCredentials(), takes_little), 1000);
}

grpc::Status TheDeadlinePasses(const Channel& channel) {
  return OpenStream(channel, std::chrono::milliseconds(200)).End();
}

grpc::Status TheCallerCancels(const Channel& channel) {
  OpenStream stream(channel);
  stream.Cancel();
  return stream.End();
}

grpc::Status TheServerStopsWaitingForAStream(const Channel&) {
  const auto server = ServerProcess::Start(BundledPlugins(), {"--stop-grace", "1ms"});
  if (server == nullptr) return grpc::Status::OK;
  OpenStream stream(server->channel());
  server->Terminate();
  return stream.End();
}

grpc::Status TheServerIsStopping(const Channel&) {
  const auto server = ServerProcess::Start(BundledPlugins());
  if (server == nullptr) return grpc::Status::OK;
  OpenStream in_flight(server->channel());
  server->Terminate();
  grpc::Status status;
  do {
    status = Ask(server->channel(), RequestTo("facebook"));
  } while (status.ok());
  in_flight.Cancel();
  in_flight.End();
  return status;
}

grpc::Status NobodyListens(const Channel&) {
  return Ask(grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials()), RequestTo("facebook"));
}

grpc::Status AMessageDoesNotParse(const Channel& channel) {
  return CallRaw(channel, std::string(kService) + "Advise", "\xff\xff\xff").status;
}

grpc::Status ATextIsNotUtf8(const Channel& channel) {
  constexpr char kOneByteInFieldOne[] = "\x0a\x01\xff";
  return CallRaw(channel, std::string(kService) + "Advise", kOneByteInFieldOne).status;
}

grpc::Status AMethodIsUnknown(const Channel& channel) {
  return CallRaw(channel, std::string(kService) + "Divine", "").status;
}

grpc::Status AMessageIsCompressed(const Channel& channel) {
  v1::AdviseRequest request = RequestTo("facebook");
  request.mutable_invitation()->set_message(std::string(1000, 'x'));
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  v1::AdviseResponse response;
  return v1::ConnectionAdvisor::NewStub(channel)->Advise(&context, request, &response);
}

struct Error {
  const char* name;
  const char* code;
  const char* reason;
  grpc::Status (*bring_about)(const Channel&);

  friend void PrintTo(const Error& error, std::ostream* out) { *out << error.code << " " << error.reason; }
};

const Error kErrors[] = {
    {"AFieldIsWrong", "INVALID_ARGUMENT", "INVALID_REQUEST", &AFieldIsWrong},
    {"ABatchIsEmpty", "INVALID_ARGUMENT", "INVALID_REQUEST", &ABatchIsEmpty},
    {"ABatchIsTooLong", "INVALID_ARGUMENT", "INVALID_REQUEST", &ABatchIsTooLong},
    {"AMessageOfAStreamIsTooLong", "INVALID_ARGUMENT", "INVALID_REQUEST", &AMessageOfAStreamIsTooLong},
    {"FactsContradictEachOther", "INVALID_ARGUMENT", "CONTRADICTORY_FACTS", &FactsContradictEachOther},
    {"APlatformIsNotLoaded", "NOT_FOUND", "PLATFORM_NOT_LOADED", &APlatformIsNotLoaded},
    {"TheServerIsFull", "RESOURCE_EXHAUSTED", "TOO_MANY_CALLS", &TheServerIsFull},
    {"AMessageIsTooLarge", "RESOURCE_EXHAUSTED", kTransport, &AMessageIsTooLarge},
    {"AnAnswerIsTooLarge", "RESOURCE_EXHAUSTED", kTransport, &AnAnswerIsTooLarge},
    {"TheDeadlinePasses", "DEADLINE_EXCEEDED", kTransport, &TheDeadlinePasses},
    {"TheCallerCancels", "CANCELLED", kTransport, &TheCallerCancels},
    {"TheServerIsStopping", "UNAVAILABLE", kTransport, &TheServerIsStopping},
    {"TheServerStopsWaitingForAStream", "UNAVAILABLE", kTransport, &TheServerStopsWaitingForAStream},
    {"NobodyListens", "UNAVAILABLE", kTransport, &NobodyListens},
    {"AMessageDoesNotParse", "INTERNAL", kTransport, &AMessageDoesNotParse},
    {"ATextIsNotUtf8", "INTERNAL", kTransport, &ATextIsNotUtf8},
    {"AMethodIsUnknown", "UNIMPLEMENTED", kTransport, &AMethodIsUnknown},
    {"AMessageIsCompressed", "UNIMPLEMENTED", kTransport, &AMessageIsCompressed},
};

class ErrorTest : public ServedTest, public testing::WithParamInterface<Error> {};

TEST_P(ErrorTest, IsWhatTheReferenceSays) {
  const grpc::Status status = GetParam().bring_about(channel());
  EXPECT_EQ(absl::StatusCodeToString(static_cast<absl::StatusCode>(status.error_code())), GetParam().code)
      << Described(status);
  const google::rpc::ErrorInfo info = ErrorInfoOf(status);
  if (GetParam().reason == kTransport) {
    EXPECT_EQ(info.reason(), "");
  } else {
    EXPECT_EQ(info.reason(), GetParam().reason);
    EXPECT_EQ(info.domain(), "connection_advisor");
    EXPECT_NE(status.error_message(), "");
  }
  EXPECT_EQ(ViolationsIn(status).empty(), status.error_code() != grpc::StatusCode::INVALID_ARGUMENT);
}

INSTANTIATE_TEST_SUITE_P(Errors, ErrorTest, testing::ValuesIn(kErrors),
                         [](const testing::TestParamInfo<Error>& error) { return error.param.name; });

TEST(ErrorTable, HasARowForEachErrorAndNoOther) {
  using Row = std::pair<std::string, std::string>;
  std::set<Row> brought_about;
  for (const Error& error : kErrors) brought_about.emplace(error.code, error.reason);

  std::set<Row> shown;
  std::ifstream reference(CONNECTION_ADVISOR_SOURCE_DIR "/proto/connection_advisor/v1/connection_advisor.proto");
  const std::regex row("//   ([A-Z_]+) +([A-Z_]+|-)");
  std::smatch match;
  for (std::string line; std::getline(reference, line);) {
    if (std::regex_match(line, match, row)) shown.emplace(match[1], match[2]);
  }
  EXPECT_EQ(shown, brought_about);
}

}  // namespace
}  // namespace connection_advisor::integration
