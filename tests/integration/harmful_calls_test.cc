// Calls that are cheap to make and could cost a server dearly: what they cost it is bounded.
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "plugins/tool/sandbox/sanitized.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using ::testing::HasSubstr;

constexpr char kBatchAdvise[] = "/connection_advisor.v1.ConnectionAdvisor/BatchAdvise";
constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

constexpr size_t kMebibyte = size_t{1} << 20;
constexpr size_t kLargestMessage = 4 * kMebibyte;

// The number in a line of /proc/PID/status.
long StatusOf(pid_t pid, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  long value = -1;
  for (std::string word; value < 0 && status >> word;) {
    if (word == name + ":") status >> value;
  }
  EXPECT_GE(value, 0) << "the system does not say " << name;
  return value;
}

// A call that sends one message and then neither ends nor reads more than the beginning of its answer.
class IdleCall {
 public:
  IdleCall(const std::shared_ptr<grpc::Channel>& channel, const char* method, const std::string& message) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    call_ = grpc::GenericStub(channel).PrepareCall(&context_, method, &queue_);
    call_->StartCall(nullptr);
    Wait();
    const grpc::Slice slice(message);
    call_->Write(grpc::ByteBuffer(&slice, 1), nullptr);
    Wait();
  }
  ~IdleCall() {
    context_.TryCancel();
    grpc::Status status;
    call_->Finish(&status, nullptr);
    Wait();
  }
  IdleCall(const IdleCall&) = delete;
  IdleCall& operator=(const IdleCall&) = delete;

  // Until the server has begun to answer, or has refused to.
  void WaitForAnswer() {
    call_->ReadInitialMetadata(nullptr);
    Wait();
  }

 private:
  void Wait() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

class HarmfulCallsTest : public testing::Test {
 protected:
  void SetUp() override {
    server_ = ServerProcess::Start(BundledPlugins());
    ASSERT_NE(server_, nullptr);
    ExpectServing();
    peak_before_ = Peak();
  }
  void TearDown() override {
    if (server_ == nullptr) return;
    ExpectServing();
    EXPECT_EQ(server_->Stop(), 0);
  }

  void ExpectServing() { EXPECT_TRUE(Advise(server_->channel(), RequestTo("linkedin")).status.ok()); }

  // One connection, on which nobody may send more than 64 KiB that are not read.
  std::shared_ptr<grpc::Channel> ChannelOfASmallWindow() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(), arguments);
  }

  // How much the most memory that the server has held has grown.
  void ExpectGrownLessThan(size_t bytes) const {
    if (tool::kSanitized) return;  // a sanitizer keeps what was freed
    EXPECT_LT(Peak() - peak_before_, bytes);
  }

  std::unique_ptr<ServerProcess> server_;

 private:
  size_t Peak() const { return static_cast<size_t>(StatusOf(server_->pid(), "VmHWM")) << 10; }

  size_t peak_before_ = 0;
};

// A few kilobytes on the way, and any number of bytes once unfolded.
TEST_F(HarmfulCallsTest, ACompressedMessageIsNotUnfolded) {
  v1::AdviseRequest request = RequestTo("linkedin");
  request.mutable_invitation()->set_message(std::string(128 * kMebibyte, 'x'));
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  v1::AdviseResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(server_->channel())->Advise(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << status.error_message();
  ExpectGrownLessThan(32 * kMebibyte);
}

// An empty request takes two bytes on the way, and a hundred once it is made.
TEST_F(HarmfulCallsTest, RequestsThatAreTooManyAreCountedAndNotMade) {
  std::string batch;
  while (batch.size() + 2 <= kLargestMessage) batch += {'\x0A', '\0'};
  const RawAnswer answer = CallRaw(server_->channel(), kBatchAdvise, batch);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(answer.status.error_message(), HasSubstr(std::to_string(batch.size() / 2) + " entries"));
  ExpectGrownLessThan(32 * kMebibyte);
}

// Of a call whose answer waits for its caller there is the answer, and no longer the request: as large as it may be,
// made of what takes the most memory for its bytes.
TEST_F(HarmfulCallsTest, AnswersThatNobodyTakesHoldNoRequests) {
  constexpr int kCalls = 12;
  constexpr int kRequests = 1'000;
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < kRequests; ++i) *batch.add_requests() = RequestTo("linkedin");
  const int passions = static_cast<int>((kLargestMessage - batch.ByteSizeLong()) / kRequests - 8) / 2;
  for (v1::AdviseRequest& request : *batch.mutable_requests()) {
    for (int i = 0; i < passions; ++i) request.mutable_member()->add_passions();
  }
  const std::string bytes = batch.SerializeAsString();
  ASSERT_LE(bytes.size(), kLargestMessage);
  std::vector<std::unique_ptr<IdleCall>> calls;
  for (int i = 0; i < kCalls; ++i) {
    calls.push_back(std::make_unique<IdleCall>(ChannelOfASmallWindow(), kBatchAdvise, bytes));
    calls.back()->WaitForAnswer();
  }
  ExpectGrownLessThan(320 * kMebibyte);
}

// Reflection answers on a thread for each of its streams.
TEST_F(HarmfulCallsTest, OpenStreamsOfReflectionTakeFewThreads) {
  constexpr int kStreams = 100;
  const std::string list_services = "\x3A";  // field 7, which has no name
  const long threads_before = StatusOf(server_->pid(), "Threads");
  std::vector<std::unique_ptr<IdleCall>> streams;
  for (int i = 0; i < kStreams; ++i) {
    streams.push_back(std::make_unique<IdleCall>(server_->channel(), kReflection, list_services + '\0'));
    streams.back()->WaitForAnswer();
  }
  EXPECT_LT(StatusOf(server_->pid(), "Threads"), threads_before + kStreams / 4);
}

}  // namespace
}  // namespace connection_advisor::integration
