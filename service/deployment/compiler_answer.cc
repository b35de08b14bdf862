#include "service/deployment/compiler_answer.h"

#include <google/protobuf/io/coded_stream.h>

#include "service/deployment/bounded_parse.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

using image::v1::CompilerMessage;

// More than any compilation has to say: what comes in so many pieces is a plugin's doing.
constexpr int kMaxMessages = 1'000'000;

void Take(CompilerMessage& message, bool first, CompilerAnswer& answer) {
  switch (message.message_case()) {
    case CompilerMessage::kWalls:
      // Later ones are not the compiler's.
      if (!first) answer.malformed = true;
      if (first) answer.walls = PrintableLines(message.walls().names());
      return;
    case CompilerMessage::kProgress:
      answer.stage = Printable(message.progress().stage());
      return;
    case CompilerMessage::kDenial:
      if (answer.denied_calls.size() < kMaxDeniedCalls) {
        answer.denied_calls.push_back(Printable(message.denial().system_call()));
      }
      return;
    case CompilerMessage::kRefusal:
      answer.causes = PrintableLines(message.refusal().causes());
      return;
    case CompilerMessage::kImage:
      answer.image = std::move(*message.mutable_image());
      return;
    case CompilerMessage::MESSAGE_NOT_SET:
      answer.malformed = true;
  }
}

void TakeBytes(std::string_view bytes, bool first, CompilerAnswer& answer) {
  // An image or a refusal is the last that is said: nothing is parsed beside it.
  if (answer.image || !answer.causes.empty()) {
    answer.malformed = true;
    return;
  }
  CompilerMessage message;
  const Parsed parsed = ParseBounded(bytes, message);
  if (parsed == Parsed::kWhole) return Take(message, first, answer);
  (parsed == Parsed::kTooLarge ? answer.too_large : answer.malformed) = true;
}

// Takes the next message and its length off the beginning of `bytes`; nothing where there is no whole one.
std::optional<std::string_view> NextMessage(std::string_view& bytes) {
  google::protobuf::io::CodedInputStream wire(reinterpret_cast<const uint8_t*>(bytes.data()),
                                              static_cast<int>(bytes.size()));
  uint32_t length = 0;
  if (!wire.ReadVarint32(&length)) return std::nullopt;
  const auto begin = static_cast<size_t>(wire.CurrentPosition());
  if (length > bytes.size() - begin) return std::nullopt;
  const std::string_view message = bytes.substr(begin, length);
  bytes.remove_prefix(begin + length);
  return message;
}

}  // namespace

CompilerAnswer ReadAnswer(std::string_view bytes) {
  CompilerAnswer answer;
  for (int number = 0; !bytes.empty() && !answer.malformed && !answer.too_large; ++number) {
    const std::optional<std::string_view> message = NextMessage(bytes);
    if (message && number < kMaxMessages) {
      TakeBytes(*message, number == 0, answer);
    } else {
      answer.malformed = true;
    }
  }
  return answer;
}

}  // namespace connection_advisor::deployment
