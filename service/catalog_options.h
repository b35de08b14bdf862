// What the settings say about plugins, as the catalog takes it.
#ifndef SERVICE_CATALOG_OPTIONS_H_
#define SERVICE_CATALOG_OPTIONS_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/lifecycle/plugin_catalog.h"
#include "service/settings.h"

namespace connection_advisor {

// INVALID_ARGUMENT if the settings name a directory that there is not.
absl::Status CheckPluginDirectory(const Settings& settings);

// The parameters of platforms come from the configuration file, which is read anew each time they are asked for.
absl::StatusOr<lifecycle::CatalogOptions> CatalogOptionsOf(const Settings& settings);

// What --state names, or a store that forgets. A check of the settings reads the state and leaves it alone.
absl::StatusOr<std::unique_ptr<lifecycle::VersionStore>> OpenStore(const Settings& settings);

}  // namespace connection_advisor

#endif  // SERVICE_CATALOG_OPTIONS_H_
