#include "tests/fuzz/image_mutator.h"

#include <cstdint>
#include <string>

namespace connection_advisor::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void MutateRepeated(Message& message, const FieldDescriptor* field, Random& random) {
  const Reflection& reflection = *message.GetReflection();
  const auto size = static_cast<uint32_t>(reflection.FieldSize(message, field));
  const uint32_t kind = random.Below(10);
  if (size == 0 || kind == 0) return;
  if (kind == 1) return reflection.RemoveLast(&message, field);
  const int index = static_cast<int>(random.Below(size));
  if (kind == 2) return reflection.SwapElements(&message, field, index, static_cast<int>(random.Below(size)));
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (kind == 3) {
        reflection.AddMessage(&message, field)->CopyFrom(reflection.GetRepeatedMessage(message, field, index));
      } else {
        MutateMessage(*reflection.MutableRepeatedMessage(&message, field, index), random);
      }
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetRepeatedString(&message, field, index, "X");
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      reflection.SetRepeatedUInt32(
          &message, field, index,
          static_cast<uint32_t>(random.Near(reflection.GetRepeatedUInt32(message, field, index))));
      break;
    default:
      reflection.SetRepeatedInt32(
          &message, field, index,
          static_cast<int32_t>(random.Near(reflection.GetRepeatedInt32(message, field, index))));
  }
}

void MutateSingular(Message& message, const FieldDescriptor* field, Random& random) {
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (random.OneIn(20)) return reflection.ClearField(&message, field);
      return MutateMessage(*reflection.MutableMessage(&message, field), random);
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.SetString(&message, field, random.OneIn(2) ? "" : "connected");
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(&message, field, !reflection.GetBool(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.SetEnumValue(&message, field, static_cast<int>(random.Below(9)));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.SetUInt32(&message, field,
                                  static_cast<uint32_t>(random.Near(reflection.GetUInt32(message, field))));
    default:
      return reflection.SetInt32(&message, field,
                                 static_cast<int32_t>(random.Near(reflection.GetInt32(message, field))));
  }
}

// Nothing of a message without fields.
const FieldDescriptor* AnyField(const Message& message, Random& random) {
  const auto fields = static_cast<uint32_t>(message.GetDescriptor()->field_count());
  return fields == 0 ? nullptr : message.GetDescriptor()->field(static_cast<int>(random.Below(fields)));
}

// One of those in the field, if there is any.
Message* AnyMessage(Message& message, const FieldDescriptor* field, Random& random) {
  const Reflection& reflection = *message.GetReflection();
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return nullptr;
  if (!field->is_repeated()) return reflection.MutableMessage(&message, field);
  const auto size = static_cast<uint32_t>(reflection.FieldSize(message, field));
  if (size == 0) return nullptr;
  return reflection.MutableRepeatedMessage(&message, field, static_cast<int>(random.Below(size)));
}

}  // namespace

void MutateMessage(Message& message, Random& random) {
  const FieldDescriptor* field = AnyField(message, random);
  if (field == nullptr) return;
  return field->is_repeated() ? MutateRepeated(message, field, random) : MutateSingular(message, field, random);
}

void RepeatField(Message& message, uint32_t times, Random& random) {
  const FieldDescriptor* field = AnyField(message, random);
  if (field == nullptr) return;
  Message* within = AnyMessage(message, field, random);
  if (within != nullptr && !random.OneIn(3)) return RepeatField(*within, times, random);
  // What is unknown is written as it is, whatever its number.
  google::protobuf::UnknownFieldSet& more = *message.GetReflection()->MutableUnknownFields(&message);
  if (field->is_packable()) {
    more.AddLengthDelimited(field->number(), std::string(times, '\0'));
    return;
  }
  const bool delimited =
      field->type() == FieldDescriptor::TYPE_MESSAGE || field->type() == FieldDescriptor::TYPE_STRING;
  for (; times > 0; --times) {
    if (delimited) {
      more.AddLengthDelimited(field->number(), "");
    } else {
      more.AddVarint(field->number(), 0);
    }
  }
}

}  // namespace connection_advisor::fuzz
