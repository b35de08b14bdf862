// The parameters of platforms that the operator sets, against those that the platforms have.
#ifndef SERVICE_PARAMETERS_H_
#define SERVICE_PARAMETERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "service/deployment/plugin_reader.h"
#include "service/lifecycle/plugin_register.h"
#include "service/settings.h"

namespace connection_advisor {

// Against the platforms of all versions: what one version of a platform takes is right. INVALID_ARGUMENT with all that
// is wrong, a line each: a parameter that no version of the platform has, a value out of its range, a platform whose
// name is like that of one that is loaded. Any other platform that is not loaded may be one whose plugin was refused or
// is still to come, for which the others must not wait: a line of it is added to `not_loaded`.
absl::Status CheckParameters(const std::vector<ParameterSetting>& settings, const lifecycle::Platforms& platforms,
                             std::vector<std::string>* not_loaded);

// As the deployment takes them.
deployment::ParameterValues ValuesOf(const std::vector<ParameterSetting>& settings);

}  // namespace connection_advisor

#endif  // SERVICE_PARAMETERS_H_
