// What an upload would come to, and what would change by it.
#ifndef SERVICE_LIFECYCLE_PLUGIN_PREVIEW_H_
#define SERVICE_LIFECYCLE_PLUGIN_PREVIEW_H_

#include <optional>

#include "absl/status/statusor.h"
#include "service/analysis/difference.h"
#include "service/lifecycle/plugin_version.h"

namespace connection_advisor::lifecycle {

struct PluginPreview {
  PluginVersion version;                 // as Upload would tell of it
  std::optional<PluginVersion> serving;  // of the same plugin; nothing: none does
  // From the version that serves to this one, whether or not it would take over. RESOURCE_EXHAUSTED: they are too large
  // to be compared, and the message says what was too much.
  absl::StatusOr<analysis::PluginDifference> difference;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_PLUGIN_PREVIEW_H_
