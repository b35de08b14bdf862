// A program of the build, run as a script runs it.
#ifndef TESTS_INTEGRATION_PROGRAM_H_
#define TESTS_INTEGRATION_PROGRAM_H_

#include <string>

namespace connection_advisor::integration {

struct Outcome {
  int code = -1;  // -1: it ended by a signal, or could not be started
  std::string out;
  std::string errors;
};

// Runs the words in a shell, with `input` piped in.
Outcome RunProgram(const std::string& words, const std::string& input = "");

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_PROGRAM_H_
