// Many requests from one file.
#ifndef CLIENT_ADVISORCTL_BATCH_INPUT_H_
#define CLIENT_ADVISORCTL_BATCH_INPUT_H_

#include <istream>
#include <memory>

#include "absl/status/statusor.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::client {

enum class BatchFormat { kJsonLines, kCsv };

// One request of the file, or what is wrong with it: a row that is wrong leaves its neighbours alone.
struct BatchRow {
  int line = 0;  // where it begins, from 1
  absl::StatusOr<v1::AdviseRequest> request = v1::AdviseRequest();
};

class BatchInput {
 public:
  virtual ~BatchInput() = default;

  // The next row. False at the end. An error ends the input as well: INVALID_ARGUMENT says what is wrong with its text,
  // UNKNOWN is the system's word on why it can't be read.
  virtual absl::StatusOr<bool> Next(BatchRow* row) = 0;
};

// JSON lines: one AdviseRequest a line; empty lines are passed over.
// CSV: the first line names the columns as `--set` names facts and fields (statement.h); a cell states that fact for
// its row, an empty cell nothing. INVALID_ARGUMENT if the columns themselves are wrong, UNKNOWN as above. `in` must
// outlive the input.
absl::StatusOr<std::unique_ptr<BatchInput>> OpenBatch(BatchFormat format, std::istream& in);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_BATCH_INPUT_H_
