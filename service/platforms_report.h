// What became of the plugins, for the log and for health.
#ifndef SERVICE_PLATFORMS_REPORT_H_
#define SERVICE_PLATFORMS_REPORT_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "service/deployment/deploy.h"
#include "service/platform/published_platforms.h"

namespace connection_advisor {

using PluginOutcomes = std::vector<deployment::PluginOutcome>;

// One line in the log for each file: what it serves, or why it was refused.
void LogOutcomes(const PluginOutcomes& outcomes);

std::shared_ptr<const platform::PlatformSet> PlatformsOf(const PluginOutcomes& outcomes);

// By the names of the health service: a platform's id serves; the stem of a refused file does not; the empty name,
// which is the whole service, serves as long as one platform does.
std::map<std::string, bool> HealthOf(const PluginOutcomes& outcomes);

// By file name: whether it serves.
std::map<std::string, bool> StatesOf(const PluginOutcomes& outcomes);

}  // namespace connection_advisor

#endif  // SERVICE_PLATFORMS_REPORT_H_
