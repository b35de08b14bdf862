// What a plugin attempts from within the compiler's process has no effect outside: attempts by outcomes.
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ostream>
#include <string>
#include <tuple>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using ::hostile::kEscaped;
using ::hostile::Place;
using ::testing::ContainsRegex;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

// Whether the attempt gets through where no sandbox stands. It shows that the attempt is one.
enum class Unfenced {
  kYes,
  kMaybe,  // it takes rights, a feature of the kernel or luck
};

struct Row {
  const char* attempt;
  const char* denied;  // the system calls: a regular expression over the whole list
  Unfenced unfenced = Unfenced::kYes;
  const char* cause = "";  // empty: the attempt was denied, and the plugin is fit to serve
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.attempt; }

constexpr char kKilled[] = "crashed \\(Bad system call\\)";

constexpr Row kRows[] = {
    {"read_a_file", "openat"},
    {"list_a_directory", "openat"},
    {"look_at_a_file", "newfstatat"},
    {"look_closely_at_a_file", "statx"},
    {"look_for_a_file", "faccessat2?"},
    {"watch_files", "inotify_init1"},
    {"create_a_file", "openat"},
    {"create_a_file_by_a_new_call", "openat2"},
#if defined(__x86_64__)
    {"create_a_file_by_an_old_call", "open"},
#endif
    {"overwrite_a_file", "openat"},
    {"truncate_a_file", "truncate"},
    {"remove_a_file", "unlinkat"},
    {"rename_a_file", "renameat2"},
    {"link_a_file", "linkat"},
    {"make_a_symlink", "symlinkat"},
    {"make_a_directory", "mkdirat"},
    {"make_a_fifo", "mknodat"},
    {"change_a_mode", "fchmodat2?"},
    {"change_times", "utimensat"},
    {"open_by_handle", "open_by_handle_at", Unfenced::kMaybe},
    {"change_the_working_directory", "chdir"},
    {"change_the_umask", "umask"},
    {"open_the_answer_again", "openat"},
    {"write_into_the_plugin", "write"},

    {"connect_by_tcp", "socket, connect"},
    {"connect_by_unix_socket", "socket, connect"},
    {"listen", "socket, bind"},
    {"make_a_udp_socket", "socket"},
    {"make_a_netlink_socket", "socket"},
    {"make_a_socket_pair", "socketpair"},

    {"fork", "clone3?"},
    {"spawn", "clone3?"},
    {"start_a_thread", "clone3?"},
    {"execute", "execve"},
    {"execute_the_plugin", "execveat", Unfenced::kMaybe},
    {"leave_the_group", "setpgid"},
    {"leave_the_session", "setsid", Unfenced::kMaybe},
    {"leave_the_namespaces", "unshare", Unfenced::kMaybe},
    {"outlive_the_parent", "prctl"},
    {"know_the_parent", "getppid"},
    {"know_the_host", "uname"},
    {"signal_the_parent", "kill"},
    {"signal_a_thread_of_it", "tgkill"},
    {"signal_the_group", "kill"},
    {"queue_a_signal", "rt_sigqueueinfo"},
    {"have_the_answer_signal_it", "fcntl"},
    {"hold_the_parent", "pidfd_open"},
    {"trace_the_parent", "ptrace", Unfenced::kMaybe},
    {"read_its_memory", "process_vm_readv", Unfenced::kMaybe},
    {"write_its_memory", "process_vm_writev", Unfenced::kMaybe},
    {"write_its_memory_as_a_file", "openat", Unfenced::kMaybe},
    {"limit_it", "prlimit64"},
    {"slow_it", "setpriority"},
    {"lend_it_a_priority", "futex", Unfenced::kMaybe},
    {"choose_a_scheduler", "sched_setscheduler"},
    {"choose_a_processor", "sched_setaffinity"},

    {"share_memory_by_name", "openat"},
    {"share_memory_by_key", "shmget"},
    {"share_semaphores", "semget"},
    {"share_messages", "msgget"},
    {"share_a_queue", "mq_open", Unfenced::kMaybe},
    {"share_pages", "mmap"},
    {"make_a_file_in_memory", "memfd_create"},
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(_GLIBCXX_TSAN)  // whose runtimes make or answer these themselves
    {"make_a_pipe", "pipe2"},
    {"lock_memory", "mlockall", Unfenced::kMaybe},
#endif
    {"make_an_event", "eventfd2"},
    {"make_an_epoll", "epoll_create1"},
    {"make_a_timer", "timerfd_create"},
    {"pass_a_descriptor", "sendmsg"},
    {"duplicate_the_answer", "dup"},
    {"replace_standard_output", "dup3"},
    {"ask_of_the_answer", "ioctl"},
    {"send_a_file_into_the_answer", "sendfile"},
    {"write_to_standard_output", "write"},

    {"raise_a_limit", "prlimit64"},
    {"change_its_capabilities", "capset"},
    {"change_the_user", "setresuid"},
    {"ask_of_filters", "seccomp"},
    {"fence_itself", "landlock_create_ruleset", Unfenced::kMaybe},
    {"use_io_uring", "io_uring_setup", Unfenced::kMaybe},
    {"use_bpf", "bpf", Unfenced::kMaybe},
    {"use_userfaultfd", "userfaultfd", Unfenced::kMaybe},
    {"use_perf_events", "perf_event_open", Unfenced::kMaybe},
    {"use_keys", "add_key", Unfenced::kMaybe},
    {"lock_memory_by_mapping", "mmap", Unfenced::kMaybe},
    {"merge_memory", "madvise", Unfenced::kMaybe},
    {"sleep", "clock_nanosleep"},
    {"set_an_alarm", "setitimer"},
    {"call_what_there_is_not", ""},

    {"handle_the_trap", "", Unfenced::kMaybe},
    {"ignore_the_trap", "", Unfenced::kYes, kKilled},
    {"reset_the_trap", "", Unfenced::kYes, kKilled},
    {"block_the_trap", "socket, connect"},
#if defined(__x86_64__)
    {"call_like_a_32_bit_program", "", Unfenced::kMaybe, "crashed"},
    {"call_like_x32", "", Unfenced::kMaybe, kKilled},
#endif
};

