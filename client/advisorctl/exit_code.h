// What advisorctl's exit code says to a script.
#ifndef CLIENT_ADVISORCTL_EXIT_CODE_H_
#define CLIENT_ADVISORCTL_EXIT_CODE_H_

#include <string>

#include "absl/status/status.h"

namespace connection_advisor::client {

enum class ExitCode {
  kAnswered = 0,
  kFailed = 1,
  kUsage = 2,
  kInvalidRequest = 3,
  kNotFound = 4,
  kUnavailable = 5,
  kUndecided = 6,
  kRefused = 7,
  kChanged = 8,
  kUnusableLog = 9,
};

ExitCode ExitCodeFor(const absl::Status& status);

// The table for --help, one line a code.
std::string ExitCodeTable();

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_EXIT_CODE_H_
