// Images of platforms gone wrong, field by field.
#ifndef TESTS_FUZZ_IMAGE_MUTATOR_H_
#define TESTS_FUZZ_IMAGE_MUTATOR_H_

#include <google/protobuf/message.h>

#include "tests/fuzz/random.h"

namespace connection_advisor::fuzz {

// Changes one field somewhere in `message`: sets, clears, repeats, removes or exchanges.
void MutateMessage(google::protobuf::Message& message, Random& random);

}  // namespace connection_advisor::fuzz

#endif  // TESTS_FUZZ_IMAGE_MUTATOR_H_
