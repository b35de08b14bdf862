// Writes the corpora that fuzzing begins with: write_seeds DIRECTORY PLUGIN.so...
//
//   DIRECTORY/inspection   the plugins
//   DIRECTORY/image        what the compiler makes of them
//
// Maps the plugins into this process: they are ours.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "service/deployment/compile.h"
#include "service/deployment/plugin_loader.h"
#include "service/deployment/plugin_reader.h"

namespace fs = std::filesystem;

using namespace connection_advisor;

namespace {

absl::StatusOr<image::v1::PluginImage> ImageOf(const fs::path& file) {
  const absl::StatusOr<const advisor_plugin*> plugin = deployment::PluginLoader::Load(file.string());
  if (!plugin.ok()) return plugin.status();
  absl::StatusOr<deployment::PluginContents> contents = deployment::ReadPlugin(**plugin, {});
  if (!contents.ok()) return contents.status();
  return deployment::Compile(*std::move(contents), {}, [](const std::string&) {});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const fs::path plugins = fs::path(argv[1]) / "inspection";
  const fs::path images = fs::path(argv[1]) / "image";
  fs::create_directories(plugins);
  fs::create_directories(images);
  for (int i = 2; i < argc; ++i) {
    const fs::path file = fs::absolute(argv[i]);
    fs::copy_file(file, plugins / file.filename(), fs::copy_options::overwrite_existing);
    const absl::StatusOr<image::v1::PluginImage> image = ImageOf(file);
    if (!image.ok()) {
      std::cerr << file << ": " << image.status() << "\n";
      return 1;
    }
    std::ofstream(images / file.filename(), std::ios::binary) << image->SerializeAsString();
  }
  return 0;
}
