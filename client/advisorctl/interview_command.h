// `advisorctl interview`: question by question to the verdict.
#ifndef CLIENT_ADVISORCTL_INTERVIEW_COMMAND_H_
#define CLIENT_ADVISORCTL_INTERVIEW_COMMAND_H_

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/run.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::client {

// Asks what `start` leaves open, reads answers from the input, one a line, and writes the advice to the output when it
// is decided. The conversation goes to the error stream: in full where a person types, else a line for each question
// and its answer.
//
// An interview that ends before the verdict (quit, the input's end, nothing left to ask) writes the advice as it is
// then and returns kUndecided. Where nobody types, a line that is no answer ends it with kInvalidRequest: what comes
// after could be answers to other questions.
ExitCode RunInterview(const Arguments& arguments, const v1::AdviseRequest& start, const Client& client,
                      const Terminal& terminal, Streams streams);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_INTERVIEW_COMMAND_H_
