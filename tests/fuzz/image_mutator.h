// Images of platforms gone wrong, field by field.
#ifndef TESTS_FUZZ_IMAGE_MUTATOR_H_
#define TESTS_FUZZ_IMAGE_MUTATOR_H_

#include <google/protobuf/message.h>

#include "tests/fuzz/random.h"

namespace connection_advisor::fuzz {

// Changes one field somewhere in `message`: sets, clears, repeats, removes or exchanges.
void MutateMessage(google::protobuf::Message& message, Random& random);

// Lets one field somewhere in `message` stand many times more in its wire form, each time empty or 0: what makes few
// bytes come to many objects when they are parsed. Takes two to three bytes for each time.
void RepeatField(google::protobuf::Message& message, uint32_t times, Random& random);

}  // namespace connection_advisor::fuzz

#endif  // TESTS_FUZZ_IMAGE_MUTATOR_H_
