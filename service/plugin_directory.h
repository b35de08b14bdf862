// The plugins that the settings name, deployed.
#ifndef SERVICE_PLUGIN_DIRECTORY_H_
#define SERVICE_PLUGIN_DIRECTORY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/platforms_report.h"
#include "service/settings.h"

namespace connection_advisor {

// INVALID_ARGUMENT if the settings name a directory that there is not.
absl::Status CheckPluginDirectory(const Settings& settings);

// What became of each file. INVALID_ARGUMENT if the settings set a parameter that is not there or out of its range;
// other errors if nothing can be deployed at all.
absl::StatusOr<PluginOutcomes> DeployPlugins(const Settings& settings);

}  // namespace connection_advisor

#endif  // SERVICE_PLUGIN_DIRECTORY_H_
