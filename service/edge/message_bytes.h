// Messages as the bytes that gRPC carries.
#ifndef SERVICE_EDGE_MESSAGE_BYTES_H_
#define SERVICE_EDGE_MESSAGE_BYTES_H_

#include <google/protobuf/message_lite.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>

#include <type_traits>

namespace connection_advisor::edge {

// How many entries a message has in its repeated field `field`, as far as the bytes are those of a message. Makes
// nothing of them: a message of many empty entries takes a hundred times the memory that it had on the way.
int CountEntries(grpc::ByteBuffer* bytes, int field);

// Empties `bytes`. False if they are none of the message's.
template <typename Message>
bool FromBytes(grpc::ByteBuffer* bytes, Message* message) {
  return grpc::SerializationTraits<Message>::Deserialize(bytes, message).ok();
}

// Of a message, or of what was written already and is taken. False if the message is too large to be written.
template <typename Answer>
bool ToBytes(Answer& answer, grpc::ByteBuffer* bytes) {
  if constexpr (std::is_base_of_v<google::protobuf::MessageLite, Answer>) {
    bool owned = false;  // asked for by the traits, and of no use here
    return grpc::SerializationTraits<Answer>::Serialize(answer, bytes, &owned).ok();
  } else {
    answer.Take(bytes);
    return true;
  }
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_MESSAGE_BYTES_H_
