#include "tests/hostile/attempts.h"

#include <ostream>

namespace connection_advisor::hostile {
namespace {

constexpr char kKilled[] = "crashed \\(Bad system call\\)";

}  // namespace

void PrintTo(const Attempt& attempt, std::ostream* out) { *out << attempt.name; }

const std::vector<Attempt>& Attempts() {
  static const std::vector<Attempt> rows = {
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
  return rows;
}

}  // namespace connection_advisor::hostile
