// What can be asked of the plugins of a running server. The edge serves it to operators; `PluginCatalog` does it.
#ifndef SERVICE_LIFECYCLE_PLUGIN_CONTROL_H_
#define SERVICE_LIFECYCLE_PLUGIN_CONTROL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/deployment/plugin_file.h"
#include "service/lifecycle/plugin_preview.h"
#include "service/lifecycle/plugin_version.h"
#include "service/lifecycle/shadow_run.h"

namespace connection_advisor::lifecycle {

// Thread-safe. Calls that wait for a compiler (Rescan, Upload, Preview) wait for each other and hold up no other call.
//
// Every change is remembered before it is published, so that after a crash the server comes up in the old state or in
// the new one. Errors say what to do:
//   NOT_FOUND            no such plugin, or no such version of it; the message lists those that there are
//   INVALID_ARGUMENT     a parameter of a platform is wrong (Rescan)
//   FAILED_PRECONDITION  not possible now: nothing to roll back to, the version was refused, it changes more than the
//                        limit allows, another one shadows the plugin already, the state cannot be written
class PluginControl {
 public:
  virtual ~PluginControl() = default;

  // By plugin, then by version, the highest first; refused files that did not say their plugin come last.
  virtual std::vector<PluginVersion> List() const = 0;

  // Looks through the plugin directory and takes the parameters of platforms from the configuration anew.
  virtual absl::Status Rescan() = 0;

  // `version`: MAJOR.MINOR.PATCH, or a hash or at least 8 digits of its beginning. Activate takes an empty one too: the
  // operator's choice is taken away, and the highest version serves. Where a limit on changed verdicts is set, what
  // takes the place of another version by Activate must meet it, and by ForceActivate, which takes no empty one, need
  // not.
  virtual absl::Status Activate(const std::string& plugin, const std::string& version) = 0;
  virtual absl::Status ForceActivate(const std::string& plugin, const std::string& version) = 0;
  virtual absl::Status RollBack(const std::string& plugin) = 0;
  virtual absl::Status Retire(const std::string& plugin, const std::string& version) = 0;

  // Takes a file in; what became of it, refused included. `name` is for people, `signature` as it stands in a .sig
  // file, empty for none. An error only where the file could not be taken in at all, or was refused
  // and what was compiled of the same bytes before counts on.
  virtual absl::StatusOr<PluginVersion> Upload(deployment::PluginFile file, const std::string& name,
                                               const std::string& signature) = 0;

  // What Upload would come to, and how that differs from what serves now. Nothing of the file is kept, nothing changes,
  // and nobody else is told. Refused: the version says so.
  virtual absl::StatusOr<PluginPreview> Preview(deployment::PluginFile file, const std::string& name,
                                                const std::string& signature) = 0;

  // From now on a version that stands by is decided along on every request to what serves of its plugin, and what it
  // would change is counted. Nothing is remembered of it: it ends with the process, and as soon as one of the two
  // versions serves, stands by or is compiled otherwise than now. One version of a plugin at a time.
  virtual absl::StatusOr<ShadowReport> StartShadow(const std::string& plugin, const std::string& version) = 0;
  // What was counted to the end.
  virtual absl::StatusOr<ShadowReport> StopShadow(const std::string& plugin) = 0;
  // By plugin.
  virtual std::vector<ShadowReport> Shadows() const = 0;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_PLUGIN_CONTROL_H_
