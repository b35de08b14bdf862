// Fields that hold a message, as the encoding has them: the field's number and kind, the message's length, the message.
#ifndef SERVICE_EDGE_FIELD_BYTES_H_
#define SERVICE_EDGE_FIELD_BYTES_H_

#include <google/protobuf/io/coded_stream.h>

#include <cstddef>
#include <cstdint>

namespace connection_advisor::edge {

constexpr uint32_t FieldTag(int field) { return static_cast<uint32_t>(field) << 3 | 2; }

inline size_t FieldSize(int field, size_t message_size) {
  using google::protobuf::io::CodedOutputStream;
  return CodedOutputStream::VarintSize32(FieldTag(field)) +
         CodedOutputStream::VarintSize32(static_cast<uint32_t>(message_size)) + message_size;
}

// Where the message goes, after what comes before it.
inline uint8_t* BeginField(int field, size_t message_size, uint8_t* at) {
  using google::protobuf::io::CodedOutputStream;
  at = CodedOutputStream::WriteVarint32ToArray(FieldTag(field), at);
  return CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(message_size), at);
}

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_FIELD_BYTES_H_
