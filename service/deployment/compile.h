// Compiles a loaded plugin: explores every condition and folds what it saw into one forest of diagrams a platform.
//
// Runs plugin code, so only in the compiler's child process.
#ifndef SERVICE_DEPLOYMENT_COMPILE_H_
#define SERVICE_DEPLOYMENT_COMPILE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/assembly.h"
#include "service/deployment/plugin_reader.h"

namespace connection_advisor::deployment {

struct CompileLimits {
  // A diagram past this is refused, naming the rule at which it grew.
  uint32_t max_nodes = kMaxDiagramNodes;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

// Told of each stage before it begins, so that whoever watches knows where a plugin hung or crashed.
using Report = std::function<void(const std::string& stage)>;

// Fills the diagrams of `contents.description` and returns it. Refuses (INVALID_ARGUMENT, RESOURCE_EXHAUSTED) naming
// the platform and the rule: a condition that is not pure, that throws, or whose diagram grows past the limits.
absl::StatusOr<image::v1::PluginImage> Compile(PluginContents contents, const CompileLimits& limits,
                                               const Report& report);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_COMPILE_H_
