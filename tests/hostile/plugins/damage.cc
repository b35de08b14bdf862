// Conditions that damage or upset the process in which they are explored.
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cfenv>
#include <clocale>
#include <csetjmp>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "valid_plugin.h"

namespace hostile {
namespace {

advisor_condition& Condition(ValidPlugin& plugin) { return plugin.rules[kFriendMet].condition; }

// What an optimiser cannot know.
volatile uintptr_t nowhere = 0x1234'5678'9000;
volatile char* sink;

jmp_buf left_behind;

void* Nothing(void* argument) { return argument; }

}  // namespace

void WritesAtRandom(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    *reinterpret_cast<volatile char*>(nowhere) = 1;
    return FriendMet(reader);
  };
}
void FreesTwice(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    char* volatile memory = static_cast<char*>(malloc(32));
    free(memory);
    free(memory);
    return FriendMet(reader);
  };
}
void ScribblesOverTheStack(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    memset(const_cast<advisor_reader*>(reader), 0x5a, size_t{1} << 16);
    return true;
  };
}
void UnmapsAllMemory(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    munmap(nullptr, (size_t{1} << 47) - 4096);
    return FriendMet(reader);
  };
}
// The signal comes again as soon as its handler is done.
void HandlesItsCrash(ValidPlugin& plugin) {
  signal(SIGSEGV, [](int) {});
  WritesAtRandom(plugin);
}
void LeavesByLongjmp(ValidPlugin& plugin) {
  if (setjmp(left_behind) != 0) return;
  Condition(plugin) = [](const advisor_reader*) -> bool { longjmp(left_behind, 1); };
}
void StopsInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) { return raise(SIGSTOP) == 0; };
}
void Leaks(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    sink = new char[10'000];
    return FriendMet(reader);
  };
}
void SleepsInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    sleep(1000);
    return FriendMet(reader);
  };
}
void StartsAThreadInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    pthread_t thread;
    return pthread_create(&thread, nullptr, Nothing, nullptr) != 0 && FriendMet(reader);
  };
}
void UpsetsTheProcessInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    setlocale(LC_ALL, "C.UTF-8");
    std::fesetround(FE_DOWNWARD);
    for (const int number : {SIGALRM, SIGTERM, SIGPIPE, SIGCHLD, SIGXCPU}) signal(number, SIG_IGN);
    errno = ENOMEM;
    return FriendMet(reader);
  };
}

}  // namespace hostile
