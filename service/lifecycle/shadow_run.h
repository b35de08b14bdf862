// A version of a plugin that shadows the one that serves, and what that has come to.
#ifndef SERVICE_LIFECYCLE_SHADOW_RUN_H_
#define SERVICE_LIFECYCLE_SHADOW_RUN_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "service/lifecycle/change_limit.h"
#include "service/lifecycle/plugin_register.h"
#include "service/lifecycle/plugin_version.h"
#include "service/platform/shadow.h"

namespace connection_advisor::lifecycle {

// A value: what was counted when it was asked for. Of each platform that serves.
struct ShadowReport {
  PluginVersion serving;
  PluginVersion shadow;
  std::chrono::system_clock::time_point since;
  struct OfPlatform {
    std::string platform;
    platform::ShadowTally tally;
  };
  std::vector<OfPlatform> platforms;
  uint64_t requests = 0;  // of all platforms
  uint64_t changed = 0;
  // Why the limit would not let the shadow be activated now; empty: it would, or there is none.
  std::string held_back;
};

// Goes on for as long as both versions stay what they were when it began.
class ShadowRun {
 public:
  ShadowRun(const KnownVersion& serving, const KnownVersion& shadow, SystemTime since);

  const PluginVersion& serving() const { return serving_.told; }
  const PluginVersion& shadow() const { return shadow_.told; }
  const std::vector<std::shared_ptr<platform::Shadow>>& platforms() const { return platforms_; }

  // False once one of the two serves, stands by or is compiled otherwise than when it began.
  bool GoesOnIn(const PluginRegister& all) const;

  // All but `held_back`.
  ShadowReport Report() const;

 private:
  KnownVersion serving_;
  KnownVersion shadow_;
  SystemTime since_;
  std::vector<std::shared_ptr<platform::Shadow>> platforms_;
};

// FAILED_PRECONDITION, with the figures and what can be done, if `wanted` may not take the place of `serving`. `run` is
// the one of the plugin, nullptr if there is none.
absl::Status CheckChangeLimit(const ChangeLimit& limit, const PluginVersion& serving, const PluginVersion& wanted,
                              const ShadowRun* run);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_SHADOW_RUN_H_
