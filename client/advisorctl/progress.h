// A bar on the terminal while a long file is worked on.
#ifndef CLIENT_ADVISORCTL_PROGRESS_H_
#define CLIENT_ADVISORCTL_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

namespace connection_advisor::client {

// In bytes; 0 if it is no regular file.
int64_t FileSize(const std::string& name);

class Progress {
 public:
  // Shows nothing unless `out` is a terminal. `total` is the size of the input; 0 if nobody knows it.
  Progress(int64_t total, std::ostream& out, bool is_terminal);

  // The input is worked on up to `position`, a negative one is its end; `note` stands behind the bar.
  void Show(int64_t position, absl::string_view note);

  // Leaves the line empty.
  void Clear();

 private:
  int64_t total_;
  std::ostream& out_;
  bool is_terminal_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PROGRESS_H_
