// What becomes of a system call that the filter denies: it returns an error to whoever made it, and the server is told.
//
// The kernel sends SIGSYS in place of the call. So a library that tries something harmless goes on without it, and the
// plugin's author reads what it was. None of this protects anything: the filter stands whatever becomes of the handler.
#ifndef PLUGINS_TOOL_SANDBOX_DENIED_CALLS_H_
#define PLUGINS_TOOL_SANDBOX_DENIED_CALLS_H_

#include "service/deployment/child_process.h"

namespace connection_advisor::tool {

// Where the plugin is loaded from: the dynamic linker takes paths, and this one needs no /proc.
inline constexpr char kPluginPath[] = "/proc/self/fd/3";
static_assert(kPluginPath[sizeof kPluginPath - 2] == '0' + deployment::kPluginDescriptor);

// Installs the handler, for the rest of the process. It tells each system call once, as a Denial on
// deployment::kAnswerDescriptor. Three things it does itself: opening kPluginPath gives a copy of
// deployment::kPluginDescriptor, looking at an open file by an empty path looks at its descriptor, and all signals but
// SIGSYS can be blocked.
void CatchDeniedCalls();

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_DENIED_CALLS_H_
