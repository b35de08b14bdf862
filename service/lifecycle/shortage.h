// Refusals that come of the machine at a moment, and not of the file.
#ifndef SERVICE_LIFECYCLE_SHORTAGE_H_
#define SERVICE_LIFECYCLE_SHORTAGE_H_

#include "absl/status/status.h"
#include "service/deployment/deploy.h"

namespace connection_advisor::lifecycle {

// The system had no descriptor, no memory or the like left when a file was opened or copied.
bool MayPass(const absl::Status& status);

// The compiler could not be started, or was killed from outside. By its causes, so a plugin can bring it about: whoever
// tries again does so less and less often.
bool MayPass(const deployment::PluginOutcome& outcome);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_SHORTAGE_H_
