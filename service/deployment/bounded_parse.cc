#include "service/deployment/bounded_parse.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>

#include <limits>
#include <string>
#include <unordered_map>

namespace connection_advisor::deployment {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::io::CodedInputStream;

// A piece of memory of its own: what the allocator adds, and its place in an array that doubles as it grows.
constexpr uint64_t kPieceMemory = 40;
// A number in an array that doubles as it grows.
constexpr uint64_t kNumberMemory = 2 * sizeof(int32_t);

// The low bits of a tag.
enum WireType : uint32_t { kVarint = 0, kLengthDelimited = 2 };
constexpr int kWireTypeBits = 3;
constexpr uint32_t kWireTypeMask = (1U << kWireTypeBits) - 1;

// Goes through the wire form of a message by the descriptors of what may stand in it, making nothing. So it goes no
// deeper than messages are declared in each other; none of ours is declared in itself.
class Measure {
 public:
  Measure(std::string_view bytes, uint64_t max_memory)
      : wire_(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size())),
        size_(static_cast<int>(bytes.size())),
        left_(max_memory) {}

  Parsed Take(const Descriptor& form) {
    const CodedInputStream::Limit whole = wire_.PushLimit(size_);
    const Parsed taken = TakeMessage(form);
    wire_.PopLimit(whole);
    return taken;
  }

 private:
  Parsed Spend(uint64_t memory) {
    if (memory > left_) return Parsed::kTooLarge;
    left_ -= memory;
    return Parsed::kWhole;
  }

  // Of one that has no fields yet.
  uint64_t MemoryOfEmpty(const Descriptor& form) {
    uint64_t& memory = memory_of_empty_[&form];
    if (memory == 0) {
      memory = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&form)->SpaceUsedLong();
    }
    return memory;
  }

  Parsed TakeMessage(const Descriptor& form) {
    Parsed taken = Spend(MemoryOfEmpty(form) + kPieceMemory);
    while (taken == Parsed::kWhole) {
      const uint32_t tag = wire_.ReadTag();
      if (tag == 0) return wire_.ConsumedEntireMessage() ? Parsed::kWhole : Parsed::kMalformed;
      const FieldDescriptor* field = form.FindFieldByNumber(static_cast<int>(tag >> kWireTypeBits));
      taken = field == nullptr ? Parsed::kMalformed : TakeField(*field, tag & kWireTypeMask);
    }
    return taken;
  }

  Parsed TakeField(const FieldDescriptor& field, uint32_t wire_type) {
    if (wire_type == kLengthDelimited) return TakeLengthDelimited(field);
    return wire_type == kVarint && IsVarint(field) ? TakeNumber() : Parsed::kMalformed;
  }

  // The only numbers that images have.
  static bool IsVarint(const FieldDescriptor& field) {
    switch (field.type()) {
      case FieldDescriptor::TYPE_BOOL:
      case FieldDescriptor::TYPE_ENUM:
      case FieldDescriptor::TYPE_INT32:
      case FieldDescriptor::TYPE_SINT32:
      case FieldDescriptor::TYPE_UINT32:
        return true;
      default:
        return false;
    }
  }

  Parsed TakeNumber() {
    uint64_t number = 0;
    return wire_.ReadVarint64(&number) ? Spend(kNumberMemory) : Parsed::kMalformed;
  }

  Parsed TakeLengthDelimited(const FieldDescriptor& field) {
    uint32_t length = 0;
    if (!wire_.ReadVarint32(&length) || length > static_cast<uint32_t>(wire_.BytesUntilLimit())) {
      return Parsed::kMalformed;
    }
    if (field.type() == FieldDescriptor::TYPE_STRING) return TakeString(length);
    const CodedInputStream::Limit outer = wire_.PushLimit(static_cast<int>(length));
    const Parsed taken = field.type() == FieldDescriptor::TYPE_MESSAGE ? TakeMessage(*field.message_type())
                         : field.is_packable() && IsVarint(field)      ? TakePacked()
                                                                       : Parsed::kMalformed;
    wire_.PopLimit(outer);
    return taken;
  }

  Parsed TakeString(uint32_t length) {
    if (!wire_.Skip(static_cast<int>(length))) return Parsed::kMalformed;
    return Spend(sizeof(std::string) + kPieceMemory + length);
  }

  Parsed TakePacked() {
    Parsed taken = Parsed::kWhole;
    while (taken == Parsed::kWhole && wire_.BytesUntilLimit() > 0) taken = TakeNumber();
    return taken;
  }

  CodedInputStream wire_;
  const int size_;
  uint64_t left_;
  std::unordered_map<const Descriptor*, uint64_t> memory_of_empty_;
};

}  // namespace

Parsed ParseBounded(std::string_view bytes, google::protobuf::Message& message, uint64_t max_memory) {
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return Parsed::kTooLarge;
  const Parsed measured = Measure(bytes, max_memory).Take(*message.GetDescriptor());
  if (measured != Parsed::kWhole) return measured;
  const bool parsed = message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return parsed ? Parsed::kWhole : Parsed::kMalformed;
}

}  // namespace connection_advisor::deployment
