// The results of a batch, one for each row of its input, in order; and what they come to.
#ifndef CLIENT_ADVISORCTL_BATCH_OUTPUT_H_
#define CLIENT_ADVISORCTL_BATCH_OUTPUT_H_

#include <map>
#include <string>

#include "client/advisorctl/batch_input.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/advice.pb.h"

namespace connection_advisor::client {

// What stands before the first result: the columns of a CSV file, nothing for JSON lines.
std::string BatchHead(BatchFormat format);

// One result with its line end. JSON lines: the AdviceResult. CSV: the line of the input and what a table needs of it.
std::string BatchLine(BatchFormat format, int line, const v1::AdviceResult& result);

// How many of each verdict, which reasons decided most often, what is asked most often.
class BatchSummary {
 public:
  void Add(const v1::AdviceResult& result);

  int rows() const { return rows_; }
  int errors() const { return errors_; }
  std::string Text(const Terminal& terminal) const;

 private:
  int rows_ = 0;
  int errors_ = 0;
  std::map<v1::Verdict, int> verdicts_;
  std::map<std::string, int> reasons_;
  std::map<std::string, int> questions_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_BATCH_OUTPUT_H_
