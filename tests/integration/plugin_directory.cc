#include "tests/integration/plugin_directory.h"

#include <cstdlib>
#include <fstream>

namespace connection_advisor::integration {
namespace {

namespace fs = std::filesystem;

fs::path NewDirectory() {
  std::string name = (fs::temp_directory_path() / "connection-advisor-XXXXXX").string();
  return mkdtemp(name.data());
}

}  // namespace

fs::path BundledPlugins() { return CONNECTION_ADVISOR_PLUGINS; }

fs::path GuildPlugin() { return CONNECTION_ADVISOR_GUILD_PLUGIN; }

PluginDirectory::PluginDirectory() : path_(NewDirectory()) {}

PluginDirectory::~PluginDirectory() { fs::remove_all(path_); }

void PluginDirectory::Add(const fs::path& plugins) const { fs::copy(plugins, path_); }

void PluginDirectory::Write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path_ / name) << bytes;
}

}  // namespace connection_advisor::integration
