// What WrittenResults wrote, as the client reads it.
#ifndef TESTS_SERVICE_EDGE_READ_RESULTS_H_
#define TESTS_SERVICE_EDGE_READ_RESULTS_H_

#include <gtest/gtest.h>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "service/edge/message_bytes.h"
#include "service/edge/written_results.h"

namespace connection_advisor::edge {

template <typename Response>
Response Read(WrittenResults& written) {
  grpc::ByteBuffer bytes;
  written.Take(&bytes);
  Response response;
  EXPECT_TRUE(FromBytes(&bytes, &response));
  return response;
}

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_READ_RESULTS_H_
