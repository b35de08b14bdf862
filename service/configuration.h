// The configuration file: TOML, with the keys of the setting table and the parameters of platforms.
#ifndef SERVICE_CONFIGURATION_H_
#define SERVICE_CONFIGURATION_H_

#include <string>

#include "absl/status/status.h"
#include "service/settings.h"

namespace connection_advisor {

// Sets what the file sets. Or INVALID_ARGUMENT with all that is wrong, a line each: the place ("advisor.toml:12"), the
// key, how to put it right, and for an unknown key the nearest right one.
absl::Status ReadConfiguration(const std::string& path, Settings& settings);

}  // namespace connection_advisor

#endif  // SERVICE_CONFIGURATION_H_
