// Attempts on the kernel's larger surfaces, and on what the machine has but once.
#include <linux/capability.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "escapes/attempt.h"

namespace hostile {
namespace {

bool RaisesALimit() {
  rlimit limit;
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

bool ChangesItsCapabilities() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capset, &header, none) == 0;
}

bool AsksOfFilters() {
  const uint32_t action = SECCOMP_RET_ALLOW;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool FencesItself() { return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0; }

bool UsesIoUring() {
  char parameters[256] = {};
  return syscall(SYS_io_uring_setup, 1, parameters) >= 0;
}

bool LocksByMapping() {
  return mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0) != MAP_FAILED;
}

// Pages of processes that are alike become one, and how long a write to one takes tells what others hold.
bool MergesMemory() {
  alignas(4096) static char page[4096];
  return madvise(page, sizeof page, MADV_MERGEABLE) == 0;
}

bool Sleeps() {
  const timespec moment = {0, 1};
  return nanosleep(&moment, nullptr) == 0;
}

bool SetsAnAlarm() {
  const itimerval never = {};
  return setitimer(ITIMER_REAL, &never, nullptr) == 0;
}

constexpr Attempt kAttempts[] = {
    {"raise_a_limit", RaisesALimit},
    {"change_its_capabilities", ChangesItsCapabilities},
    {"change_the_user", [] { return setresuid(-1, -1, -1) == 0; }},
    {"ask_of_filters", AsksOfFilters},
    {"fence_itself", FencesItself},
    {"use_io_uring", UsesIoUring},
    {"use_bpf", [] { return syscall(SYS_bpf, -1, nullptr, 0) == 0 || errno == EINVAL; }},
    {"use_userfaultfd", [] { return syscall(SYS_userfaultfd, 0) >= 0; }},
    {"use_perf_events", [] { return syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0) >= 0 || errno == EFAULT; }},
    {"use_keys", [] { return syscall(SYS_add_key, "user", "hostile", "x", 1, -1 /* this thread's */) >= 0; }},
    {"lock_memory", [] { return mlockall(MCL_CURRENT) == 0; }},
    {"lock_memory_by_mapping", LocksByMapping},
    {"merge_memory", MergesMemory},
    {"sleep", Sleeps},
    {"set_an_alarm", SetsAnAlarm},
    {"call_what_there_is_not", [] { return syscall(1023) >= 0 || errno == ENOSYS; }},
};

}  // namespace

std::span<const Attempt> KernelAttempts() { return kAttempts; }

}  // namespace hostile
