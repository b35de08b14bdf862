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
#include <string>
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

void Write(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t count = write(kAnswer, bytes.data() + at, bytes.size() - at);
    if (count < 0) abort();
    at += static_cast<size_t>(count);
  }
}

std::string Varint(size_t number) {
  std::string bytes;
  for (; number > 0x7F; number >>= 7) bytes += static_cast<char>(number | 0x80);
  return bytes + static_cast<char>(number);
}

// One message, as the compiler would write it, and the compiler comes to its end: the field of CompilerMessage with
// this tag holds `piece` again and again, nearly as often as an answer may.
[[noreturn]] void EndWithMany(char tag, const std::string& piece) {
  constexpr size_t kBytes = 60'000'000;
  std::string field;
  while (field.size() < kBytes) field += piece;
  const std::string head = tag + Varint(field.size());
  Write(Varint(head.size() + field.size()) + head);
  Write(field);
  _exit(0);
}

constexpr char kProgressTag = 0x0A;
constexpr char kRefusalTag = 0x12;
constexpr char kImageTag = 0x1A;

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

// {image {platforms {} platforms {} ...}}: two bytes for each.
void ForgesMillionsOfPlatforms(ValidPlugin&) { EndWithMany(kImageTag, std::string("\x22\0", 2)); }
// {refusal {causes: "" causes: "" ...}}
void ForgesMillionsOfCauses(ValidPlugin&) { EndWithMany(kRefusalTag, std::string("\x0A\0", 2)); }
// {refusal {causes: "\n\n..." ...}}, each of a million lines.
void ForgesACauseOfMillionsOfLines(ValidPlugin&) {
  constexpr size_t kLines = 1'000'000;
  EndWithMany(kRefusalTag, '\x0A' + Varint(kLines) + std::string(kLines, '\n'));
}
// {progress {stage: "\n\n..." ...}}: the last counts.
void ForgesAStageOfMillionsOfLines(ValidPlugin&) {
  constexpr size_t kLines = 30'000'000;
  EndWithMany(kProgressTag, '\x0A' + Varint(kLines) + std::string(kLines, '\n'));
}

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
