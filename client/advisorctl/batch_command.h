// `advisorctl batch`: a file of requests, sent in batches, to a file of results.
#ifndef CLIENT_ADVISORCTL_BATCH_COMMAND_H_
#define CLIENT_ADVISORCTL_BATCH_COMMAND_H_

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/run.h"
#include "connection_advisor/client/client.h"

namespace connection_advisor::client {

// Results go to the output as they come, a thousand at a time, whatever the length of the file; the summary, and on a
// terminal a progress bar, to the error stream. A row that is wrong has its error for a result: then the exit code is
// kInvalidRequest. A batch that fails as a whole ends it, and so does what can't be read as rows, with the results
// so far written and summed up. So does an output that takes no more.
ExitCode RunBatch(const Arguments& arguments, const Client& client, Streams streams);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_BATCH_COMMAND_H_
