// Attempts to have an effect outside the compiler's process. None harms a machine on which it gets through.
#ifndef TESTS_HOSTILE_PLUGINS_ESCAPES_ATTEMPT_H_
#define TESTS_HOSTILE_PLUGINS_ESCAPES_ATTEMPT_H_

#include <span>

#include "escapes/aim.h"

namespace hostile {

struct Attempt {
  const char* name;
  // Whether it did. (What the sandbox denies fails with EPERM, or EACCES where a file is to be opened.)
  bool (*gets_through)();
};

std::span<const Attempt> FileAttempts();
std::span<const Attempt> NetworkAttempts();
std::span<const Attempt> ProcessAttempts();
std::span<const Attempt> SharingAttempts();
std::span<const Attempt> KernelAttempts();
std::span<const Attempt> FilterAttempts();

const Aim& TheAim();

// The descriptors that the compiler has: the plugin's bytes, and its answer.
inline constexpr int kPluginBytes = 3;
inline constexpr int kAnswer = 4;

struct Path {
  char text[160];
};
Path In(const char* name);        // the directory
Path OfVictim(const char* name);  // in /proc

bool Opens(const char* path, int flags);
bool ReachesTcp();

}  // namespace hostile

#endif  // TESTS_HOSTILE_PLUGINS_ESCAPES_ATTEMPT_H_
