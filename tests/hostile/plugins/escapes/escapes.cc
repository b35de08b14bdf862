#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "escapes/attempt.h"
#include "valid_plugin.h"

namespace hostile {
namespace {

// The test overwrites it in the library's bytes, so no compiler may look at it.
volatile Aim aim = {HOSTILE_AIM_MARK, "", "", 0, 0, 0, Place::kNowhere};

void MakeTheAttempt() {
  for (const auto attempts :
       {FileAttempts(), NetworkAttempts(), ProcessAttempts(), SharingAttempts(), KernelAttempts(), FilterAttempts()}) {
    for (const Attempt& attempt : attempts) {
      if (strcmp(attempt.name, TheAim().attempt) != 0) continue;
      if (attempt.gets_through()) _exit(kEscaped);
      return;
    }
  }
  abort();  // there is none of that name
}

}  // namespace

const Aim& TheAim() {
  static Aim copy;
  const volatile char* from = reinterpret_cast<const volatile char*>(&aim);
  for (size_t at = 0; at < sizeof copy; ++at) reinterpret_cast<char*>(&copy)[at] = from[at];
  return copy;
}

Path In(const char* name) {
  Path path;
  snprintf(path.text, sizeof path.text, "%s/%s", TheAim().directory, name);
  return path;
}

Path OfVictim(const char* name) {
  Path path;
  snprintf(path.text, sizeof path.text, "/proc/%d/%s", TheAim().victim, name);
  return path;
}

void Escapes(ValidPlugin& plugin) {
  if (TheAim().place == Place::kConstructor) MakeTheAttempt();
  if (TheAim().place != Place::kCondition) return;
  plugin.rules[kFriendMet].condition = [](const advisor_reader* reader) {
    MakeTheAttempt();
    return FriendMet(reader);
  };
}

}  // namespace hostile
