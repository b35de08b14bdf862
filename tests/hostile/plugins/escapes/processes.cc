// Attempts on other processes, the parent first of all, and to make some.
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "escapes/attempt.h"
#include "orphan.h"

namespace hostile {
namespace {

bool Spawns() {
  char name[] = "true";
  char* arguments[] = {name, nullptr};
  pid_t child;
  return posix_spawn(&child, "/bin/true", nullptr, nullptr, arguments, nullptr) == 0;
}

void* Nothing(void* argument) { return argument; }

bool StartsAThread() {
  pthread_t thread;
  return pthread_create(&thread, nullptr, Nothing, nullptr) == 0;
}

bool Executes() {
  execl("/bin/sh", "sh", "-c", "exit 77", nullptr);
  return false;
}

bool ExecutesThePlugin() {
  char* nothing[] = {nullptr};
  syscall(SYS_execveat, kPluginBytes, "", nothing, nothing, AT_EMPTY_PATH);
  return false;
}

bool ReadsItsMemory() {
  char seen[sizeof kSecret] = {};
  const iovec here = {seen, sizeof seen};
  const iovec there = {reinterpret_cast<void*>(TheAim().secret), sizeof seen};
  return process_vm_readv(TheAim().victim, &here, 1, &there, 1, 0) == sizeof seen && strcmp(seen, kSecret) == 0;
}

bool WritesItsMemory() {
  char scrawl[] = "somebody was here";
  const iovec here = {scrawl, sizeof scrawl};
  const iovec there = {reinterpret_cast<void*>(TheAim().secret), sizeof scrawl};
  return process_vm_writev(TheAim().victim, &here, 1, &there, 1, 0) == sizeof scrawl;
}

bool WritesItsMemoryAsAFile() {
  const int memory = open(OfVictim("mem").text, O_RDWR | O_CLOEXEC);
  if (memory < 0) return false;
  return pwrite(memory, kScrawl, sizeof kScrawl, static_cast<off_t>(TheAim().secret)) == sizeof kScrawl;
}

bool QueuesASignal() {
  siginfo_t info = {};
  info.si_code = SI_QUEUE;
  return syscall(SYS_rt_sigqueueinfo, TheAim().victim, SIGURG, &info) == 0;
}

bool LimitsIt() {
  const rlimit none = {0, 0};
  return prlimit(TheAim().victim, RLIMIT_CORE, &none, nullptr) == 0;
}

// A lock whose owner the kernel is to look up by its number, and to lend a priority.
bool LendsItAPriority() {
  static int owner;
  owner = TheAim().victim;
  const timespec at_once = {};
  return syscall(SYS_futex, &owner, FUTEX_LOCK_PI_PRIVATE, 0, &at_once) == 0 || errno == ETIMEDOUT;
}

bool ChoosesAScheduler() {
  const sched_param none = {};
  return sched_setscheduler(0, SCHED_BATCH, &none) == 0;
}

bool ChoosesAProcessor() {
  cpu_set_t all;
  memset(&all, 0xff, sizeof all);
  return sched_setaffinity(0, sizeof all, &all) == 0;
}

bool KnowsTheHost() {
  utsname name;
  return uname(&name) == 0;
}

constexpr Attempt kAttempts[] = {
    {"fork", StartOrphan},
    {"spawn", Spawns},
    {"start_a_thread", StartsAThread},
    {"execute", Executes},
    {"execute_the_plugin", ExecutesThePlugin},
    {"leave_the_group", [] { return setpgid(0, 0) == 0; }},
    {"leave_the_session", [] { return setsid() > 0; }},
    {"leave_the_namespaces", [] { return unshare(CLONE_NEWUSER) == 0; }},
    {"outlive_the_parent", [] { return prctl(PR_SET_PDEATHSIG, 0) == 0; }},
    {"know_the_parent", [] { return getppid() > 0; }},
    {"know_the_host", KnowsTheHost},
    {"signal_the_parent", [] { return kill(TheAim().victim, SIGURG) == 0; }},
    {"signal_a_thread_of_it", [] { return syscall(SYS_tgkill, TheAim().victim, TheAim().victim, SIGURG) == 0; }},
    {"signal_the_group", [] { return kill(0, SIGURG) == 0; }},
    {"queue_a_signal", QueuesASignal},
    {"have_the_answer_signal_it", [] { return fcntl(kAnswer, F_SETOWN, TheAim().victim) == 0; }},
    {"hold_the_parent", [] { return syscall(SYS_pidfd_open, TheAim().victim, 0) >= 0; }},
    {"trace_the_parent", [] { return ptrace(PTRACE_SEIZE, TheAim().victim, nullptr, nullptr) == 0; }},
    {"read_its_memory", ReadsItsMemory},
    {"write_its_memory", WritesItsMemory},
    {"write_its_memory_as_a_file", WritesItsMemoryAsAFile},
    {"limit_it", LimitsIt},
    {"slow_it", [] { return setpriority(PRIO_PROCESS, static_cast<id_t>(TheAim().victim), 1) == 0; }},
    {"lend_it_a_priority", LendsItAPriority},
    {"choose_a_scheduler", ChoosesAScheduler},
    {"choose_a_processor", ChoosesAProcessor},
};

}  // namespace

std::span<const Attempt> ProcessAttempts() { return kAttempts; }

}  // namespace hostile
