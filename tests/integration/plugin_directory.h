// Directories with plugins.
#ifndef TESTS_INTEGRATION_PLUGIN_DIRECTORY_H_
#define TESTS_INTEGRATION_PLUGIN_DIRECTORY_H_

#include <filesystem>
#include <string>

namespace connection_advisor::integration {

// The three bundled plugins, as the build collects them.
std::filesystem::path BundledPlugins();
// The one that these tests bring along.
std::filesystem::path GuildPlugin();

// Empty at first, gone with this object.
class PluginDirectory {
 public:
  PluginDirectory();
  ~PluginDirectory();
  PluginDirectory(const PluginDirectory&) = delete;
  PluginDirectory& operator=(const PluginDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Copies a plugin file, or all that are in a directory.
  void Add(const std::filesystem::path& plugins) const;
  // Writes a file that is no plugin.
  void Write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_PLUGIN_DIRECTORY_H_
