#include "service/edge/message_bytes.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <cstdint>

namespace connection_advisor::edge {

using google::protobuf::internal::WireFormatLite;

int CountEntries(grpc::ByteBuffer* bytes, int field) {
  grpc::ProtoBufferReader reader(bytes);
  google::protobuf::io::CodedInputStream wire(&reader);
  const uint32_t entry = WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  int count = 0;
  for (uint32_t tag = wire.ReadTag(); tag != 0 && WireFormatLite::SkipField(&wire, tag); tag = wire.ReadTag()) {
    if (tag == entry) ++count;
  }
  return count;
}

}  // namespace connection_advisor::edge
