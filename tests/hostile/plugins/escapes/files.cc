// Attempts on files.
#include <dirent.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "escapes/attempt.h"

namespace hostile {
namespace {

constexpr char kForeignFile[] = "/etc/passwd";

bool OpensByANewCall() {
  const struct { uint64_t flags, mode, resolve; } how = {O_WRONLY | O_CREAT, 0600, 0};
  return syscall(SYS_openat2, AT_FDCWD, In("created").text, &how, sizeof how) >= 0;
}

bool LooksAt() {
  struct stat status;
  return fstatat(AT_FDCWD, kForeignFile, &status, 0) == 0;
}

bool LooksCloselyAt() {
  struct statx status;
  return statx(AT_FDCWD, kForeignFile, 0, STATX_SIZE, &status) == 0;
}

constexpr Attempt kAttempts[] = {
    {"read_a_file", [] { return Opens(kForeignFile, O_RDONLY); }},
    {"list_a_directory", [] { return opendir("/") != nullptr; }},
    {"look_at_a_file", LooksAt},
    {"look_closely_at_a_file", LooksCloselyAt},
    {"look_for_a_file", [] { return faccessat(AT_FDCWD, kForeignFile, F_OK, 0) == 0; }},
    {"watch_files", [] { return inotify_init1(IN_CLOEXEC) >= 0; }},
    {"create_a_file", [] { return Opens(In("created").text, O_WRONLY | O_CREAT); }},
    {"create_a_file_by_a_new_call", OpensByANewCall},
#if defined(SYS_open)
    {"create_a_file_by_an_old_call",
     [] { return syscall(SYS_open, In("created").text, O_WRONLY | O_CREAT, 0600) >= 0; }},
#endif
    {"overwrite_a_file", [] { return Opens(In("kept").text, O_WRONLY | O_TRUNC); }},
    {"truncate_a_file", [] { return truncate(In("kept").text, 0) == 0; }},
    {"remove_a_file", [] { return unlinkat(AT_FDCWD, In("kept").text, 0) == 0; }},
    {"rename_a_file",
     [] { return syscall(SYS_renameat2, AT_FDCWD, In("kept").text, AT_FDCWD, In("moved").text, 0) == 0; }},
    {"link_a_file", [] { return linkat(AT_FDCWD, In("kept").text, AT_FDCWD, In("linked").text, 0) == 0; }},
    {"make_a_symlink", [] { return symlinkat(kForeignFile, AT_FDCWD, In("symlink").text) == 0; }},
    {"make_a_directory", [] { return mkdirat(AT_FDCWD, In("directory").text, 0700) == 0; }},
    {"make_a_fifo", [] { return mkfifoat(AT_FDCWD, In("fifo").text, 0600) == 0; }},
    {"change_a_mode", [] { return fchmodat(AT_FDCWD, In("kept").text, 0777, 0) == 0; }},
    {"change_times", [] { return utimensat(AT_FDCWD, In("kept").text, nullptr, 0) == 0; }},
    {"open_by_handle",
     [] { return syscall(SYS_open_by_handle_at, AT_FDCWD, nullptr, O_RDONLY) == 0 || errno == EFAULT; }},
    {"change_the_working_directory", [] { return chdir("/") == 0; }},
    {"change_the_umask", [] { return umask(022) != static_cast<mode_t>(-1); }},
    {"open_the_answer_again", [] { return Opens("/proc/self/fd/4", O_WRONLY); }},
    {"write_into_the_plugin", [] { return write(kPluginBytes, "x", 1) == 1; }},
};

}  // namespace

bool Opens(const char* path, int flags) { return open(path, flags | O_CLOEXEC, 0600) >= 0; }

std::span<const Attempt> FileAttempts() { return kAttempts; }

}  // namespace hostile
