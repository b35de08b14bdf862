// Runs one command: reads the request, asks, prints the answer or the error.
#ifndef CLIENT_ADVISORCTL_RUN_H_
#define CLIENT_ADVISORCTL_RUN_H_

#include <istream>
#include <ostream>

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/client/client.h"

namespace connection_advisor::client {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;   // then nobody has piped a request into it
  bool err_is_terminal = false;  // then somebody watches
  Terminal err_terminal = {};    // what the error stream can take
};

ExitCode Run(const Arguments& arguments, const Client& client, const Terminal& terminal, Streams streams);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_RUN_H_
