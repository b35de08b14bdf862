// What a condition may do while it is explored.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <vector>

#include "valid_plugin.h"

namespace hostile {
namespace {

constexpr int kAnswer = 4;

advisor_condition& Condition(ValidPlugin& plugin) { return plugin.rules[kFriendMet].condition; }

// Outlives an optimiser that finds no use for it.
volatile char* sink;

unsigned Recurse(unsigned depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  if (depth == ~0u) return 0;
  return Recurse(depth + 1) + static_cast<unsigned>(frame[0]);
}

void Write(const void* bytes, size_t count) {
  if (write(kAnswer, bytes, count) < 0) abort();
}

}  // namespace

void LoopsInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) {
    for (;;) asm volatile("");
    return true;
  };
}
void LoopsInVouching(ValidPlugin& plugin) {
  plugin.evaluator.would_vouch = [](const advisor_reader*) {
    for (;;) asm volatile("");
    return true;
  };
}
void CrashesInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) { return raise(SIGSEGV) == 0; };
}
// Without a sanitizer's help, which would see it coming.
__attribute__((no_sanitize("address", "undefined", "thread"))) bool ReadsFromNowhere() {
  const bool* volatile nowhere = nullptr;
  return *nowhere;
}
void DereferencesNull(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) { return ReadsFromNowhere(); };
}
void DividesByZero(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) { return raise(SIGFPE) == 0; };
}
void CrashesForOneAnswer(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    if (Ask(reader, ThePlugin().years) == kExperienced) abort();
    return FriendMet(reader);
  };
}
void OverflowsItsStack(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) { return Recurse(0) == 7; };
}
void ThrowsInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) -> bool { throw 42; };
}
void ExitsInCondition(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) -> bool { exit(3); };
}
void AsksForAForeignFact(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    static const advisor_fact foreign = ThePlugin().met;
    return Ask(reader, foreign) == kTrue;
  };
}
void AsksForNull(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) { return reader->value_of(reader, nullptr) == kTrue; };
}
void AsksAMillionTimes(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    for (int turn = 0; turn < 1'000'000; ++turn) Ask(reader, ThePlugin().met);
    return FriendMet(reader);
  };
}
void HoardsMemory(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) {
    static std::vector<std::unique_ptr<char[]>> hoard;
    for (;;) {
      hoard.push_back(std::make_unique<char[]>(1 << 20));
      sink = hoard.back().get();
    }
    return true;
  };
}
void WritesIntoTheReader(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    const_cast<advisor_reader*>(reader)->value_of = nullptr;
    return FriendMet(reader);
  };
}
void ClosesTheAnswer(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    close(kAnswer);
    return FriendMet(reader);
  };
}
void WritesIntoTheAnswer(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    Write("\xff\xff\xff\xff\xff\xff", 6);
    return FriendMet(reader);
  };
}
void FloodsTheAnswer(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) {
    static char zeros[1 << 20];
    for (;;) Write(zeros, sizeof zeros);
    return true;
  };
}
// One message {walls {names: "x"}}: the compiler writes such a one before there is a plugin.
void ForgesWalls(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    Write("\x05\x22\x03\x0a\x01x", 6);
    return FriendMet(reader);
  };
}
// Messages {denial {system_call: "..."}}, which would clear the terminal.
void ForgesDenials(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader* reader) {
    for (int turn = 0; turn < 1000; ++turn) Write("\x08\x2a\x06\x0a\x04\x1b[2J", 9);
    return FriendMet(reader);
  };
}
// One message {image {sha256: "00"}}, as the compiler would write it, and the compiler comes to its end.
void ForgesTheImageOfAnotherFile(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) -> bool {
    Write(
        "\x06\x1a\x04\x1a\x02"
        "00",
        7);
    _exit(0);
  };
}
// The same with a refusal whose cause would clear the terminal.
void ForgesARefusal(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) -> bool {
    Write("\x09\x12\x07\x0a\x05\x1b[2Jx", 10);
    _exit(0);
  };
}
void ForgesNothing(ValidPlugin& plugin) {
  Condition(plugin) = [](const advisor_reader*) -> bool { _exit(0); };
}

}  // namespace hostile
