// From the image of a platform to the platform as it serves: diagrams checked, verdicts, counts and bindings derived.
#ifndef SERVICE_DEPLOYMENT_ASSEMBLY_H_
#define SERVICE_DEPLOYMENT_ASSEMBLY_H_

#include <chrono>
#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::deployment {

// A diagram past this is refused, by the compiler naming the rule at which it grew.
inline constexpr uint32_t kMaxDiagramNodes = 1'000'000;

// The leaf of a decision where no rule decides; a platform that has it breaks a law.
constexpr int32_t UndecidedLeaf(const platform::Platform& platform) {
  return platform::DecisionLeaf(static_cast<uint32_t>(platform.rules.size()));
}

// Trusts only that CheckDescription found nothing: every index, order and bound of the diagrams is checked, that all of
// them agree on which cases are possible, and that the decision is the first rule whose condition holds.
// INVALID_ARGUMENT if the image is malformed; RESOURCE_EXHAUSTED past the deadline, or where checking it takes far more
// nodes than a compiler may use. `knowledge` is left out: it is worth its cost only for a platform that keeps the laws.
absl::StatusOr<std::shared_ptr<platform::Platform>> AssemblePlatform(const image::v1::PlatformImage& image,
                                                                     const platform::PluginIdentity& plugin,
                                                                     std::chrono::steady_clock::time_point deadline);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_ASSEMBLY_H_
