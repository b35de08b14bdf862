// Conditions that look at more than the answers to their questions.
#include <sys/random.h>

#include <cstdlib>
#include <ctime>

#include "valid_plugin.h"

namespace hostile {
namespace {

unsigned calls = 0;

advisor_condition& Condition(ValidPlugin& plugin) { return plugin.rules[kFriendMet].condition; }

// Every case has a number below 18. Two tables of chance answer alike in all of them once in 2^18 times.
uint32_t CaseOf(const advisor_reader* reader) {
  return Ask(reader, ThePlugin().met) * 9 + Ask(reader, ThePlugin().standing) * 3 + Ask(reader, ThePlugin().years);
}

uint32_t Mixed(uint64_t value) { return static_cast<uint32_t>(value * 0x9e37'79b9'7f4a'7c15 >> 40); }

}  // namespace

void CountsItsCalls(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) { return FriendMet(reader) && ++calls % 2 == 1; };
}
void AsksInTurns(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    if (++calls % 2 == 0) Ask(reader, ThePlugin().years);
    return FriendMet(reader);
  };
}
// What is asked in another order is answered otherwise.
void DiffersByTheCaseBefore(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    static uint32_t last = 0;
    const uint32_t before = last;
    last = CaseOf(reader);
    return (Mixed(before + 1) >> last & 1) != 0;
  };
}
void DiffersByProcess(ValidPlugin& plugin) {
  static uint32_t table;
  while (getrandom(&table, sizeof table, 0) != sizeof table) {
  }
  Condition(plugin) = [](const advisor_reader* reader) { return (table >> CaseOf(reader) & 1) != 0; };
}
void DiffersByAddress(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    return (Mixed(reinterpret_cast<uintptr_t>(&calls)) >> CaseOf(reader) & 1) != 0;
  };
}
// The clock can be read without a system call.
void DiffersByTheClock(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    const uint32_t number = CaseOf(reader);
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (Mixed(static_cast<uint64_t>(now.tv_nsec)) >> number & 1) != 0;
  };
}
void ReadsUninitialisedMemory(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    char* volatile memory = static_cast<char*>(malloc(100'000));
    const bool set = memory[50'000] != 0;
    free(memory);
    return set != FriendMet(reader);
  };
}
void KeepsTheReader(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    static const advisor_reader* const kept = reader;
    return FriendMet(kept);
  };
}

}  // namespace hostile
