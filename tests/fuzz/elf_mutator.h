// Shared libraries gone wrong: bits, cuts, and the fields that the dynamic linker goes by.
#ifndef TESTS_FUZZ_ELF_MUTATOR_H_
#define TESTS_FUZZ_ELF_MUTATOR_H_

#include <string>

#include "tests/fuzz/random.h"

namespace connection_advisor::fuzz {

// Changes one thing in `file`, which may be anything: a library, or what earlier changes have made of one.
void MutateElf(std::string& file, Random& random);

}  // namespace connection_advisor::fuzz

#endif  // TESTS_FUZZ_ELF_MUTATOR_H_
