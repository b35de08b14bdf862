// The compiler on a system that lacks one of its walls, as in a container whose own filter refuses the call that raises
// it. REFUSED_CALL is that call.
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

int main(int, char** argv) {
  // The older way to a filter of one's own.
  constexpr scmp_arg_cmp kSetsAFilter = {0, SCMP_CMP_EQ, PR_SET_SECCOMP, 0};
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  const int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), seccomp_syscall_resolve_name(REFUSED_CALL), 0) |
                     seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, &kSetsAFilter) |
                     seccomp_load(filter);
  if (failed == 0) execv(CONNECTION_ADVISOR_COMPILER, argv);
  return 1;
}
