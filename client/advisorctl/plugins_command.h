// `advisorctl plugins`: what an operator asks of the administration of a server.
#ifndef CLIENT_ADVISORCTL_PLUGINS_COMMAND_H_
#define CLIENT_ADVISORCTL_PLUGINS_COMMAND_H_

#include <string>
#include <vector>

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/run.h"
#include "client/advisorctl/terminal.h"

namespace connection_advisor::client {

// A change is answered with the versions of the plugin as they are then. While a file is uploaded, a terminal shows a
// bar on the error stream.
ExitCode RunPlugins(const Arguments& arguments, const Terminal& terminal, Streams streams);

// A plugin that the administration knows, for completion.
struct KnownPlugin {
  std::string plugin;
  std::string version;
};
// Those of the administration that the arguments name; none if it does not answer.
std::vector<KnownPlugin> KnownPlugins(const Arguments& arguments);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLUGINS_COMMAND_H_
