// The command line: what was asked for.
#ifndef CLIENT_ADVISORCTL_COMMAND_LINE_H_
#define CLIENT_ADVISORCTL_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"

namespace connection_advisor::client {

enum class Command { kAdvise, kInterview, kWhyNot, kCompare, kPlatforms, kPlatform, kBatch, kReplay, kPlugins };
enum class PluginsAction { kList, kRescan, kActivate, kRollBack, kRetire, kUpload, kPreview, kShadow };

// The name of a file that stands for standard input.
constexpr char kStandardInput[] = "-";

// plugins: of which, and what.
struct PluginsArguments {
  PluginsAction action = PluginsAction::kList;
  std::string plugin;
  std::string version;
  std::string signature;  // a file; empty: the one beside the plugin, if there is one
  bool force = false;     // activate: whether or not the limit on changed verdicts is met
  bool stop = false;      // shadow: end it; else a version begins it, and without one it is shown
};

// replay: what it hands on.
struct ReplayArguments {
  std::vector<std::string> logs;
  std::vector<std::string> plugins;
  std::vector<std::string> options;  // "--NAME=VALUE" or "--NAME"
};

struct Arguments {
  Command command = Command::kAdvise;
  std::string server;
  absl::Duration timeout;
  bool json = false;

  // advise, why-not and compare: the request; interview: statements and view.
  std::string file;                     // empty: none
  std::vector<std::string> statements;  // "FACT=VALUE"
  bool full = false;
  std::string rule;  // why-not: the one that was expected

  // advise, why-not and batch: one at most; compare: any number; platform and interview: one.
  std::vector<std::string> platforms;

  // batch: "jsonl" or "csv"; empty: by the file's name, and the output as the input.
  std::string input_format;
  std::string output_format;

  // plugins: the file is the one to upload or to look at.
  std::string admin;  // "unix:PATH" or "HOST:PORT"; empty: not said
  PluginsArguments plugins;

  ReplayArguments replay;

  // Files in PEM, and a name; any of them asks for TLS, as does `tls` by itself.
  bool tls = false;
  std::string tls_ca;
  std::string tls_cert;
  std::string tls_key;
  std::string tls_server_name;  // what the server's certificate has to carry; empty: the host that is asked

  // What the line itself says of the server, word by word ("--server", "HOST:PORT", "--tls"); nothing that the
  // environment or a default says.
  std::vector<std::string> server_words;
};

// What to print, and to exit with, where there is no command to run: help, the version, a mistake.
struct Farewell {
  std::string text;
  bool mistaken = false;
};

std::variant<Arguments, Farewell> ParseCommandLine(int argc, const char* const* argv);

// What may come after these commands, none or `plugins` and one of its own: the names of commands; and options
// ("--set",
// ...), those that may stand anywhere among them.
std::vector<std::string> CommandNames(const std::vector<std::string>& commands = {});
std::vector<std::string> OptionNames(const std::vector<std::string>& commands);

// "2", "0.5", "500ms", "1m30s"; a bare number is in seconds. False unless it is finite and above zero.
bool ParseTimeout(const std::string& text, absl::Duration* timeout);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_COMMAND_LINE_H_
