// The parameters of platforms that the operator sets, against those that the platforms have.
#ifndef SERVICE_PARAMETERS_H_
#define SERVICE_PARAMETERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "service/deployment/plugin_reader.h"
#include "service/platform/published_platforms.h"
#include "service/settings.h"

namespace connection_advisor {

// INVALID_ARGUMENT with all that is wrong, a line each: a parameter that the platform does not have, a value out of its
// range, a platform whose name is like that of one that is loaded. Any other platform that is not loaded may be one
// whose plugin was refused or is still to come, for which the others must not wait: a line of it is added to
// `not_loaded`.
absl::Status CheckParameters(const std::vector<ParameterSetting>& settings, const platform::PlatformSet& platforms,
                             std::vector<std::string>* not_loaded);

// As the deployment takes them.
deployment::ParameterValues ValuesOf(const std::vector<ParameterSetting>& settings);

}  // namespace connection_advisor

#endif  // SERVICE_PARAMETERS_H_
