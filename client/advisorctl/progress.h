// A bar on the terminal while a long file is worked on.
#ifndef CLIENT_ADVISORCTL_PROGRESS_H_
#define CLIENT_ADVISORCTL_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

namespace connection_advisor::client {

// In bytes; 0 if it is no regular file.
int64_t FileSize(const std::string& name);

class Progress {
 public:
  // Shows nothing unless `out` is a terminal. `total` is the size of the input; 0 if nobody knows it.
  Progress(int64_t total, std::ostream& out, bool is_terminal);

  // So many rows are done, and the input is read up to `position`; a negative one is its end.
  void Show(int rows, int64_t position);

  // Leaves the line empty.
  void Clear();

 private:
  int64_t total_;
  std::ostream& out_;
  bool is_terminal_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PROGRESS_H_
