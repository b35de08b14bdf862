// The filter of system calls (seccomp): what the compiler needs once the plugin is about to be mapped, and nothing
// else.
#ifndef PLUGINS_TOOL_SANDBOX_SYSTEM_CALL_FILTER_H_
#define PLUGINS_TOOL_SANDBOX_SYSTEM_CALL_FILTER_H_

#include "absl/status/status.h"

namespace connection_advisor::tool {

// Raises the filter for all threads of this process, for good. A call that it denies has no effect and returns an error
// (denied_calls.h); one by the convention of another architecture ends the process. An error where the system
// refuses: then nothing is filtered.
absl::Status LoadSystemCallFilter();

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_SYSTEM_CALL_FILTER_H_
