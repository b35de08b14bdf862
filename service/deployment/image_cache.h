// Compiled images of plugins, kept so that a plugin that was compiled once need not be again.
#ifndef SERVICE_DEPLOYMENT_IMAGE_CACHE_H_
#define SERVICE_DEPLOYMENT_IMAGE_CACHE_H_

#include <optional>
#include <string>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/plugin_reader.h"

namespace connection_advisor::deployment {

// Which compilation an image came from: the same key and the same compiler, the same image.
struct ImageKey {
  std::string sha256;  // of the plugin file, lower-case hexadecimal
  ParameterValues parameters;
};

// Thread-safe. What it hands out is checked like a compiler's answer, so a cache that lies can do what a plugin can:
// give bad advice, under the name of its file.
class ImageCache {
 public:
  virtual ~ImageCache() = default;

  // Nothing where there is none, or where it can't be read.
  virtual std::optional<image::v1::PluginImage> Find(const ImageKey& key) = 0;
  // Best effort: an image that could not be kept is compiled again.
  virtual void Keep(const ImageKey& key, const image::v1::PluginImage& image) = 0;
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_IMAGE_CACHE_H_
