// What the shell offers when the user presses Tab. The scripts in completions/ only ask for it:
//
//   advisorctl __complete WORD...    the words after `advisorctl` so far, the last of them unfinished, perhaps empty
#ifndef CLIENT_ADVISORCTL_COMPLETION_H_
#define CLIENT_ADVISORCTL_COMPLETION_H_

#include <functional>
#include <string>
#include <vector>

#include "client/advisorctl/plugins_command.h"
#include "connection_advisor/v1/platform.pb.h"

namespace connection_advisor::client {

constexpr char kCompleteCommand[] = "__complete";

// Asks a server what it has; nothing where there is none.
struct Loaded {
  std::function<std::vector<v1::Platform>()> platforms;
  std::function<std::vector<KnownPlugin>()> plugins;
};

// What the last word may become, in full. A candidate that ends in "=" or "." goes on. None where a file is expected.
std::vector<std::string> Complete(const std::vector<std::string>& words, const Loaded& loaded);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_COMPLETION_H_
