// What a library may do while it is being loaded.
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "orphan.h"
#include "valid_plugin.h"

namespace hostile {
namespace {

[[noreturn]] void LoopForever() {
  for (;;) asm volatile("");
}

constexpr int kHighestDescriptorLookedAt = 1024;
constexpr int kAnswer = 4;

}  // namespace

void Valid(ValidPlugin&) {}
void CrashesInConstructor(ValidPlugin&) { raise(SIGSEGV); }
void AbortsInConstructor(ValidPlugin&) { abort(); }
void ThrowsInConstructor(ValidPlugin&) { throw std::runtime_error("hostile"); }
void ExitsInConstructor(ValidPlugin&) { exit(0); }
void LoopsInConstructor(ValidPlugin&) { LoopForever(); }
void StopsInConstructor(ValidPlugin&) { raise(SIGSTOP); }
void ClingsInConstructor(ValidPlugin&) {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_IGN);
  setpgid(0, 0);
  LoopForever();
}
void ForksInConstructor(ValidPlugin&) { StartOrphan(); }
void ClosesTheAnswerInConstructor(ValidPlugin&) { close(kAnswer); }

void SleepsInConstructor(ValidPlugin&) { sleep(1000); }
void StartsAThreadInConstructor(ValidPlugin&) {
  std::thread([] {}).join();
}
void InstallsSignalHandlers(ValidPlugin&) {
  for (int number = 1; number < NSIG; ++number) signal(number, [](int) { _exit(0); });
}
// None of them may run: an answer has been given by then.
void RegistersExitHandlers(ValidPlugin&) {
  atexit(abort);
  at_quick_exit(abort);
  struct Aborting {
    ~Aborting() { abort(); }
  };
  static const Aborting when_the_process_ends;
  thread_local const Aborting when_the_thread_ends;
  static_cast<void>(when_the_thread_ends);
}
void PrintsInConstructor(ValidPlugin&) {
  for (int turn = 0; turn < 10'000; ++turn) {
    puts("hostile");
    fputs("hostile\n", stderr);
  }
}
void LoadsALibrary(ValidPlugin&) {
  if (dlopen("libBrokenLocale.so.1", RTLD_NOW) != nullptr) abort();
}

// Aborts unless it was handed the descriptors 0 to 4 and no more.
void CountsDescriptors(ValidPlugin&) {
  for (int descriptor = 0; descriptor < kHighestDescriptorLookedAt; ++descriptor) {
    struct stat status;
    const bool open = fstat(descriptor, &status) == 0;
    if (open != (descriptor <= kAnswer)) abort();
  }
}

// Aborts unless the environment is empty and no signal is blocked or ignored.
void LooksAround(ValidPlugin&) {
  if (environ != nullptr && *environ != nullptr) abort();
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, nullptr, &blocked);
  for (int number = 1; number < SIGRTMIN; ++number) {
    struct sigaction action = {};
    if (sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) abort();
    if (sigismember(&blocked, number) == 1) abort();
  }
}

// All that a process shares, whether or not it is let; the compiler is to come to the same image.
void UpsetsTheProcess(ValidPlugin&) {
  setlocale(LC_ALL, "C.UTF-8");
  umask(0777);
  if (chdir("/") != 0) errno = 0;
  std::fesetround(FE_UPWARD);
  signal(SIGALRM, [](int) { errno = EINTR; });
  ualarm(500, 500);
}

}  // namespace hostile
