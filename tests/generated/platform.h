// Generated rows as the product has them: an image as the compiler makes it, and the platform that serves.
#ifndef TESTS_GENERATED_PLATFORM_H_
#define TESTS_GENERATED_PLATFORM_H_

#include <memory>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compile.h"
#include "service/deployment/deploy.h"
#include "service/platform/platform.h"
#include "tests/generated/rows.h"

namespace connection_advisor::generated {

// The image of a plugin with these rows, and zeros for a `sha256`: explored and folded as the compiler does.
absl::StatusOr<image::v1::PluginImage> ImageOf(const Rows& rows, const deployment::CompileLimits& limits = {});

// What the server makes of it, however long that takes.
deployment::PluginOutcome Verified(const image::v1::PluginImage& image);

// The platform, its image verified. Ends the process, saying why, where it is refused: lawful rows never are.
std::shared_ptr<const platform::Platform> PlatformOf(const Rows& rows);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_PLATFORM_H_
