#include "tests/plugins/platforms/plugin_paths.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace connection_advisor {

std::vector<std::string> PluginPaths() {
  const char* named = std::getenv("PLUGINS_UNDER_TEST");
  std::istringstream all(named != nullptr ? named : BUNDLED_PLUGINS);
  std::vector<std::string> paths;
  for (std::string path; std::getline(all, path, ':');) paths.push_back(path);
  return paths;
}

std::string PluginName(const testing::TestParamInfo<std::string>& path) {
  return std::filesystem::path(path.param).stem().string();
}

}  // namespace connection_advisor
