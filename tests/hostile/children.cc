#include "tests/hostile/children.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "service/deployment/file_descriptor.h"

namespace connection_advisor::hostile {

std::vector<pid_t> ChildrenOf(pid_t process) {
  std::vector<pid_t> children;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    std::ifstream file(thread.path() / "children");
    for (pid_t child; file >> child;) children.push_back(child);
  }
  return children;
}

// A number may have become another process's by now, a descriptor that was opened while it was a child's can't.
void KillChild(pid_t process, pid_t child) {
  const deployment::FileDescriptor held(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
  const std::vector<pid_t> children = ChildrenOf(process);
  if (!held.is_open() || std::find(children.begin(), children.end(), child) == children.end()) return;
  syscall(SYS_pidfd_send_signal, held.number(), SIGKILL, nullptr, 0);
}

}  // namespace connection_advisor::hostile
