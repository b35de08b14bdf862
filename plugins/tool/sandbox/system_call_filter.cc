#include "plugins/tool/sandbox/system_call_filter.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/tool/sandbox/denied_calls.h"
#include "plugins/tool/sandbox/sanitized.h"
#include "service/deployment/child_process.h"

namespace connection_advisor::tool {
namespace {

using deployment::kAnswerDescriptor;
using deployment::kPluginDescriptor;

// A call that is allowed if all conditions on its arguments hold.
struct Allowed {
  int call;
  std::vector<scmp_arg_cmp> conditions;
};

scmp_arg_cmp Is(unsigned argument, uint64_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp IsAtMost(unsigned argument, uint64_t value) { return {argument, SCMP_CMP_LE, value, 0}; }
scmp_arg_cmp IsAtLeast(unsigned argument, uint64_t value) { return {argument, SCMP_CMP_GE, value, 0}; }
scmp_arg_cmp HasNoFlagsBut(unsigned argument, uint64_t flags) { return {argument, SCMP_CMP_MASKED_EQ, ~flags, 0}; }

// The descriptors are those of the plugin's bytes, of the answer and of /dev/null; nothing here opens another file.
std::vector<Allowed> AllowedCalls() {
  return {
      // Mapping the plugin.
      {SCMP_SYS(fcntl), {Is(0, kPluginDescriptor), Is(1, F_DUPFD_CLOEXEC)}},
      {SCMP_SYS(read), {}},
      {SCMP_SYS(pread64), {}},
      {SCMP_SYS(fstat), {}},
      {SCMP_SYS(close), {}},

      // Memory, nothing of it shared or locked. (Of advice to the kernel only what gives memory back: some of the rest
      // is
      // about the machine's pages.)
      {SCMP_SYS(mmap),
       {HasNoFlagsBut(3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_DENYWRITE | MAP_NORESERVE | MAP_STACK)}},
      {SCMP_SYS(mprotect), {}},
      {SCMP_SYS(munmap), {}},
      {SCMP_SYS(mremap), {}},
      {SCMP_SYS(brk), {}},
      {SCMP_SYS(madvise), {Is(2, MADV_DONTNEED)}},
      {SCMP_SYS(madvise), {Is(2, MADV_FREE)}},

      // Answering.
      {SCMP_SYS(write), {Is(0, kAnswerDescriptor)}},
      {SCMP_SYS(exit), {}},
      {SCMP_SYS(exit_group), {}},

      // The process's own state: signals to itself, as abort() sends them, and what it does on them.
      {SCMP_SYS(getpid), {}},
      {SCMP_SYS(gettid), {}},
      {SCMP_SYS(tgkill), {Is(0, static_cast<uint64_t>(getpid())), Is(1, static_cast<uint64_t>(gettid()))}},
      {SCMP_SYS(rt_sigaction), {}},
      {SCMP_SYS(rt_sigreturn), {}},
      {SCMP_SYS(sigaltstack), {}},
      {SCMP_SYS(restart_syscall), {}},
      // Locks; those with priority inheritance would reach for the owner by a number that may be any thread's.
      {SCMP_SYS(futex), {Is(1, FUTEX_WAIT_PRIVATE)}},
      {SCMP_SYS(futex), {Is(1, FUTEX_WAKE_PRIVATE)}},

      // Nothing that can't be had without a call: the clock is mapped, and chance lies in the addresses.
      {SCMP_SYS(clock_gettime), {IsAtMost(0, CLOCK_TAI)}},
      {SCMP_SYS(getrandom), {}},
  };
}

// ONLY IN SANITIZERS' BUILDS: what their runtimes need. They try memory out by writing it into a pipe, and report to
// what is /dev/null here.
std::vector<Allowed> AllowedToSanitizers() {
  return {
      {SCMP_SYS(pipe2), {}},
      {SCMP_SYS(write), {Is(0, STDERR_FILENO)}},
      {SCMP_SYS(write), {IsAtLeast(0, kAnswerDescriptor + 1)}},
      {SCMP_SYS(madvise), {Is(2, MADV_NOHUGEPAGE)}},
      {SCMP_SYS(madvise), {Is(2, MADV_DONTDUMP)}},
      {SCMP_SYS(sched_yield), {}},
  };
}

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

absl::Status Add(const std::vector<Allowed>& rows, const Filter& filter) {
  for (const Allowed& row : rows) {
    const int error = seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, row.call,
                                             static_cast<unsigned>(row.conditions.size()), row.conditions.data());
    if (error != 0) return absl::ErrnoToStatus(-error, absl::StrCat("a rule for system call ", row.call));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadSystemCallFilter() {
  const Filter filter(seccomp_init(SCMP_ACT_TRAP), &seccomp_release);
  if (filter == nullptr) return absl::ResourceExhaustedError("seccomp_init");
  seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
  seccomp_attr_set(filter.get(), SCMP_FLTATR_API_SYSRAWRC, 1);  // the system's own error
  absl::Status status = Add(AllowedCalls(), filter);
  if (kSanitized) status.Update(Add(AllowedToSanitizers(), filter));
  if (!status.ok()) return status;
  CatchDeniedCalls();
  const int error = seccomp_load(filter.get());
  return error == 0 ? absl::OkStatus() : absl::ErrnoToStatus(-error, "loading the filter");
}

}  // namespace connection_advisor::tool
