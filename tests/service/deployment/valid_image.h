// Images as the real compiler makes them.
#ifndef TESTS_SERVICE_DEPLOYMENT_VALID_IMAGE_H_
#define TESTS_SERVICE_DEPLOYMENT_VALID_IMAGE_H_

#include <string>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compiler_process.h"

namespace connection_advisor::deployment {

// Of a bundled plugin: "linkedin". Compiled once.
const image::v1::PluginImage& ValidImage(const std::string& plugin);

}  // namespace connection_advisor::deployment

#endif  // TESTS_SERVICE_DEPLOYMENT_VALID_IMAGE_H_
