// Where an escape attempt is aimed. The test writes it into a copy of the library `Escapes.so`, which has no other way
// to learn where it is.
#ifndef TESTS_HOSTILE_PLUGINS_ESCAPES_AIM_H_
#define TESTS_HOSTILE_PLUGINS_ESCAPES_AIM_H_

#include <cstdint>

namespace hostile {

enum class Place : uint32_t { kNowhere, kConstructor, kCondition };

struct Aim {
  char mark[40];        // kAimMark
  char attempt[40];     // its name in a table of attempt.h
  char directory[100];  // has a file `kept`, and a socket `socket` on which somebody listens
  uint64_t secret;      // the address of kSecret in the victim's memory
  int32_t victim;       // a process
  uint32_t tcp_port;    // somebody listens there
  Place place;          // when it is made
};

#define HOSTILE_AIM_MARK "connection-advisor's hostile aim"

// In the victim's memory.
inline constexpr char kSecret[] = "nobody's business";
// What an attempt that can would write in its place.
inline constexpr char kScrawl[] = "somebody was here";

// What the process exits with as soon as an attempt got through.
inline constexpr int kEscaped = 77;

// Of System V's shared memory, messages and semaphores.
inline constexpr int kSystemVKey = 0x686f7374;
// Of POSIX shared memory and message queues.
inline constexpr char kPosixName[] = "/connection-advisor-hostile";

}  // namespace hostile

#endif  // TESTS_HOSTILE_PLUGINS_ESCAPES_AIM_H_
