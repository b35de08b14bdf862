// How many mutations a test tries: a few in every run of the tests, as many as one likes in a long run.
#ifndef TESTS_FUZZ_MUTATION_COUNT_H_
#define TESTS_FUZZ_MUTATION_COUNT_H_

#include <cstdint>
#include <cstdlib>

namespace connection_advisor::fuzz {

// `usual`, or one for each `per` of CONNECTION_ADVISOR_MUTATIONS, where that is set.
inline uint32_t MutationCount(uint32_t usual, uint32_t per) {
  const char* wanted = std::getenv("CONNECTION_ADVISOR_MUTATIONS");
  return wanted == nullptr ? usual : static_cast<uint32_t>(std::strtoul(wanted, nullptr, 10) / per);
}

}  // namespace connection_advisor::fuzz

#endif  // TESTS_FUZZ_MUTATION_COUNT_H_