using Parameter = std::tuple<Row, Place>;

class EscapesTest : public ::testing::TestWithParam<Parameter> {};

TEST_P(EscapesTest, HaveNoEffect) {
  const auto& [row, place] = GetParam();
  const Surroundings surroundings;
  const PluginOutcome outcome = DeployFile(surroundings.Aimed(row.attempt, place, getpid()), Options());
  EXPECT_THAT(surroundings.Changes(), IsEmpty());
  if (*row.cause == '\0') {
    EXPECT_EQ(CausesOf(outcome), "");
  } else {
    EXPECT_THAT(CausesOf(outcome), ContainsRegex(row.cause));
  }
  EXPECT_THAT(absl::StrJoin(outcome.denied_calls, ", "), MatchesRegex(row.denied));
}

std::string NameOf(const ::testing::TestParamInfo<Parameter>& of) {
  const auto& [row, place] = of.param;
  return std::string(place == Place::kConstructor ? "InAConstructor_" : "InACondition_") + row.attempt;
}
INSTANTIATE_TEST_SUITE_P(Attempted, EscapesTest,
                         ::testing::Combine(::testing::ValuesIn(kRows),
                                            ::testing::Values(Place::kConstructor, Place::kCondition)),
                         NameOf);

// A copy of this process that does nothing.
pid_t Victim() {
  const pid_t victim = fork();
  if (victim != 0) return victim;
  for (;;) pause();
}

// What becomes of a process that makes the attempt with nothing around it but a process group, and the compiler's
// descriptors.
int StatusWithoutASandbox(const Surroundings& surroundings, const char* attempt) {
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    const auto library = surroundings.Aimed(attempt, Place::kConstructor, Victim());
    int ends[2];
    if (pipe(ends) != 0) _exit(1);
    dup2(memfd_create("plugin", 0), 103);
    dup2(ends[1], 104);
    if (write(103, "plugin", 6) != 6) _exit(1);
    lseek(103, 0, SEEK_SET);
    dup2(103, 3);
    dup2(104, 4);
    _exit(dlopen(library.c_str(), RTLD_NOW) == nullptr ? 1 : 0);
  }
  int status = 0;
  // Not reaped before the rest of the group has been ended: its number is still its own.
  siginfo_t ended;
  waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(EscapesWithoutASandboxTest, GetThrough) {
  for (const Row& row : kRows) {
    if (row.unfenced == Unfenced::kMaybe) continue;
    const Surroundings surroundings;
    EXPECT_EQ(StatusWithoutASandbox(surroundings, row.attempt), kEscaped) << row.attempt;
  }
}

}  // namespace
}  // namespace connection_advisor::hostile
