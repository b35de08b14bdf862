// Parsing what nobody vouches for. A few bytes of a message can become gigabytes of objects (two are enough for an
// empty platform), so what they would come to in memory is added up before anything is made of them.
#ifndef SERVICE_DEPLOYMENT_BOUNDED_PARSE_H_
#define SERVICE_DEPLOYMENT_BOUNDED_PARSE_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <string_view>

namespace connection_advisor::deployment {

// What a message from a compiler, or an image that was kept, may come to in memory. A platform at all limits of the ABI
// with a million nodes stays below half of it: see bounded_parse_test.
inline constexpr uint64_t kMaxMessageMemory = uint64_t{256} << 20;

enum class Parsed {
  kWhole,
  kTooLarge,   // it would take more memory than allowed; nothing was made of it
  kMalformed,  // no such message, or with fields that this release does not know and would keep all the same
};

// Makes `message` of `bytes`. What it takes, as the allowance counts it, is never less than what protobuf says it does.
Parsed ParseBounded(std::string_view bytes, google::protobuf::Message& message,
                    uint64_t max_memory = kMaxMessageMemory);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_BOUNDED_PARSE_H_
