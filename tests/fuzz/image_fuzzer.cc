// Any bytes that may come over a compiler's pipe, through the server's judgement of them.
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "service/deployment/bounded_parse.h"
#include "service/deployment/compiler_answer.h"
#include "service/deployment/deploy.h"
#include "tests/fuzz/image_mutator.h"

using connection_advisor::deployment::CompilerAnswer;
using connection_advisor::deployment::kMaxMessageMemory;
using connection_advisor::deployment::PluginOutcome;
using connection_advisor::fuzz::Random;
using connection_advisor::image::v1::CompilerMessage;

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const CompilerAnswer answer =
      connection_advisor::deployment::ReadAnswer(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!answer.image) return 0;
  if (answer.image->SpaceUsedLong() > kMaxMessageMemory) std::abort();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  const PluginOutcome outcome =
      connection_advisor::deployment::VerifyImage(*answer.image, answer.image->sha256(), deadline);
  if (outcome.refused() != outcome.platforms.empty()) std::abort();
  return 0;
}

namespace {

// The messages up to the first that is none.
std::vector<CompilerMessage> Messages(const uint8_t* data, size_t size) {
  google::protobuf::io::ArrayInputStream bytes(data, static_cast<int>(size));
  std::vector<CompilerMessage> messages;
  CompilerMessage message;
  while (google::protobuf::util::ParseDelimitedFromZeroCopyStream(&message, &bytes, nullptr)) {
    messages.push_back(message);
    message.Clear();
  }
  return messages;
}

// Another value of a field; or a field more often than anybody would have it.
void Mutate(google::protobuf::Message& message, size_t max_size, Random& random) {
  constexpr size_t kBytesEachTime = 4;
  if (!random.OneIn(4)) return connection_advisor::fuzz::MutateMessage(message, random);
  const uint32_t times = random.Below(static_cast<uint32_t>(max_size / kBytesEachTime));
  connection_advisor::fuzz::RepeatField(message, times, random);
}

// To the image in the last message, as a rule.
void MutateOne(std::vector<CompilerMessage>& messages, size_t max_size, Random& random) {
  CompilerMessage& last = messages.back();
  if (last.has_image() && !random.OneIn(8)) return Mutate(*last.mutable_image(), max_size, random);
  Mutate(messages[random.Below(static_cast<uint32_t>(messages.size()))], max_size, random);
}

}  // namespace

// What libFuzzer does by itself, or a change to one of the messages.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned int seed) {
  Random random(seed);
  std::vector<CompilerMessage> messages = Messages(data, size);
  if (random.OneIn(4) || messages.empty()) return LLVMFuzzerMutate(data, size, max_size);
  MutateOne(messages, max_size, random);
  std::ostringstream out;
  for (const CompilerMessage& message : messages) {
    google::protobuf::util::SerializeDelimitedToOstream(message, &out);
  }
  const std::string mutated = out.str();
  if (mutated.size() > max_size) return size;
  mutated.copy(reinterpret_cast<char*>(data), mutated.size());
  return mutated.size();
}
