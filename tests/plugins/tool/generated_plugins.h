// Ten generated platforms: as plugins that were built from their source, and as their rows are compiled in process.
#ifndef TESTS_PLUGINS_TOOL_GENERATED_PLUGINS_H_
#define TESTS_PLUGINS_TOOL_GENERATED_PLUGINS_H_

#include <memory>
#include <string>

#include "service/platform/platform.h"
#include "tests/generated/named.h"
#include "tests/generated/platform.h"

namespace connection_advisor {

// Each has another version, "a_changed".
inline constexpr const char* kGeneratedPlugins[] = {"a", "b", "c", "d", "e"};

inline std::string ChangedVersion(const std::string& name) { return name + "_changed"; }

inline std::string FileOf(const std::string& name) {
  return std::string(CONNECTION_ADVISOR_GENERATED) + "/" + name + ".so";
}

inline std::shared_ptr<const platform::Platform> PlatformOf(const std::string& name) {
  return generated::PlatformOf(generated::Named(name));
}

// Calls `look(file, platform)` for all ten.
template <typename Look>
void ForEachGeneratedPlugin(Look look) {
  for (const std::string name : kGeneratedPlugins) {
    look(FileOf(name), *PlatformOf(name));
    look(FileOf(ChangedVersion(name)), *PlatformOf(ChangedVersion(name)));
  }
}

}  // namespace connection_advisor

#endif  // TESTS_PLUGINS_TOOL_GENERATED_PLUGINS_H_
