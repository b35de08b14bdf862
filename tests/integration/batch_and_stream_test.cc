// Many requests in a message: each is answered as if it stood alone, in order, whatever its neighbours are.
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using oracle::Knowledge;

constexpr int kLargestBatch = 1000;

// A request with what it states; some state nothing that could be valid.
struct Item {
  v1::AdviseRequest request;
  Knowledge stated;
  bool valid;
};

Item RandomItem(const oracle::PlatformTable& table, Random& random) {
  Item item{.request = {}, .stated = RandomKnowledge(table, random), .valid = Below(random, 8) != 0};
  item.request = Anyhow(table, item.stated, random);
  item.request.set_request_id(std::to_string(random()));
  if (!item.valid) item.request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(77));
  return item;
}

class BatchTest : public ServedPlatformTest {
 protected:
  static std::vector<Item> RandomItems(int count, Random& random) {
    std::vector<Item> items;
    for (int i = 0; i < count; ++i) items.push_back(RandomItem(judge().table(), random));
    return items;
  }

  static void ExpectResult(const Item& item, const v1::AdviceResult& result) {
    Advised advised{.request = item.request, .status = {}, .response = {}};
    if (result.has_error()) {
      advised.status = grpc::Status(static_cast<grpc::StatusCode>(result.error().code()), result.error().message(),
                                    result.error().SerializeAsString());
    } else {
      *advised.response.mutable_advice() = result.advice();
    }
    if (item.valid) return judge().Expect(item.stated, advised);
    EXPECT_EQ(advised.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_FALSE(ViolationsIn(advised.status).empty());
  }
};

TEST_P(BatchTest, AnswersEachRequestAsIfItStoodAlone) {
  Random random(17);
  const std::vector<Item> items = RandomItems(kLargestBatch, random);
  v1::BatchAdviseRequest request;
  for (const Item& item : items) *request.add_requests() = item.request;
  grpc::ClientContext context;
  v1::BatchAdviseResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel())->BatchAdvise(&context, request, &response);
  ASSERT_TRUE(status.ok()) << Described(status);
  ASSERT_EQ(response.results_size(), kLargestBatch);
  for (int i = 0; i < kLargestBatch && !HasFailure(); ++i) ExpectResult(items[i], response.results(i));
}

TEST_P(BatchTest, IsAnsweredMessageByMessageInAStream) {
  Random random(18);
  grpc::ClientContext context;
  const auto stream = v1::ConnectionAdvisor::NewStub(channel())->StreamAdvise(&context);
  for (int message = 0; message < 30 && !HasFailure(); ++message) {
    const std::vector<Item> items = RandomItems(message % 3 == 0 ? 1 : 1 + Below(random, 100), random);
    v1::StreamAdviseRequest request;
    for (const Item& item : items) *request.add_requests() = item.request;
    ASSERT_TRUE(stream->Write(request));
    v1::StreamAdviseResponse response;
    ASSERT_TRUE(stream->Read(&response));
    ASSERT_EQ(response.results_size(), static_cast<int>(items.size()));
    for (size_t i = 0; i < items.size(); ++i) ExpectResult(items[i], response.results(static_cast<int>(i)));
  }
  stream->WritesDone();
  v1::StreamAdviseResponse nothing_more;
  EXPECT_FALSE(stream->Read(&nothing_more));
  EXPECT_TRUE(stream->Finish().ok());
}

FOR_EVERY_PLATFORM(BatchTest);

class BatchSizeTest : public ServedTest {
 protected:
  static grpc::Status Batch(int size) {
    v1::BatchAdviseRequest request;
    for (int i = 0; i < size; ++i) *request.add_requests() = RequestTo("facebook");
    grpc::ClientContext context;
    v1::BatchAdviseResponse response;
    return v1::ConnectionAdvisor::NewStub(channel())->BatchAdvise(&context, request, &response);
  }
};

TEST_F(BatchSizeTest, IsOneToAThousand) {
  EXPECT_TRUE(Batch(1).ok());
  EXPECT_TRUE(Batch(kLargestBatch).ok());
  for (const int size : {0, kLargestBatch + 1}) {
    const grpc::Status status = Batch(size);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << size;
    ASSERT_EQ(ViolationsIn(status).size(), 1u);
    EXPECT_EQ(ViolationsIn(status).front().field(), "requests");
    EXPECT_THAT(ViolationsIn(status).front().description(), testing::ContainsRegex("1,?000"));
  }
}

TEST_F(BatchSizeTest, MayHoldPlatformsThatAreNotLoaded) {
  v1::BatchAdviseRequest request;
  *request.add_requests() = RequestTo("orkut");
  *request.add_requests() = RequestTo("twitter");
  grpc::ClientContext context;
  v1::BatchAdviseResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel())->BatchAdvise(&context, request, &response);
  ASSERT_TRUE(status.ok()) << Described(status);
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).error().code(), static_cast<int>(grpc::StatusCode::NOT_FOUND));
  EXPECT_TRUE(response.results(1).has_advice());
}

}  // namespace
}  // namespace connection_advisor::integration
