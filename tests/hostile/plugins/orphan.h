// A process that is to outlive the compilation that it was started in.
#ifndef TESTS_HOSTILE_PLUGINS_ORPHAN_H_
#define TESTS_HOSTILE_PLUGINS_ORPHAN_H_

#include <sys/prctl.h>
#include <unistd.h>

namespace hostile {

// Its name. None by it may be left when the plugin has been judged.
inline constexpr char kOrphan[] = "hostile-orphan";

// Whether it could be started.
inline bool StartOrphan() {
  const pid_t child = fork();
  if (child != 0) return child > 0;
  prctl(PR_SET_NAME, kOrphan);
  prctl(PR_SET_PDEATHSIG, 0);
  for (;;) pause();
}

}  // namespace hostile

#endif  // TESTS_HOSTILE_PLUGINS_ORPHAN_H_
