// Writes the corpora that fuzzing begins with: write_seeds DIRECTORY PLUGIN.so...
//
//   DIRECTORY/inspection   the plugins
//   DIRECTORY/image        what the compiler answers on its pipe
//
// Maps the plugins into this process: they are ours.
#include <google/protobuf/util/delimited_message_util.h>

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

void WriteAnswer(const image::v1::PluginImage& image, const fs::path& file) {
  image::v1::CompilerMessage walls;
  walls.mutable_walls()->add_names("seccomp");
  image::v1::CompilerMessage progress;
  progress.mutable_progress()->set_stage("loading the file");
  image::v1::CompilerMessage last;
  *last.mutable_image() = image;
  std::ofstream out(file, std::ios::binary);
  for (const auto* message : {&walls, &progress, &last}) {
    google::protobuf::util::SerializeDelimitedToOstream(*message, &out);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const fs::path plugins = fs::path(argv[1]) / "inspection";
  const fs::path answers = fs::path(argv[1]) / "image";
  fs::create_directories(plugins);
  fs::create_directories(answers);
  for (int i = 2; i < argc; ++i) {
    const fs::path file = fs::absolute(argv[i]);
    fs::copy_file(file, plugins / file.filename(), fs::copy_options::overwrite_existing);
    const absl::StatusOr<image::v1::PluginImage> image = ImageOf(file);
    if (!image.ok()) {
      std::cerr << file << ": " << image.status() << "\n";
      return 1;
    }
    WriteAnswer(*image, answers / file.filename());
  }
  return 0;
}
