#include "service/edge/message_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::edge {
namespace {

constexpr int kRequests = v1::BatchAdviseRequest::kRequestsFieldNumber;

// In slices of three bytes, as a transport may hand them over.
grpc::ByteBuffer InSlices(const std::string& bytes) {
  std::vector<grpc::Slice> slices;
  for (size_t start = 0; start < bytes.size(); start += 3) slices.emplace_back(bytes.substr(start, 3));
  return grpc::ByteBuffer(slices.data(), slices.size());
}

std::string Batch(int size) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < size; ++i) batch.add_requests()->set_platform(i % 2 == 0 ? "linkedin" : "");
  return batch.SerializeAsString();
}

TEST(CountEntries, IsHowManyTheMessageWillHave) {
  for (const int size : {0, 1, 2, 1'000}) {
    grpc::ByteBuffer bytes = InSlices(Batch(size));
    EXPECT_EQ(CountEntries(&bytes, kRequests), size);
  }
}

TEST(CountEntries, LeavesTheMessageToBeParsed) {
  grpc::ByteBuffer bytes = InSlices(Batch(7));
  EXPECT_EQ(CountEntries(&bytes, kRequests), 7);
  v1::BatchAdviseRequest batch;
  ASSERT_TRUE(FromBytes(&bytes, &batch));
  EXPECT_EQ(batch.requests_size(), 7);
}

TEST(CountEntries, PassesOverOtherFields) {
  const std::string number = "\x08\x05";                         // field 1, but no message
  const std::string other = std::string("\x12\x02\x0A\x00", 4);  // field 2, with what looks like an entry in it
  grpc::ByteBuffer bytes = InSlices(number + Batch(2) + other + Batch(1));
  EXPECT_EQ(CountEntries(&bytes, kRequests), 3);
}

TEST(CountEntries, StopsAtWhatIsNoMessage) {
  const std::string longer_than_it_is = "\x0A\x7F";
  grpc::ByteBuffer bytes = InSlices(Batch(2) + longer_than_it_is);
  EXPECT_EQ(CountEntries(&bytes, kRequests), 2);
  grpc::ByteBuffer nothing = InSlices("\xFF");
  EXPECT_EQ(CountEntries(&nothing, kRequests), 0);
}

}  // namespace
}  // namespace connection_advisor::edge
