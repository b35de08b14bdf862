// The answer to one request, as the bytes of AdviseResponse: written from a message that serves for every call, since
// one of the call's own takes and gives back memory for each of its texts.
#ifndef SERVICE_EDGE_WRITTEN_ADVICE_H_
#define SERVICE_EDGE_WRITTEN_ADVICE_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include "connection_advisor/v1/advice.pb.h"

namespace connection_advisor::edge {

class WrittenAdvice {
 public:
  void Write(const v1::Advice& advice);

  // Hands over what was written; nothing is left.
  void Take(grpc::ByteBuffer* bytes);

 private:
  grpc::Slice written_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_WRITTEN_ADVICE_H_
