// Messages as the bytes that gRPC carries.
#ifndef SERVICE_EDGE_MESSAGE_BYTES_H_
#define SERVICE_EDGE_MESSAGE_BYTES_H_

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>

#include "service/edge/written_advice.h"
#include "service/edge/written_results.h"

namespace connection_advisor::edge {

// Empties `bytes`. False if they are none of the message's.
template <typename Message>
bool FromBytes(grpc::ByteBuffer* bytes, Message* message) {
  return grpc::SerializationTraits<Message>::Deserialize(bytes, message).ok();
}

// False if the message is too large to be written.
template <typename Message>
bool ToBytes(const Message& message, grpc::ByteBuffer* bytes) {
  bool owned = false;  // asked for by the traits, and of no use here
  return grpc::SerializationTraits<Message>::Serialize(message, bytes, &owned).ok();
}
// Of what was written already.
inline bool ToBytes(WrittenAdvice& advice, grpc::ByteBuffer* bytes) {
  advice.Take(bytes);
  return true;
}
inline bool ToBytes(WrittenResults& results, grpc::ByteBuffer* bytes) {
  results.Take(bytes);
  return true;
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_MESSAGE_BYTES_H_
