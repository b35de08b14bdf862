// Attempts to get past the filter of system calls itself.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "escapes/attempt.h"

namespace hostile {
namespace {

void DoNothing(int, siginfo_t*, void*) {}

// What a call returns then is no result; what it has done shows outside.
bool HandlesTheTrap() {
  struct sigaction action = {};
  action.sa_sigaction = DoNothing;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigaction(SIGSYS, &action, nullptr);
  Opens(In("created").text, O_WRONLY | O_CREAT);
  unlinkat(AT_FDCWD, In("kept").text, 0);
  ReachesTcp();
  kill(TheAim().victim, SIGURG);
  return false;
}

bool IgnoresTheTrap() {
  signal(SIGSYS, SIG_IGN);
  return ReachesTcp();
}

bool ResetsTheTrap() {
  signal(SIGSYS, SIG_DFL);
  return ReachesTcp();
}

bool BlocksTheTrap() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  return ReachesTcp();
}

#if defined(__x86_64__)
// This architecture has two further sets of system calls, by other numbers.
bool CallsLikeA32BitProgram() {
  constexpr int kSocket = 359;
  int result;
  asm volatile("int $0x80" : "=a"(result) : "a"(kSocket), "b"(AF_INET), "c"(SOCK_STREAM), "d"(0) : "memory");
  return result >= 0;
}

bool CallsLikeX32() {
  constexpr long kX32 = 0x40000000;
  return syscall(kX32 | SYS_socket, AF_INET, SOCK_STREAM, 0) >= 0;
}
#endif

constexpr Attempt kAttempts[] = {
    {"handle_the_trap", HandlesTheTrap},
    {"ignore_the_trap", IgnoresTheTrap},
    {"reset_the_trap", ResetsTheTrap},
    {"block_the_trap", BlocksTheTrap},
#if defined(__x86_64__)
    {"call_like_a_32_bit_program", CallsLikeA32BitProgram},
    {"call_like_x32", CallsLikeX32},
#endif
};

}  // namespace

std::span<const Attempt> FilterAttempts() { return kAttempts; }

}  // namespace hostile
