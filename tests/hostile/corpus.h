// Every hostile plugin, by what becomes of it.
#ifndef TESTS_HOSTILE_CORPUS_H_
#define TESTS_HOSTILE_CORPUS_H_

#include <chrono>
#include <iosfwd>
#include <string>
#include <vector>

namespace connection_advisor::hostile {

struct Hostile {
  std::string deviation;
  std::string cause;  // a regular expression
};
void PrintTo(const Hostile& hostile, std::ostream* out);

// Refused, and within a fraction of the time allowed.
const std::vector<Hostile>& Refused();

// Refused when this time is up, with the place where they were.
inline constexpr std::chrono::milliseconds kShortTime{1'500};
const std::vector<Hostile>& Stopped();

// Refused for answers of 60 MB that would come to gigabytes.
const std::vector<Hostile>& Unfolding();

// Refused for the memory that it takes. Under a sanitizer, which takes all memory for its own and knows of no limit, it
// does nothing.
const Hostile& Hoarding();

// Odd, and yet fit to serve.
const std::vector<std::string>& Accepted();

// What they mean is undefined, and so is what becomes of them; nobody else notices.
const std::vector<std::string>& Undefined();

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_CORPUS_H_
