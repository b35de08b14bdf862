// The command line: what was asked for.
#ifndef CLIENT_ADVISORCTL_COMMAND_LINE_H_
#define CLIENT_ADVISORCTL_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"

namespace connection_advisor::client {

enum class Command { kAdvise, kInterview, kCompare, kPlatforms, kPlatform, kBatch };

// The name of a file that stands for standard input.
constexpr char kStandardInput[] = "-";

struct Arguments {
  Command command = Command::kAdvise;
  std::string server;
  absl::Duration timeout;
  bool json = false;

  // advise and compare: the request; interview: statements and view.
  std::string file;                     // empty: none
  std::vector<std::string> statements;  // "FACT=VALUE"
  bool full = false;

  // advise and batch: one at most; compare: any number; platform and interview: one.
  std::vector<std::string> platforms;

  // batch: "jsonl" or "csv"; empty: by the file's name, and the output as the input.
  std::string input_format;
  std::string output_format;

  // Files in PEM; any of them asks for TLS, as does `tls` by itself.
  bool tls = false;
  std::string tls_ca;
  std::string tls_cert;
  std::string tls_key;
};

// What to print, and to exit with, where there is no command to run: help, the version, a mistake.
struct Farewell {
  std::string text;
  bool mistaken = false;
};

std::variant<Arguments, Farewell> ParseCommandLine(int argc, const char* const* argv);

// The commands, and what may stand after one of them ("--set", ...); after an unknown or empty one, what may stand
// anywhere.
std::vector<std::string> CommandNames();
std::vector<std::string> OptionNames(const std::string& command);

// "2", "0.5", "500ms", "1m30s"; a bare number is in seconds. False unless it is finite and above zero.
bool ParseTimeout(const std::string& text, absl::Duration* timeout);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_COMMAND_LINE_H_
