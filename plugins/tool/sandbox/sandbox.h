// The walls around the compiler's process: raised before any code of a plugin is mapped, and never lowered again.
#ifndef PLUGINS_TOOL_SANDBOX_SANDBOX_H_
#define PLUGINS_TOOL_SANDBOX_SANDBOX_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace connection_advisor::tool {

struct SandboxOptions {
  std::chrono::milliseconds timeout{0};  // the processor time is limited to a little more
  uint64_t memory_bytes = 0;             // address space
};

struct Sandbox {
  std::vector<std::string> walls;  // the names of those that stand, in the order in which they were raised
  // OK if all walls stand that the claim rests on: with them the process can answer, and nothing else. Else which one
  // does not, and why.
  absl::Status whole;
};

// Raises every wall that the system allows around this process, which keeps the descriptors of child_process.h. From
// then on the system calls of system_call_filter.h are left to it; any other returns an error and is told on the
// answer.
Sandbox RaiseSandbox(const SandboxOptions& options);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_SANDBOX_H_
