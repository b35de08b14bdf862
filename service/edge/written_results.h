// The answer to a batch, or to one message of a stream, as the bytes of BatchAdviseResponse or StreamAdviseResponse.
//
// A result is written as soon as it is made, so that one message serves for all of them, and no text of the first waits
// in memory of its own for the thousandth. That is a fifth of what a batch costs the server; see tests/bench.
#ifndef SERVICE_EDGE_WRITTEN_RESULTS_H_
#define SERVICE_EDGE_WRITTEN_RESULTS_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "connection_advisor/v1/advice.pb.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::edge {

class WrittenResults {
 public:
  // That so many are to come: how much memory to take at a time.
  void Expect(int count) { expected_ = count; }

  // The next result: the advice, or the error in its place.
  void Add(const v1::Advice& advice);
  void Add(const google::rpc::Status& error);

  // Hands over what was written; nothing is left.
  void Take(grpc::ByteBuffer* bytes);

 private:
  void AddField(int field, const google::protobuf::MessageLite& message);
  // Where the next `size` bytes go.
  uint8_t* Extend(size_t size);
  void CloseBlock();

  std::vector<grpc::Slice> written_;
  std::unique_ptr<uint8_t[]> block_;
  size_t block_size_ = 0;
  size_t block_used_ = 0;
  int expected_ = 0;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_WRITTEN_RESULTS_H_
