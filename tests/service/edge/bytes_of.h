// What was written, in one piece.
#ifndef TESTS_SERVICE_EDGE_BYTES_OF_H_
#define TESTS_SERVICE_EDGE_BYTES_OF_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace connection_advisor::edge {

template <typename Written>
std::string BytesOf(Written& written) {
  grpc::ByteBuffer bytes;
  written.Take(&bytes);
  EXPECT_TRUE(bytes.Valid());
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(bytes.Dump(&slices).ok());
  std::string all;
  for (const grpc::Slice& slice : slices) all.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return all;
}

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_BYTES_OF_H_
