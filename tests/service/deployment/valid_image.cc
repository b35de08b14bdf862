#include "tests/service/deployment/valid_image.h"

#include <chrono>
#include <filesystem>
#include <map>

#include "gtest/gtest.h"

namespace connection_advisor::deployment {
namespace {

image::v1::PluginImage Compiled(const std::string& plugin) {
  const auto file =
      PluginFile::Copy(std::filesystem::path(CONNECTION_ADVISOR_PLUGINS) / (plugin + ".so"), Permissions::kUnchecked);
  if (!file.ok()) {
    ADD_FAILURE() << file.status();
    return {};
  }
  CompilerLimits limits;
  limits.timeout = std::chrono::minutes(1);
  auto image = CompileInChild(CONNECTION_ADVISOR_COMPILER, *file, {}, limits).image;
  EXPECT_TRUE(image.ok()) << image.status();
  return image.ok() ? *std::move(image) : image::v1::PluginImage();
}

}  // namespace

const image::v1::PluginImage& ValidImage(const std::string& plugin) {
  static std::map<std::string, image::v1::PluginImage> images;
  const auto known = images.find(plugin);
  return known != images.end() ? known->second : images.emplace(plugin, Compiled(plugin)).first->second;
}

}  // namespace connection_advisor::deployment
