// The command line: what was asked for.
#ifndef CLIENT_ADVISORCTL_COMMAND_LINE_H_
#define CLIENT_ADVISORCTL_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"

namespace connection_advisor::client {

enum class Command { kAdvise, kCompare, kPlatforms, kPlatform };

struct Arguments {
  Command command = Command::kAdvise;
  std::string server;
  absl::Duration timeout;
  bool json = false;

  // advise and compare: the request.
  std::string file;                     // "-" is standard input; empty: none
  std::vector<std::string> statements;  // "FACT=VALUE"
  bool full = false;

  // advise: one; compare: any number; platform: one.
  std::vector<std::string> platforms;
};

// What to print, and to exit with, where there is no command to run: help, the version, a mistake.
struct Farewell {
  std::string text;
  bool mistaken = false;
};

std::variant<Arguments, Farewell> ParseCommandLine(int argc, const char* const* argv);

// "2", "0.5", "500ms", "1m30s"; a bare number is in seconds. False unless it is finite and above zero.
bool ParseTimeout(const std::string& text, absl::Duration* timeout);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_COMMAND_LINE_H_
