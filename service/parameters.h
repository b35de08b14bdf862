// The parameters of platforms that the operator sets, against those that the platforms have.
#ifndef SERVICE_PARAMETERS_H_
#define SERVICE_PARAMETERS_H_

#include <vector>

#include "absl/status/status.h"
#include "service/deployment/plugin_reader.h"
#include "service/platform/published_platforms.h"
#include "service/settings.h"

namespace connection_advisor {

// INVALID_ARGUMENT with all that is wrong, a line each: a platform that is not loaded, a parameter that it does not
// have, a value out of its range.
absl::Status CheckParameters(const std::vector<ParameterSetting>& settings, const platform::PlatformSet& platforms);

// As the deployment takes them.
deployment::ParameterValues ValuesOf(const std::vector<ParameterSetting>& settings);

}  // namespace connection_advisor

#endif  // SERVICE_PARAMETERS_H_
