// Where the plugins are administered, as the settings say it together.
#ifndef SERVICE_ADMIN_SETTING_H_
#define SERVICE_ADMIN_SETTING_H_

#include "absl/status/status.h"
#include "service/edge/admin_address.h"
#include "service/settings.h"

namespace connection_advisor {

// What the operator said, else the socket in the state directory, else nowhere.
edge::AdminAddress AdminAddressOf(const Settings& settings);

// INVALID_ARGUMENT if plugins may not be administered there: other machines reach it and any client is let in, or
// advice is served there.
absl::Status CheckAdmin(const Settings& settings);

}  // namespace connection_advisor

#endif  // SERVICE_ADMIN_SETTING_H_
