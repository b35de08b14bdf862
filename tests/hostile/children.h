// The child processes of a process.
#ifndef TESTS_HOSTILE_CHILDREN_H_
#define TESTS_HOSTILE_CHILDREN_H_

#include <sys/types.h>

#include <vector>

namespace connection_advisor::hostile {

// Of any of its threads.
std::vector<pid_t> ChildrenOf(pid_t process);

// Kills the child, unless it is none of the process's any more.
void KillChild(pid_t process, pid_t child);

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_CHILDREN_H_
