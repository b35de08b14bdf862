// Landlock, the kernel's own fence around what a process may reach: a second line behind the filter of system calls.
#ifndef PLUGINS_TOOL_SANDBOX_LANDLOCK_H_
#define PLUGINS_TOOL_SANDBOX_LANDLOCK_H_

#include "absl/status/status.h"

namespace connection_advisor::tool {

// Denies this thread and what it starts all that the running kernel's Landlock knows to deny: files; from Linux 6.7 on
// TCP; from 6.12 on signals and abstract sockets beyond the fence. What is open stays open, and files that lie in no
// directory (memfd) can be opened again. Needs no_new_privs. An error where the kernel has none.
absl::Status DenyByLandlock();

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_LANDLOCK_H_
