#include "plugins/tool/sandbox/sanitized.h"

#include <csignal>
#include <initializer_list>

namespace connection_advisor::tool {
namespace {

bool no_reports = false;

}  // namespace

void LeaveCrashesAlone() {
  if (!kSanitized) return;
  no_reports = true;
  for (const int crash : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) signal(crash, SIG_DFL);
}

}  // namespace connection_advisor::tool

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(_GLIBCXX_TSAN)
// What the runtimes ask for, by these names: what they find ends the process by a signal as well, and a plugin that
// ends the process is not searched for leaks.
extern "C" const char* __asan_default_options() { return "abort_on_error=1"; }
extern "C" const char* __tsan_default_options() { return "abort_on_error=1"; }
extern "C" int __lsan_is_turned_off() { return connection_advisor::tool::no_reports ? 1 : 0; }
#endif
