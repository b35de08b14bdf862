// What went wrong, for the person or the program at the other end.
#ifndef CLIENT_ADVISORCTL_FAILURE_H_
#define CLIENT_ADVISORCTL_FAILURE_H_

#include <ostream>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"

namespace connection_advisor::client {

// A mistake on the command line.
ExitCode Mistake(absl::string_view what, std::ostream& err);

// An error, with what to try where no server answered; as google.rpc.Status with `--json`.
ExitCode Fail(const absl::Status& status, const Arguments& arguments, std::ostream& err);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_FAILURE_H_
