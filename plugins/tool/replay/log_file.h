// Reads a file line by line, fast.
#ifndef PLUGINS_TOOL_REPLAY_LOG_FILE_H_
#define PLUGINS_TOOL_REPLAY_LOG_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace connection_advisor::tool {

// The name of a file that stands for standard input.
inline constexpr std::string_view kStandardInput = "-";

struct FileLine {
  std::string_view text;  // without its end; valid until the next line is visited
  uint64_t number;        // from 1
  bool ended;             // false where the file ends without a line end
};

// Visits each line; `padding` bytes behind it are readable. Calls `progress` now and then with the bytes read since the
// last time. An error, which names the file, if it can't be read, or a line is longer than 16 MiB.
absl::Status ForEachLine(const std::string& file, size_t padding, absl::FunctionRef<void(const FileLine& line)> visit,
                         absl::FunctionRef<void(uint64_t bytes)> progress);

// As it is called where a person reads of it.
std::string NameOfFile(const std::string& file);

// In bytes; 0 if it is no regular file.
uint64_t SizeOfFile(const std::string& file);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_LOG_FILE_H_
