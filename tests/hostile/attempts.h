// Every attempt of the plugin `Escapes` to get out of the sandbox, with what becomes of it.
#ifndef TESTS_HOSTILE_ATTEMPTS_H_
#define TESTS_HOSTILE_ATTEMPTS_H_

#include <iosfwd>
#include <vector>

namespace connection_advisor::hostile {

// Whether the attempt gets through where no sandbox stands. It shows that the attempt is one.
enum class Unfenced {
  kYes,
  kMaybe,  // it takes rights, a feature of the kernel or luck
};

struct Attempt {
  const char* name;
  const char* denied;  // the system calls: a regular expression over the whole list
  Unfenced unfenced = Unfenced::kYes;
  const char* cause = "";  // empty: the attempt was denied, and the plugin is fit to serve
};
void PrintTo(const Attempt& attempt, std::ostream* out);

const std::vector<Attempt>& Attempts();

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_ATTEMPTS_H_
