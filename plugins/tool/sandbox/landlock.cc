#include "plugins/tool/sandbox/landlock.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

#include "service/deployment/plugin_file.h"

namespace connection_advisor::tool {
namespace {

// linux/landlock.h as of its version 6. The headers that this is built with may be older than the kernel that it runs
// on.
struct Ruleset {
  uint64_t files = 0;
  uint64_t network = 0;
  uint64_t scopes = 0;
};

constexpr uint64_t Bits(int count) { return (uint64_t{1} << count) - 1; }

// All rights that a version knows: a right that is handled and granted by no rule is denied.
Ruleset DenyAll(long version) {
  Ruleset ruleset;
  ruleset.files = Bits(version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13);
  if (version >= 4) ruleset.network = Bits(2);
  if (version >= 6) ruleset.scopes = Bits(2);
  return ruleset;
}

}  // namespace

absl::Status DenyByLandlock() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return absl::ErrnoToStatus(errno, "landlock_create_ruleset");
  // An older kernel takes the larger structure as long as what it doesn't know is zero.
  const Ruleset deny_all = DenyAll(version);
  const deployment::FileDescriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &deny_all, sizeof deny_all, 0)));
  if (!ruleset.is_open()) return absl::ErrnoToStatus(errno, "landlock_create_ruleset");
  if (syscall(SYS_landlock_restrict_self, ruleset.number(), 0) != 0) {
    return absl::ErrnoToStatus(errno, "landlock_restrict_self");
  }
  return absl::OkStatus();
}

}  // namespace connection_advisor::tool
