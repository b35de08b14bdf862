#include "plugins/tool/sandbox/sandbox.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "absl/strings/str_cat.h"
#include "plugins/tool/sandbox/landlock.h"
#include "plugins/tool/sandbox/sanitized.h"
#include "plugins/tool/sandbox/system_call_filter.h"
#include "service/deployment/child_process.h"

namespace connection_advisor::tool {
namespace {

absl::Status Checked(int result, absl::string_view doing) {
  return result == 0 ? absl::OkStatus() : absl::ErrnoToStatus(errno, doing);
}

// Where the limit is lower already, it stays.
absl::Status Limit(__rlimit_resource resource, rlim_t limit) {
  rlimit both{};
  getrlimit(resource, &both);
  both.rlim_max = std::min(both.rlim_max, limit);
  both.rlim_cur = both.rlim_max;
  return Checked(setrlimit(resource, &both), "setrlimit");
}

absl::Status SetLimits(const SandboxOptions& options) {
  const rlim_t seconds = static_cast<rlim_t>(std::chrono::ceil<std::chrono::seconds>(options.timeout).count()) + 1;
  const struct {
    __rlimit_resource resource;
    rlim_t limit;
  } rows[] = {
      {RLIMIT_CPU, seconds},  // should nobody be left to end it
      {RLIMIT_AS, kSanitized ? RLIM_INFINITY : options.memory_bytes},
      {RLIMIT_MEMLOCK, 0},
      {RLIMIT_FSIZE, 0},
      {RLIMIT_CORE, 0},
      {RLIMIT_NPROC, 0},
      // Those that it has, and one in which the dynamic linker reads. (Sanitizers try memory out by pipes.)
      {RLIMIT_NOFILE, deployment::kAnswerDescriptor + (kSanitized ? 8 : 2)},
  };
  for (const auto& row : rows) {
    if (absl::Status status = Limit(row.resource, row.limit); !status.ok()) return status;
  }
  // A server that is killed leaves no plugin running.
  if (absl::Status status = Checked(prctl(PR_SET_PDEATHSIG, SIGKILL), "PR_SET_PDEATHSIG"); !status.ok()) return status;
  // No crash is handed to the system's collector of crashes, which heeds no limit, and nobody else may trace it.
  return Checked(prctl(PR_SET_DUMPABLE, 0), "PR_SET_DUMPABLE");
}

absl::Status ForgoPrivileges(const SandboxOptions&) {
  return Checked(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
}

// A server that runs as root hands down what root may do.
absl::Status DropCapabilities(const SandboxOptions&) {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return Checked(static_cast<int>(syscall(SYS_capset, &header, none)), "capset");
}

absl::Status DenyFiles(const SandboxOptions&) { return DenyByLandlock(); }

absl::Status FilterCalls(const SandboxOptions&) { return LoadSystemCallFilter(); }

struct Wall {
  const char* name;
  absl::Status (*raise)(const SandboxOptions&);
  bool required;
};

// In the order in which they are raised: the filter denies the calls that raise the others. Whatever a wall that a
// system may lack would deny, the filter denies too.
constexpr Wall kWalls[] = {
    {"limits", SetLimits, true},
    {"capabilities", DropCapabilities, false},
    {"no_new_privs", ForgoPrivileges, true},
    {"landlock", DenyFiles, false},
    {"seccomp", FilterCalls, true},
};

}  // namespace

Sandbox RaiseSandbox(const SandboxOptions& options) {
  LeaveCrashesAlone();
  Sandbox sandbox;
  for (const Wall& wall : kWalls) {
    const absl::Status status = wall.raise(options);
    if (status.ok()) {
      sandbox.walls.push_back(wall.name);
    } else if (wall.required) {
      sandbox.whole.Update(absl::Status(status.code(), absl::StrCat(wall.name, ": ", status.message())));
    }
  }
  return sandbox;
}

}  // namespace connection_advisor::tool
