// Batches and streams over real connections.
#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/service/edge/server_fixture.h"
#include "tests/service/edge/standard_services.h"

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class BulkTest : public ServerFixture {
 protected:
  BulkTest() { SetPatience(context_); }

  grpc::ClientContext context_;
};

v1::StreamAdviseRequest Message(int first, int size) {
  v1::StreamAdviseRequest message;
  for (int i = 0; i < size; ++i) *message.add_requests() = RequestTo(absl::StrCat("platform", first + i));
  return message;
}

TEST_F(BulkTest, AnswersABatch) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < 3; ++i) *batch.add_requests() = RequestTo("nowhere");
  v1::BatchAdviseResponse response;
  const grpc::Status status = stub_->BatchAdvise(&context_, batch, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(response.results(), SizeIs(3));
}

TEST_F(BulkTest, AnswersAStreamMessageByMessageInOrder) {
  const auto stream = stub_->StreamAdvise(&context_);
  for (int first = 0; first < 200; first += 4) {
    ASSERT_TRUE(stream->Write(Message(first, 4)));
    v1::StreamAdviseResponse response;
    ASSERT_TRUE(stream->Read(&response));
    ASSERT_THAT(response.results(), SizeIs(4));
    for (int i = 0; i < 4; ++i) {
      EXPECT_THAT(response.results(i).error().message(), HasSubstr(absl::StrCat("platform", first + i)));
    }
  }
  stream->WritesDone();
  v1::StreamAdviseResponse none;
  EXPECT_FALSE(stream->Read(&none));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(BulkTest, AnswersAStreamThatIsWrittenBeforeItIsRead) {
  constexpr int kMessages = 100;
  const auto stream = stub_->StreamAdvise(&context_);
  std::thread writer([&] {
    for (int i = 0; i < kMessages; ++i) stream->Write(Message(i, 1));
    stream->WritesDone();
  });
  int answered = 0;
  v1::StreamAdviseResponse response;
  for (; stream->Read(&response); ++answered) {
    EXPECT_THAT(response.results(0).error().message(), HasSubstr(absl::StrCat("platform", answered)));
  }
  writer.join();
  EXPECT_EQ(answered, kMessages);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(BulkTest, EndsAStreamAtAMessageThatIsTooLong) {
  const auto stream = stub_->StreamAdvise(&context_);
  ASSERT_TRUE(stream->Write(Message(0, kMaxItems + 1)));
  v1::StreamAdviseResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

// Another set is published as soon as the first request of a message is answered. With no platform in the one and one
// in the other, what each request is told says which set answered it.
class PublishedInBetweenTest : public BulkTest {
 protected:
  static constexpr char kBefore[] = "none is";
  static constexpr char kAfter[] = "these are: later";

  class Publisher final : public telemetry::CallObserver {
   public:
    explicit Publisher(platform::PublishedPlatforms& platforms) : platforms_(platforms) {}
    void RequestAnswered(const telemetry::AnsweredRequest&) override {
      auto later = std::make_shared<platform::Platform>();
      later->id = "later";
      platforms_.Publish(std::make_shared<platform::PlatformSet>(
          std::vector<std::shared_ptr<const platform::Platform>>{std::move(later)}));
    }
    void CallAnswered(telemetry::Method, absl::StatusCode, std::chrono::nanoseconds) override {}

   private:
    platform::PublishedPlatforms& platforms_;
  };

  void SetUp() override { Start(ServerOptions(), &publisher_); }

  template <typename Response>
  static void ExpectAnswers(const Response& response, const char* said) {
    ASSERT_THAT(response.results(), SizeIs(3));
    for (const v1::AdviceResult& result : response.results()) {
      EXPECT_THAT(result.error().message(), HasSubstr(said));
    }
  }

  Publisher publisher_{platforms_};
};

TEST_F(PublishedInBetweenTest, ABatchIsAnsweredFromOneSetThroughout) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < 3; ++i) *batch.add_requests() = RequestTo("nowhere");
  for (const char* said : {kBefore, kAfter}) {
    grpc::ClientContext context;
    SetPatience(context);
    v1::BatchAdviseResponse response;
    ASSERT_TRUE(stub_->BatchAdvise(&context, batch, &response).ok());
    ExpectAnswers(response, said);
  }
}

TEST_F(PublishedInBetweenTest, AStreamIsAnsweredFromOneSetForEachMessage) {
  const auto stream = stub_->StreamAdvise(&context_);
  for (const char* said : {kBefore, kAfter}) {
    ASSERT_TRUE(stream->Write(Message(0, 3)));
    v1::StreamAdviseResponse response;
    ASSERT_TRUE(stream->Read(&response));
    ExpectAnswers(response, said);
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

// Counts the calls that end with each code.
class CallCounter final : public telemetry::CallObserver {
 public:
  void RequestAnswered(const telemetry::AnsweredRequest&) override {}
  void CallAnswered(telemetry::Method method, absl::StatusCode code, std::chrono::nanoseconds) override {
    const std::lock_guard lock(mutex_);
    ++calls_[{method, code}];
  }

  int Of(telemetry::Method method, absl::StatusCode code) {
    const std::lock_guard lock(mutex_);
    return calls_[{method, code}];
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<telemetry::Method, absl::StatusCode>, int> calls_;
};

class CountedTest : public BulkTest {
 protected:
  void SetUp() override { Start(ServerOptions(), &counter_); }

  CallCounter counter_;
};

TEST_F(CountedTest, MessagesThatDoNotParseAreCounted) {
  for (const char* method : {"Advise", "StreamAdvise"}) {
    const std::string path = std::string("/connection_advisor.v1.ConnectionAdvisor/") + method;
    std::string response;
    EXPECT_EQ(CallRaw(*channel_, path, "\xFF", &response).error_code(), grpc::StatusCode::INTERNAL);
  }
  EXPECT_EQ(counter_.Of(telemetry::Method::kAdvise, absl::StatusCode::kInternal), 1);
  EXPECT_EQ(counter_.Of(telemetry::Method::kStreamAdvise, absl::StatusCode::kInternal), 1);
}

// A message whose answer is as large as errors make it: a thousand, each with more wrong than it has room for.
v1::StreamAdviseRequest MessageFullOfErrors() {
  v1::AdviseRequest wrong;
  for (int i = 0; i < 100; ++i)
    (*wrong.mutable_member()->mutable_connection_counts())[absl::StrCat("platform", i)] = -1;
  v1::StreamAdviseRequest message;
  for (int i = 0; i < kMaxItems; ++i) *message.add_requests() = wrong;
  return message;
}

// Writes and never reads, and lets nobody send it more than 64 KiB meanwhile.
class PeerThatDoesNotRead {
 public:
  explicit PeerThatDoesNotRead(const std::string& server)
      : stub_(v1::ConnectionAdvisor::NewStub(
            grpc::CreateCustomChannel(server, grpc::InsecureChannelCredentials(), WithASmallWindow()))) {
    SetPatience(context_);
    stream_ = stub_->AsyncStreamAdvise(&context_, &queue_, nullptr);
    opened_ = Happened(kPatience);
  }

  // False once a write is not taken for so long.
  bool Write(const v1::StreamAdviseRequest& message, std::chrono::seconds patience) {
    stream_->Write(message, nullptr);
    return Happened(patience);
  }

  grpc::StatusCode Cancel() {
    context_.TryCancel();
    grpc::Status status;
    stream_->Finish(&status, nullptr);
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
    return status.error_code();
  }

  bool opened() const { return opened_; }

 private:
  static grpc::ChannelArguments WithASmallWindow() {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    return arguments;
  }

  bool Happened(std::chrono::seconds patience) {
    void* tag = nullptr;
    bool ok = false;
    const auto deadline = std::chrono::system_clock::now() + patience;
    return queue_.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT && ok;
  }

  std::unique_ptr<v1::ConnectionAdvisor::Stub> stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<v1::StreamAdviseRequest, v1::StreamAdviseResponse>> stream_;
  bool opened_ = false;
};

// Of what the peer does not take there is the answer that gRPC sends and at most one more; of what it sends, the
// message that was answered, one that comes in, and what sockets hold.
TEST_F(CountedTest, StopsReadingFromAPeerThatDoesNotRead) {
  constexpr int kMostAnswers = 2;  // of 4,000,000 bytes each
  constexpr size_t kMostTaken = size_t{16} * kMebibyte;
  constexpr auto kStalled = std::chrono::seconds(1);
  PeerThatDoesNotRead peer(server_->address().ToString());
  ASSERT_TRUE(peer.opened());

  const v1::StreamAdviseRequest message = MessageFullOfErrors();
  size_t taken = 0;
  while (taken <= kMostTaken && peer.Write(message, kStalled)) taken += message.ByteSizeLong();
  const auto answers = [&] { return counter_.Of(telemetry::Method::kStreamAdvise, absl::StatusCode::kOk); };
  while (answers() == 0) std::this_thread::yield();
  EXPECT_LE(taken, kMostTaken);
  EXPECT_LE(answers(), kMostAnswers);

  EXPECT_EQ(peer.Cancel(), grpc::StatusCode::CANCELLED);
}

// Something is done when the first request has been answered. Each is followed by a call on the same connection, so
// that the server knows of it by then.
class LongBatchTest : public BulkTest {
 protected:
  class Doing final : public telemetry::CallObserver {
   public:
    explicit Doing(LongBatchTest& test) : test_(test) {}
    void RequestAnswered(const telemetry::AnsweredRequest& request) override {
      if (request.method == telemetry::Method::kAdvise) return;
      if (++answered == 1) after_first();
      test_.Advise(RequestTo("nowhere"));
    }
    void CallAnswered(telemetry::Method method, absl::StatusCode code, std::chrono::nanoseconds) override {
      if (method != telemetry::Method::kAdvise) ended_with = code;
    }

    std::function<void()> after_first;
    std::atomic<int> answered = 0;
    std::atomic<absl::StatusCode> ended_with = absl::StatusCode::kUnknown;

   private:
    LongBatchTest& test_;
  };

  void SetUp() override {
    ServerOptions options;
    options.bulk_threads = 1;
    Start(options, &doing_);
  }

  grpc::Status Batch(grpc::ClientContext& context, int size) {
    v1::BatchAdviseRequest batch;
    *batch.mutable_requests() = Message(0, size).requests();
    v1::BatchAdviseResponse response;
    return stub_->BatchAdvise(&context, batch, &response);
  }

  void ExpectWorkEndedEarly() {
    while (server_->calls_in_flight() > 0) std::this_thread::yield();
    EXPECT_EQ(doing_.ended_with, absl::StatusCode::kCancelled);
    EXPECT_LT(doing_.answered, kMaxItems);
  }

  Doing doing_{*this};
};

TEST_F(LongBatchTest, IsNotWorkedOnToItsEndOnceItsCallerHasLeft) {
  doing_.after_first = [this] { context_.TryCancel(); };
  EXPECT_EQ(Batch(context_, kMaxItems).error_code(), grpc::StatusCode::CANCELLED);
  ExpectWorkEndedEarly();
}

TEST_F(LongBatchTest, IsNotWorkedOnToItsEndAsAMessageOfAStreamEither) {
  doing_.after_first = [this] { context_.TryCancel(); };
  const auto stream = stub_->StreamAdvise(&context_);
  stream->Write(Message(0, kMaxItems));  // the call may be over before that has returned
  v1::StreamAdviseResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  ExpectWorkEndedEarly();
}

TEST_F(LongBatchTest, LeavesCallsThatArriveMeanwhileToBeAnsweredAfterIt) {
  std::thread other;
  doing_.after_first = [&] {
    other = std::thread([&] {
      grpc::ClientContext context;
      SetPatience(context);
      EXPECT_TRUE(Batch(context, 1).ok());
    });
  };
  EXPECT_TRUE(Batch(context_, kMaxItems).ok());
  other.join();
  EXPECT_EQ(doing_.answered, kMaxItems + 1);
}

class FullServerTest : public CountedTest {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.max_calls_in_flight = 1;
    Start(options, &counter_);
  }
};

TEST_F(FullServerTest, RefusesOneMoreCallAndTellsWhenToTryAgain) {
  const auto stream = stub_->StreamAdvise(&context_);
  v1::StreamAdviseResponse response;
  ASSERT_TRUE(stream->Write(Message(0, 1)));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(server_->calls_in_flight(), 1);

  const grpc::Status refused = Advise(RequestTo("nowhere"));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(refused.error_details()));
  ASSERT_THAT(details.details(), SizeIs(2));
  EXPECT_TRUE(details.details(0).Is<google::rpc::ErrorInfo>());
  EXPECT_TRUE(details.details(1).Is<google::rpc::RetryInfo>());

  grpc::ClientContext context;
  SetPatience(context);
  EXPECT_EQ(stub_->StreamAdvise(&context)->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(counter_.Of(telemetry::Method::kAdvise, absl::StatusCode::kResourceExhausted), 1);
  EXPECT_EQ(counter_.Of(telemetry::Method::kStreamAdvise, absl::StatusCode::kResourceExhausted), 1);

  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  // The server learns that its answer is out a moment after the client has it.
  while (server_->calls_in_flight() > 0) std::this_thread::yield();
  EXPECT_EQ(Advise(RequestTo("nowhere")).error_code(), grpc::StatusCode::NOT_FOUND);
}

class OldConnectionTest : public BulkTest {
 protected:
  void SetUp() override {
    ServerOptions options;
    // Long enough for the slowest machine to answer a message first.
    options.max_connection_age = std::chrono::milliseconds(500);
    options.max_connection_age_grace = std::chrono::milliseconds(500);
    Start(options);
  }
};

// As the contract says; by default it takes an hour and a half.
TEST_F(OldConnectionTest, EndsItsStreamsWithUnavailable) {
  const auto stream = stub_->StreamAdvise(&context_);
  v1::StreamAdviseResponse response;
  ASSERT_TRUE(stream->Write(Message(0, 1)));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(BulkTest, CancelsAnIdleStreamWhenTheGraceIsOver) {
  const auto stream = stub_->StreamAdvise(&context_);
  v1::StreamAdviseResponse response;
  ASSERT_TRUE(stream->Write(Message(0, 1)));
  ASSERT_TRUE(stream->Read(&response));
  server_->Stop(std::chrono::milliseconds(0));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

TEST_F(BulkTest, LetsAStreamEndWithinTheGrace) {
  const auto stream = stub_->StreamAdvise(&context_);
  v1::StreamAdviseResponse response;
  ASSERT_TRUE(stream->Write(Message(0, 1)));
  ASSERT_TRUE(stream->Read(&response));
  std::thread stop([&] { server_->Stop(kPatience); });
  ASSERT_TRUE(stream->Write(Message(1, 1)));
  EXPECT_TRUE(stream->Read(&response));
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  stop.join();
}

}  // namespace
}  // namespace connection_advisor::edge
