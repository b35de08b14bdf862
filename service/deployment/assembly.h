// From the image of a platform to the platform as it serves: diagrams checked, verdicts, counts and bindings derived.
#ifndef SERVICE_DEPLOYMENT_ASSEMBLY_H_
#define SERVICE_DEPLOYMENT_ASSEMBLY_H_

#include <memory>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::deployment {

// The leaf of a decision where no rule decides; a platform that has it breaks a law.
constexpr int32_t UndecidedLeaf(const platform::Platform& platform) {
  return platform::DecisionLeaf(static_cast<uint32_t>(platform.rules.size()));
}

// Trusts only that CheckDescription found nothing: every index, order and bound of the diagrams is checked, and that
// all of them agree on which cases are possible. INVALID_ARGUMENT if the image is malformed. `knowledge` is left out:
// it is worth its cost only for a platform that keeps the laws.
absl::StatusOr<std::shared_ptr<platform::Platform>> AssemblePlatform(const image::v1::PlatformImage& image,
                                                                     const platform::PluginIdentity& plugin);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_ASSEMBLY_H_
